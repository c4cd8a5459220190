//! The services over HTTP: who may ask, and what is answered before anything is looked at.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};

use crate::mpesa::exchange::Exchange;
use crate::mpesa::reading;
use crate::mpesa::refusal::Refusal;

mod c2b;
mod oauth;
mod pull;
mod requests;
mod stk;

/// The code with which STK and most others refuse a token.
const BAD_TOKEN: &str = "404.001.03";

/// The code with which C2B refuses a token.
const BAD_TOKEN_C2B: &str = "400.003.01";

/// The code with which the pull service refuses a token.
const BAD_TOKEN_PULL: &str = "401.001";

/// The code that any of them has been seen to use instead.
const BAD_TOKEN_OTHER: &str = "401.003.01";

type At = State<Arc<Exchange>>;

/// Every service at its documented path.
pub(super) fn router(exchange: Arc<Exchange>) -> Router {
    let services: [(&str, MethodRouter<Arc<Exchange>>); 11] = [
        ("/oauth/v1/generate", get(oauth::generate)),
        ("/mpesa/stkpush/v1/processrequest", post(stk::push)),
        ("/mpesa/stkpushquery/v1/query", post(stk::query)),
        ("/mpesa/c2b/v1/registerurl", post(c2b::register_hashed)),
        ("/mpesa/c2b/v2/registerurl", post(c2b::register_masked)),
        ("/mpesa/transactionstatus/v1/query", post(requests::status)),
        ("/mpesa/reversal/v1/request", post(requests::reversal)),
        ("/mpesa/accountbalance/v1/query", post(requests::balance)),
        ("/pulltransactions/v1/register", post(pull::register)),
        // The documents say GET and show a body; clients use POST.
        ("/pulltransactions/v1/query", get(pull::query)),
        ("/pulltransactions/v1/query", post(pull::query)),
    ];
    let mut router = Router::new();
    for (path, service) in services {
        router = router.route(path, service);
    }
    router
        .method_not_allowed_fallback(wrong_method)
        .fallback(wrong_path)
        .with_state(exchange)
}

/// Whether a request carries the token that is good now.
fn admit(exchange: &Exchange, headers: &HeaderMap, code: &'static str) -> Result<(), Refusal> {
    let now = exchange.now();
    let state = &mut *exchange.state();
    let lots = &mut state.lots.about("token check");
    if state.hit(|it| &mut it.token_lost, lots) {
        state.tokens.lose();
    }
    if state.tokens.is_good(reading::bearer(headers), now) {
        return Ok(());
    }
    let other = state.hit(|it| &mut it.token_other_code, lots);
    Err(Refusal::bad_token(if other {
        BAD_TOKEN_OTHER
    } else {
        code
    }))
}

/// The answer to what is refused.
fn refused(exchange: &Exchange, refusal: &Refusal) -> Response {
    refusal.answer(&mut exchange.lots("refusal"))
}

async fn wrong_path(State(exchange): At) -> Response {
    refused(&exchange, &Refusal::new("404.001.01", "Resource not found"))
}

async fn wrong_method(State(exchange): At) -> Response {
    refused(&exchange, &Refusal::new("405.001", "Method Not Allowed"))
}
