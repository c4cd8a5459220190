//! Pushes, and questions about them.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::mpesa::ack::Way;
use crate::mpesa::exchange::Exchange;
use crate::mpesa::protocol::{At, BAD_TOKEN, admit, refused};
use crate::mpesa::pushes::{Order, Push};
use crate::mpesa::reading::{Fields, is_phone, is_short_code};
use crate::mpesa::refusal::Refusal;
use crate::mpesa::result_code::{self, PAID, TIMED_OUT};
use crate::mpesa::state::State as Memory;
use crate::mpesa::{identifiers, reading};

/// What the prompt shows as the account, in characters.
const ACCOUNT_REFERENCE_MAX_CHARS: usize = 12;

/// What a push is described with, in characters.
const DESCRIPTION_MAX_CHARS: usize = 13;

/// What is said while a prompt is on a phone.
const PENDING: &str = "The transaction is being processed";

/// `POST /mpesa/stkpush/v1/processrequest`
pub(super) async fn push(State(exchange): At, headers: HeaderMap, body: Bytes) -> Response {
    let order = admit(&exchange, &headers, BAD_TOKEN)
        .and_then(|()| Fields::read(&body))
        .and_then(|fields| read_order(&exchange, &fields));
    let order = match order {
        Ok(order) => order,
        Err(refusal) => return refused(&exchange, &refusal),
    };
    // On a task of its own: a client that hangs up does not take the prompt off the phone.
    let taking = tokio::spawn(take(exchange.clone(), order));
    match taking.await {
        Ok(Ok((way, push))) => {
            let mut lots = exchange.lots("ack");
            way.answer(push.as_ref(), &mut lots).await
        }
        Ok(Err(refusal)) => refused(&exchange, &refusal),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Takes a push, if the way in which it is answered lets it come so far.
async fn take(exchange: Arc<Exchange>, order: Order) -> Result<(Way, Option<Push>), Refusal> {
    let now = exchange.now();
    let (way, push, at_once) = {
        let state = &mut *exchange.state();
        let lots = &mut state.lots.about(&format!("push/{}", order.phone));
        let way = Way::draw(state, lots);
        if !way.prompts() {
            return Ok((way, None));
        }
        let push = state.take(order, now, lots)?;
        let at_once = state.hit(|it| &mut it.callback_before_ack, lots);
        if at_once {
            state.answer_at_once(&push.checkout_request, now);
        }
        (way, push, at_once)
    };
    if at_once {
        exchange.tick().await;
    }
    Ok((way, Some(push)))
}

fn read_order(exchange: &Exchange, fields: &Fields) -> Result<Order, Refusal> {
    let short_code = fields.that("BusinessShortCode", is_short_code)?;
    let timestamp = fields.that("Timestamp", identifiers::is_stamp)?;
    let kind = fields.that("TransactionType", |it| {
        matches!(it, "CustomerPayBillOnline" | "CustomerBuyGoodsOnline")
    })?;
    let order = Order {
        to_till: kind == "CustomerBuyGoodsOnline",
        amount_shillings: fields.amount("Amount")?,
        payer: fields.that("PartyA", is_phone)?,
        party_b: fields.that("PartyB", is_short_code)?,
        phone: fields.that("PhoneNumber", is_phone)?,
        callback_url: fields.address("CallBackURL")?,
        account_reference: fields.that("AccountReference", |it| {
            let chars = it.trim().chars().count();
            (1..=ACCOUNT_REFERENCE_MAX_CHARS).contains(&chars)
        })?,
        short_code,
    };
    fields.that("TransactionDesc", |it| {
        it.chars().count() <= DESCRIPTION_MAX_CHARS
    })?;
    check_password(exchange, &order.short_code, fields, &timestamp)?;
    Ok(order)
}

fn check_password(
    exchange: &Exchange,
    short_code: &str,
    fields: &Fields,
    timestamp: &str,
) -> Result<(), Refusal> {
    let password = fields.filled("Password")?;
    let state = exchange.state();
    let account = state.books.account(short_code);
    let account = account.ok_or_else(Refusal::no_merchant)?;
    let Some(passkey) = &account.terms.passkey else {
        return Ok(());
    };
    if password == identifiers::password(short_code, passkey, timestamp) {
        return Ok(());
    }
    Err(Refusal::new("500.001.1001", "Wrong credentials"))
}

/// `POST /mpesa/stkpushquery/v1/query`
pub(super) async fn query(State(exchange): At, headers: HeaderMap, body: Bytes) -> Response {
    let answer = admit(&exchange, &headers, BAD_TOKEN)
        .and_then(|()| reading::Fields::read(&body))
        .and_then(|fields| report(&exchange, &fields));
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refused(&exchange, &refusal),
    }
}

fn report(exchange: &Exchange, fields: &Fields) -> Result<Value, Refusal> {
    let short_code = fields.that("BusinessShortCode", is_short_code)?;
    let timestamp = fields.that("Timestamp", identifiers::is_stamp)?;
    let checkout_request = fields.filled("CheckoutRequestID")?;
    check_password(exchange, &short_code, fields, &timestamp)?;
    let state = &mut *exchange.state();
    let push = state.pushes.get(&checkout_request);
    let push = push.filter(|it| it.order.short_code == short_code).cloned();
    let push = push.ok_or_else(|| Refusal::invalid("CheckoutRequestID"))?;
    let lots = &mut state.lots.about(&format!("query/{checkout_request}"));
    if state.hit(|it| &mut it.query_failing, lots) {
        return Err(Refusal::internal());
    }
    if state.hit(|it| &mut it.query_rate_limited, lots) {
        return Err(Refusal::spike_arrest());
    }
    let wrong = state.hit(|it| &mut it.query_wrong, lots);
    let as_number = state.hit(|it| &mut it.query_code_as_number, lots);
    let (code, description) = match push.result() {
        None => pending(state, lots)?,
        Some(PAID) if wrong => (TIMED_OUT, result_code::description(TIMED_OUT)),
        Some(code) => (code, result_code::description(code)),
    };
    let code = match code.parse::<u32>() {
        Ok(number) if as_number => json!(number),
        _ => json!(code),
    };
    Ok(json!({
        "ResponseCode": "0",
        "ResponseDescription": "The service request has been accepted successfully",
        "MerchantRequestID": push.merchant_request,
        "CheckoutRequestID": push.checkout_request,
        "ResultCode": code,
        "ResultDesc": description,
    }))
}

/// One of the ways to say that there is no result yet.
fn pending(
    state: &mut Memory,
    lots: &mut fastrand::Rng,
) -> Result<(&'static str, &'static str), Refusal> {
    let text = "The transaction is still under processing";
    if state.hit(|it| &mut it.pending_as_4999, lots) {
        return Ok(("4999", text));
    }
    if state.hit(|it| &mut it.pending_as_1037, lots) {
        return Ok((TIMED_OUT, text));
    }
    Err(Refusal::new("500.001.1001", PENDING))
}
