//! The address of this deployment, as people and programs outside have to write it.

use axum::http::{HeaderMap, header};

use crate::portal::Portal;

/// The address of a path: under the address that is set, or else under the one that this very request came to.
/// Nothing where neither is known.
#[must_use]
pub fn absolute(portal: &Portal, headers: &HeaderMap, path: &str) -> Option<String> {
    let set = portal.context.config.public_url.clone();
    let base = set.or_else(|| as_asked(headers))?;
    Some(format!("{base}{path}"))
}

/// Whoever writes another host into a request of their own only misleads themselves.
fn as_asked(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    if host.is_empty() || !host.bytes().all(is_host) {
        return None;
    }
    let is_this_machine = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|name| host == *name || host.starts_with(&format!("{name}:")));
    let scheme = if is_this_machine { "http" } else { "https" };
    Some(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_address_that_was_asked_is_used_only_if_it_can_be_one() {
        let table = [
            ("pay.example.co.ke", Some("https://pay.example.co.ke")),
            ("127.0.0.1:4000", Some("http://127.0.0.1:4000")),
            ("localhost", Some("http://localhost")),
            ("localhost.example", Some("https://localhost.example")),
            ("a b", None),
            ("pay/..", None),
            ("", None),
        ];
        for (host, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            assert_eq!(as_asked(&headers).as_deref(), expected, "{host}");
        }
        assert_eq!(as_asked(&HeaderMap::new()), None);
    }
}
