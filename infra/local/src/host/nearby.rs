//! Who may see the pages for development: whoever sits at this machine. They show codes for signing in, so they are not
//! there for whom a proxy lets in from outside, nor for a page of another site that pretends to be this machine.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use runtime::problem::Problem;

/// What proxies add.
const FORWARDED: [&str; 3] = ["forwarded", "x-forwarded-for", "x-forwarded-host"];

/// Lets a request through that comes from this machine, and knows it.
pub(super) async fn only(request: Request, next: Next) -> Response {
    if is_nearby(request.headers()) {
        return next.run(request).await;
    }
    let detail =
        "There is nothing here. The pages for development answer on the machine itself only.";
    Problem::new(StatusCode::NOT_FOUND, "not_found", detail).into_response()
}

fn is_nearby(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let named = host.is_some_and(|host| {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let address = name.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|it| it.is_loopback())
    });
    named && !FORWARDED.iter().any(|name| headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str, more: Option<(&'static str, &str)>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some((name, value)) = more {
            headers.insert(name, value.parse().unwrap());
        }
        is_nearby(&headers)
    }

    #[test]
    fn only_this_machine_sees_the_pages_for_development() {
        for host in [
            "127.0.0.1:3000",
            "localhost:3000",
            "LOCALHOST",
            "[::1]:3000",
        ] {
            assert!(asked(host, None), "{host}");
        }
        for host in [
            "pay.example.co.ke",
            "127.0.0.1.example.com:3000",
            "192.168.1.5:3000",
            "localhost.example.com",
            "",
        ] {
            assert!(!asked(host, None), "{host}");
        }
        for name in FORWARDED {
            assert!(
                !asked("127.0.0.1:3000", Some((name, "203.0.113.9"))),
                "{name}"
            );
        }
        assert!(!is_nearby(&HeaderMap::new()));
    }
}
