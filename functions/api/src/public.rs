//! What anybody may open who has the address: the secret in it stands for one customer and one purpose.
//! Nothing here asks for a key, and nothing here may end up in a log, a search engine or a referrer.

pub mod calendar;
pub mod unsubscribe;

use axum::Router;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, Response};
use axum::middleware::map_response;
use axum::routing::get;
use operations::calendar_feed;
use runtime::context::Context;
use runtime::secret::FRESH_CHARACTERS;

const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    ),
];

/// The addresses, beside those of the API.
pub fn routes() -> Router<Context> {
    Router::new()
        .route(calendar_feed::ROUTE, get(calendar::read))
        .route(
            unsubscribe::ROUTE,
            get(unsubscribe::ask).post(unsubscribe::stop),
        )
        .layer(map_response(add_headers))
}

async fn add_headers<B>(mut response: Response<B>) -> Response<B> {
    response.headers_mut().extend(HEADERS);
    response
}

/// Whether it could be a secret of ours; what could not is not looked up.
fn is_possible(secret: &str) -> bool {
    secret.len() == FRESH_CHARACTERS
        && secret
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
