//! Whether a request that writes comes from a page of this very site.
//!
//! Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`. A request that says neither is
//! refused: every browser that can send a form says one of them.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use portal_app::pages::problem::Problem;

use crate::failure::Failure;

const FETCH_SITE: &str = "sec-fetch-site";

/// Lets through what only reads, and what comes from a page of ours.
pub async fn check(request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if reads || is_ours(request.headers()) {
        return next.run(request).await;
    }
    Failure::Problem(Problem::WrongOrigin).into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(FETCH_SITE) {
        return site == "same-origin";
    }
    let host = text(header::HOST.as_str());
    let origin = text(header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    match (origin, host) {
        (Some((_, origin)), Some(host)) => origin.eq_ignore_ascii_case(host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_requests_from_our_own_pages_may_write() {
        let table: &[(&[(&'static str, &'static str)], bool)] = &[
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "")], false),
            (
                &[
                    ("origin", "https://pay.example.co.ke"),
                    ("host", "pay.example.co.ke"),
                ],
                true,
            ),
            (
                &[
                    ("origin", "https://evil.example"),
                    ("host", "pay.example.co.ke"),
                ],
                false,
            ),
            (&[("origin", "null"), ("host", "pay.example.co.ke")], false),
            (&[("host", "pay.example.co.ke")], false),
            (&[], false),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://pay.example.co.ke"),
                    ("host", "pay.example.co.ke"),
                ],
                false,
            ),
        ];
        for (headers, expected) in table {
            let mut map = HeaderMap::new();
            for (name, value) in *headers {
                map.insert(*name, HeaderValue::from_static(value));
            }
            assert_eq!(is_ours(&map), *expected, "{headers:?}");
        }
    }
}
