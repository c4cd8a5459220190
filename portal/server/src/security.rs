//! What every answer tells the browser not to do.

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

use crate::render::Live;

/// No script at all, no frame, nothing from elsewhere. `data:` is the empty icon, which saves a request for one.
const NO_SCRIPT: &str = "default-src 'none'; style-src 'self'; img-src data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For a page with live elements: our own script, its wasm, and what they ask us. Still nothing written into a page.
const OUR_SCRIPT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
    style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, HeaderValue); 3] = [
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
    let live = response.extensions().get::<Live>().is_some();
    let policy = if live { OUR_SCRIPT } else { NO_SCRIPT };
    let policy = (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    for (name, value) in HEADERS.into_iter().chain([policy]) {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}
