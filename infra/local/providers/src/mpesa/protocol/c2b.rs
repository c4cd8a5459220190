//! Where a short code wants to hear of payments: said once, for good.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::mpesa::books::Urls;
use crate::mpesa::exchange::Exchange;
use crate::mpesa::identifiers;
use crate::mpesa::protocol::{At, BAD_TOKEN_C2B, admit, refused};
use crate::mpesa::reading::{Fields, is_short_code};
use crate::mpesa::refusal::Refusal;

/// `POST /mpesa/c2b/v1/registerurl`: numbers come as SHA-256.
pub(super) async fn register_hashed(at: At, headers: HeaderMap, body: Bytes) -> Response {
    register(at, &headers, &body, true)
}

/// `POST /mpesa/c2b/v2/registerurl`: numbers come masked.
pub(super) async fn register_masked(at: At, headers: HeaderMap, body: Bytes) -> Response {
    register(at, &headers, &body, false)
}

fn register(State(exchange): At, headers: &HeaderMap, body: &[u8], hashed: bool) -> Response {
    let answer = admit(&exchange, headers, BAD_TOKEN_C2B)
        .and_then(|()| Fields::read(body))
        .and_then(|fields| keep(&exchange, &fields, hashed));
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refused(&exchange, &refusal),
    }
}

fn keep(exchange: &Exchange, fields: &Fields, hashed: bool) -> Result<Value, Refusal> {
    let short_code = fields.that("ShortCode", is_short_code)?;
    let response_type =
        fields.that("ResponseType", |it| matches!(it, "Completed" | "Cancelled"))?;
    let urls = Urls {
        hashed,
        pays_unanswered: response_type == "Completed",
        confirmation: fields.c2b_address("ConfirmationURL")?,
        validation: fields.c2b_address("ValidationURL")?,
    };
    let state = &mut *exchange.state();
    let account = state.books.account_mut(&short_code);
    let account = account.ok_or_else(|| Refusal::invalid("ShortCode"))?;
    if account.urls.is_some() {
        let message = "Urls are already registered";
        return Err(Refusal::new("500.003.1001", message));
    }
    account.urls = Some(urls);
    let lots = &mut state.lots.about("registration");
    Ok(json!({
        // Spelt like this at the real one, too.
        "OriginatorCoversationID": identifiers::request(lots),
        "ResponseCode": "0",
        "ResponseDescription": "Success",
    }))
}
