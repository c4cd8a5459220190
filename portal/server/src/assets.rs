//! What a page loads besides itself: the stylesheet, and for live elements a script and wasm. All of it is in memory,
//! compressed before anybody asks, and cached for ever, since another content has another address.

use axum::Router;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use portal_app::stylesheet::STYLESHEET_PATH;
use portal_frontend::assets::{self, Kind};

use crate::stylesheet;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A file in its three forms.
#[derive(Clone, Copy)]
pub struct Served {
    /// What it is.
    pub content_type: &'static str,
    /// As it is.
    pub plain: &'static [u8],
    /// Compressed for every browser.
    pub gzip: &'static [u8],
    /// Compressed better, for browsers that know it.
    pub brotli: &'static [u8],
}

/// Their addresses. They need no state and know nobody.
pub fn routes<State: Clone + Send + Sync + 'static>() -> Router<State> {
    let stylesheet = get(|headers: HeaderMap| async move { stylesheet::served().answer(&headers) });
    let mut routes = Router::new().route(&STYLESHEET_PATH, stylesheet);
    for file in assets::all() {
        let served = Served {
            content_type: match file.kind {
                Kind::Script => "text/javascript; charset=utf-8",
                Kind::Wasm => "application/wasm",
            },
            plain: file.plain,
            gzip: file.gzip,
            brotli: file.brotli,
        };
        let answer = get(move |headers: HeaderMap| async move { served.answer(&headers) });
        routes = routes.route(file.path, answer);
    }
    routes
}

impl Served {
    /// The smallest form that the browser can read.
    fn answer(self, request: &HeaderMap) -> Response {
        let named = [("br", self.brotli), ("gzip", self.gzip)];
        let packed = named.into_iter().find(|(name, _)| accepts(request, name));
        let body = packed.map_or(self.plain, |(_, body)| body);
        let mut response = body.into_response();
        let said: [(HeaderName, &'static str); 3] = [
            (header::CONTENT_TYPE, self.content_type),
            (header::CACHE_CONTROL, FOR_EVER),
            (header::VARY, "accept-encoding"),
        ];
        let encoding = packed.map(|(name, _)| (header::CONTENT_ENCODING, name));
        for (name, value) in said.into_iter().chain(encoding) {
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// Whether the browser can read this encoding: named, and not with a weight of nothing.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let lines = request.get_all(header::ACCEPT_ENCODING).into_iter();
    let offers = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    let mut parts = offers.map(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        (name.trim(), weight.trim())
    });
    parts.any(|(name, weight)| name.eq_ignore_ascii_case(encoding) && !is_nothing(weight))
}

/// `q=0`, `q=0.0` and so on.
fn is_nothing(weight: &str) -> bool {
    let weight = weight.strip_prefix("q=").map(str::trim);
    weight.is_some_and(|it| it.starts_with('0') && it.trim_matches(['0', '.']).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_where_the_browser_names_it_and_does_not_refuse_it() {
        let cases = [
            ("gzip, deflate, br, zstd", true),
            ("gzip;q=1.0, br;q=0.2", true),
            ("gzip, BR", true),
            ("gzip", false),
            ("gzip, br;q=0", false),
            ("gzip, br; q=0.000", false),
            ("brotli", false),
            ("*", false),
            ("", false),
        ];
        for (said, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(said));
            assert_eq!(accepts(&headers, "br"), expected, "{said}");
        }
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
