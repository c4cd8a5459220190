//! What is accepted now and answered later: transaction status, reversal, balance.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::mpesa::bodies::results::{self, Conversation};
use crate::mpesa::callback::{Callback, CallbackKind};
use crate::mpesa::exchange::Exchange;
use crate::mpesa::identifiers;
use crate::mpesa::protocol::{At, BAD_TOKEN, admit, refused};
use crate::mpesa::reading::{Fields, is_short_code};
use crate::mpesa::refusal::Refusal;
use crate::mpesa::state::{Mishaps, State as Memory};

/// There is no such receipt.
const NO_RECEIPT: &str = "2032";

/// Does what is asked and answers with the result that is sent later.
type Deed = fn(&mut Memory, &Asked, DateTime<Utc>, &mut Rng) -> String;

/// A request that has everything it needs.
struct Asked {
    short_code: String,
    receipt: String,
    amount_shillings: u32,
    result_url: String,
    conversation: Conversation,
}

/// `POST /mpesa/transactionstatus/v1/query`
pub(super) async fn status(State(exchange): At, headers: HeaderMap, body: Bytes) -> Response {
    accept(
        &exchange,
        &headers,
        &body,
        read_status,
        |state, asked, _, _| {
            let entry = state.books.entry(&asked.receipt);
            let entry = entry.filter(|it| it.payment.short_code == asked.short_code);
            let account = state.books.account(&asked.short_code);
            match entry.zip(account) {
                Some((entry, account)) => {
                    results::status(&asked.conversation, entry, &account.terms)
                }
                None => results::failure(&asked.conversation, NO_RECEIPT),
            }
        },
    )
}

/// `POST /mpesa/reversal/v1/request`
pub(super) async fn reversal(State(exchange): At, headers: HeaderMap, body: Bytes) -> Response {
    accept(&exchange, &headers, &body, read_reversal, reverse)
}

/// `POST /mpesa/accountbalance/v1/query`
pub(super) async fn balance(State(exchange): At, headers: HeaderMap, body: Bytes) -> Response {
    accept(
        &exchange,
        &headers,
        &body,
        read_balance,
        |state, asked, at, _| match state.books.account(&asked.short_code) {
            Some(account) => results::balance(&asked.conversation, account, at),
            None => results::failure(&asked.conversation, NO_RECEIPT),
        },
    )
}

fn reverse(state: &mut Memory, asked: &Asked, at: DateTime<Utc>, lots: &mut Rng) -> String {
    let (short_code, amount) = (&asked.short_code, asked.amount_shillings);
    let done = state
        .books
        .reverse(short_code, &asked.receipt, amount, lots);
    match done {
        Ok(done) => results::reversal(&asked.conversation, &done, at),
        Err(code) => results::failure(&asked.conversation, code),
    }
}

fn accept(
    exchange: &Exchange,
    headers: &HeaderMap,
    body: &[u8],
    read: fn(&Fields) -> Result<Asked, Refusal>,
    deed: Deed,
) -> Response {
    let answer = admit(exchange, headers, BAD_TOKEN)
        .and_then(|()| Fields::read(body))
        .and_then(|fields| read(&fields))
        .and_then(|asked| start(exchange, asked, deed));
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refused(exchange, &refusal),
    }
}

fn start(exchange: &Exchange, mut asked: Asked, deed: Deed) -> Result<Value, Refusal> {
    let now = exchange.now();
    let state = &mut *exchange.state();
    if state.books.account(&asked.short_code).is_none() {
        return Err(Refusal::no_merchant());
    }
    let lots = &mut state.lots.about(&format!("request/{}", asked.short_code));
    if state.hit(|it| &mut it.requests_failing, lots) {
        return Err(Refusal::internal());
    }
    asked.conversation.originator = identifiers::conversation(lots);
    asked.conversation.conversation = identifiers::ag_conversation(now, lots);
    let callback = Callback {
        kind: CallbackKind::Result,
        body: deed(state, &asked, now, lots),
        url: asked.result_url,
    };
    let mishaps = Mishaps {
        lost: |it| &mut it.results_lost,
        twice: |it| &mut it.results_twice,
        late: |it| &mut it.results_late,
    };
    state.call_back(callback, now, &mishaps, lots);
    Ok(json!({
        "OriginatorConversationID": asked.conversation.originator,
        "ConversationID": asked.conversation.conversation,
        "ResponseCode": "0",
        "ResponseDescription": "Accept the service request successfully.",
    }))
}

fn read_status(fields: &Fields) -> Result<Asked, Refusal> {
    let mut asked = read(fields, "TransactionStatusQuery", "PartyA")?;
    fields.that("IdentifierType", |it| matches!(it, "1" | "2" | "4"))?;
    asked.receipt = fields.text("TransactionID");
    // One of the two has to be there; only a receipt is ever found here.
    if asked.receipt.is_empty() && fields.text("OriginalConversationID").is_empty() {
        return Err(Refusal::invalid("TransactionID"));
    }
    Ok(asked)
}

fn read_reversal(fields: &Fields) -> Result<Asked, Refusal> {
    let mut asked = read(fields, "TransactionReversal", "ReceiverParty")?;
    // Spelt like this at the real one, too.
    fields.that("RecieverIdentifierType", |it| it == "11")?;
    asked.receipt = fields.filled("TransactionID")?;
    asked.amount_shillings = fields.amount("Amount")?;
    Ok(asked)
}

fn read_balance(fields: &Fields) -> Result<Asked, Refusal> {
    fields.that("IdentifierType", |it| matches!(it, "2" | "4"))?;
    read(fields, "AccountBalance", "PartyA")
}

/// What all of them have.
fn read(fields: &Fields, command: &str, party: &str) -> Result<Asked, Refusal> {
    fields.filled("Initiator")?;
    fields.filled("SecurityCredential")?;
    fields.that("CommandID", |it| it == command)?;
    fields.filled("Remarks")?;
    Ok(Asked {
        short_code: fields.that(party, is_short_code)?,
        receipt: String::new(),
        amount_shillings: 0,
        result_url: fields.address("ResultURL")?,
        conversation: Conversation {
            originator: String::new(),
            conversation: String::new(),
            timeout_url: fields.address("QueueTimeOutURL")?,
        },
    })
}
