//! The payments of the last two days, for those who missed some.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::mpesa::books::Entry;
use crate::mpesa::exchange::Exchange;
use crate::mpesa::protocol::{At, BAD_TOKEN_PULL, admit, refused};
use crate::mpesa::reading::{Fields, is_phone, is_short_code};
use crate::mpesa::refusal::Refusal;
use crate::mpesa::{PULL_WINDOW_HOURS, identifiers};

/// `POST /pulltransactions/v1/register`
pub(super) async fn register(State(exchange): At, headers: HeaderMap, body: Bytes) -> Response {
    let answer = admit(&exchange, &headers, BAD_TOKEN_PULL)
        .and_then(|()| Fields::read(&body))
        .and_then(|fields| keep(&exchange, &fields));
    told(&exchange, answer)
}

/// `POST` or `GET /pulltransactions/v1/query`, with a body either way.
pub(super) async fn query(State(exchange): At, headers: HeaderMap, body: Bytes) -> Response {
    let answer = admit(&exchange, &headers, BAD_TOKEN_PULL)
        .and_then(|()| Fields::read(&body))
        .and_then(|fields| rows(&exchange, &fields));
    told(&exchange, answer)
}

fn told(exchange: &Exchange, answer: Result<Value, Refusal>) -> Response {
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refused(exchange, &refusal),
    }
}

fn keep(exchange: &Exchange, fields: &Fields) -> Result<Value, Refusal> {
    let short_code = fields.that("ShortCode", is_short_code)?;
    fields.that("RequestType", |it| it == "Pull")?;
    fields.that("NominatedNumber", |it| {
        let local = it.strip_prefix('0').map(|it| format!("254{it}"));
        is_phone(local.as_deref().unwrap_or(it))
    })?;
    fields.address("CallBackURL")?;
    let state = &mut *exchange.state();
    let account = state.books.account_mut(&short_code);
    let account = account.ok_or_else(|| Refusal::invalid("ShortCode"))?;
    let (status, description) = match account.pulls {
        true => ("1001", "Shortcode already Registered"),
        false => ("1000", "Shortcode Registered Successfully"),
    };
    account.pulls = true;
    let lots = &mut state.lots.about("pull registration");
    Ok(json!({
        "ResponseRefID": identifiers::request(lots),
        "ResponseStatus": status,
        "ShortCode": short_code,
        "ResponseDescription": description,
    }))
}

fn rows(exchange: &Exchange, fields: &Fields) -> Result<Value, Refusal> {
    let short_code = fields.that("ShortCode", is_short_code)?;
    let from = fields.pull_date("StartDate")?;
    let to = fields.pull_date("EndDate")?;
    let offset: Option<usize> = fields.text("OffSetValue").parse().ok();
    let offset = offset.ok_or_else(|| Refusal::invalid("OffSetValue"))?;
    let from = from.max(exchange.now() - TimeDelta::hours(PULL_WINDOW_HOURS));
    let state = &mut *exchange.state();
    let account = state.books.account(&short_code).filter(|it| it.pulls);
    let name = account.map(|it| it.terms.name.clone());
    let name = name.ok_or_else(|| Refusal::invalid("ShortCode"))?;
    let lots = &mut state.lots.about(&format!("pull/{short_code}"));
    if state.hit(|it| &mut it.pull_failing, lots) {
        return Err(Refusal::internal());
    }
    let entries = state.books.entries().iter();
    let entries = entries
        .filter(|it| it.payment.short_code == short_code && (from..=to).contains(&it.at))
        .skip(offset)
        .take(exchange.page_rows);
    let rows: Vec<Value> = entries.map(|it| row(it, &name)).collect();
    let reference = identifiers::conversation(lots);
    if !rows.is_empty() {
        return Ok(json!({
            "ResponseRefID": reference,
            "ResponseCode": "1000",
            "ResponseMessage": "Success",
            "Response": [rows],
        }));
    }
    if state.hit(|it| &mut it.pull_empty_as_error, lots) {
        return Err(Refusal::new("500.003.1001", "No transactions found"));
    }
    Ok(json!({
        "ResponseRefID": reference,
        "ResponseCode": "1001",
        "ResponseMessage": "No transactions found",
        "Response": "[[]]",
    }))
}

fn row(entry: &Entry, organization: &str) -> Value {
    let payment = &entry.payment;
    let subscriber: Option<u64> = payment
        .msisdn
        .strip_prefix("254")
        .and_then(|it| it.parse().ok());
    json!({
        "transactionId": entry.receipt,
        "trxDate": identifiers::pull_time(entry.at),
        "msisdn": subscriber,
        "sender": payment.name,
        "transactiontype": match payment.to_till {
            true => "c2b-buy-goods-debit",
            false => "c2b-pay-bill-debit",
        },
        "billreference": payment.bill_ref,
        "amount": format!("{}.00", payment.amount_shillings),
        "organizationname": organization,
    })
}
