//! What every answer tells the browser not to do.

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

/// No script at all, no frame, nothing from elsewhere. `data:` is the empty icon, which saves a request for one.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    // An address may hold an account number.
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    // A shared phone keeps no page of somebody else.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Adds what the answer does not say itself.
pub async fn add_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}
