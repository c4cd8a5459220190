//! The access token.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::mpesa::TOKEN_LIFE_S;
use crate::mpesa::exchange::Exchange;
use crate::mpesa::protocol::{At, refused};
use crate::mpesa::refusal::Refusal;

/// `GET /oauth/v1/generate?grant_type=client_credentials`
pub(super) async fn generate(
    State(exchange): At,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    match grant(&exchange, &query, &headers) {
        Ok(granted) => Json(granted).into_response(),
        Err(refusal) => refused(&exchange, &refusal),
    }
}

fn grant(
    exchange: &Exchange,
    query: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Value, Refusal> {
    let now = exchange.now();
    let state = &mut *exchange.state();
    state.tokens.count_request();
    let lots = &mut state.lots.about("token");
    if state.hit(|it| &mut it.token_failing, lots) {
        return Err(Refusal::internal());
    }
    let (key, secret) = basic(headers).unwrap_or_default();
    if !state.tokens.knows(&key, &secret) {
        let message = "Invalid Authentication passed";
        return Err(Refusal::new("400.008.01", message));
    }
    let wanted = ("grant_type".to_owned(), "client_credentials".to_owned());
    if !query.contains(&wanted) {
        return Err(Refusal::new("400.008.02", "Invalid grant type passed"));
    }
    let token = state.tokens.grant(now, lots);
    let expires_in = match state.hit(|it| &mut it.expires_as_text, lots) {
        true => json!(TOKEN_LIFE_S.to_string()),
        false => json!(TOKEN_LIFE_S),
    };
    Ok(json!({ "access_token": token, "expires_in": expires_in }))
}

/// Key and secret.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let decoded = STANDARD.decode(value.strip_prefix("Basic ")?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (key, secret) = text.split_once(':')?;
    Some((key.to_owned(), secret.to_owned()))
}
