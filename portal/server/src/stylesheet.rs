//! The stylesheet, from memory. Its address changes with its content, so no browser has to ask twice.

use axum::http::header;
use axum::response::IntoResponse;
use portal_app::stylesheet::STYLESHEET;

/// Answers with the stylesheet, to be kept for a year.
pub async fn stylesheet() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, STYLESHEET)
}
