//! Phones in the browser, for as many numbers as there are: they show M-PESA's prompts, answer them, and pay by
//! themselves. Only where M-PESA is simulated. It must not know what a payment is for.

pub(crate) mod answer;
mod page;
mod sms;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use billing::phone::{Msisdn, PhoneError};
use local_providers::mpesa::handle::payments::PaymentRefused;
use local_providers::mpesa::phone::{Prompt, PromptError};
use local_providers::mpesa::truth::{Outcome, PushTruth, ReceiptTruth};
use runtime::problem::Problem;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::host::machine::Machine;
use crate::host::mpesa::simulator::Simulator;
use crate::host::phone::answer::{Answered, Asked};
use crate::host::sent::{Sent, wants_json};

/// Prompts and messages of the past that a phone shows.
const PAST_MAX: usize = 20;

/// `GET /dev/phone`, `GET` and `POST /dev/phone/{number}`, and the screen within the page.
pub fn router(machine: &Machine) -> Router {
    Router::new()
        .route("/dev/phone", get(choose))
        .route("/dev/phone/{number}", get(show).post(act))
        .route("/dev/phone/{number}/screen", get(screen))
        .with_state(machine.simulator().cloned())
}

/// Why a phone does not do it.
#[derive(Debug, thiserror::Error)]
enum Refused {
    /// M-PESA is elsewhere.
    #[error(
        "This host calls an M-PESA that the environment names, so the phones are real ones. \
         Start it without MALIPO_MPESA_URL to have them here."
    )]
    NoSimulator,
    #[error("No phone has this number: {0}.")]
    Number(#[source] PhoneError),
    #[error("{0}.")]
    Prompt(#[source] PromptError),
    #[error("M-PESA refuses: {0}.")]
    Payment(#[source] PaymentRefused),
    #[error("{0}")]
    Form(&'static str),
}

impl Refused {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoSimulator => StatusCode::NOT_FOUND,
            Self::Prompt(PromptError::NoSuchPrompt) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSimulator => "not_simulated",
            Self::Number(_) => "not_a_phone",
            Self::Prompt(PromptError::NoSuchPrompt) => "no_such_prompt",
            Self::Prompt(PromptError::NotAPin) => "not_a_pin",
            Self::Payment(_) => "payment_refused",
            Self::Form(_) => "field_invalid",
        }
    }

    fn answer(&self, wants_json: bool) -> Response {
        if wants_json {
            return Problem::new(self.status(), self.code(), self.to_string()).into_response();
        }
        (self.status(), page::refused(&self.to_string())).into_response()
    }
}

type Phones = State<Option<Simulator>>;

/// One phone, and everything that is known of it.
struct Phone {
    simulator: Simulator,
    number: Msisdn,
}

impl Phone {
    fn find(simulator: Option<Simulator>, number: &str) -> Result<Self, Refused> {
        Ok(Self {
            simulator: simulator.ok_or(Refused::NoSimulator)?,
            number: Msisdn::parse(number).map_err(Refused::Number)?,
        })
    }

    /// The prompt that is on it.
    fn prompt(&self) -> Option<Prompt> {
        let prompts = self.simulator.handle.phone(self.number.as_str());
        prompts.into_iter().next()
    }

    /// The prompts that were on it and are over, newest first.
    fn past(&self) -> Vec<PushTruth> {
        let mut pushes = self.simulator.handle.truth().pushes;
        pushes.retain(|push| {
            push.phone == self.number.as_str() && push.prompted > 0 && push.outcome != Outcome::Open
        });
        newest(pushes)
    }

    /// What was paid from it, newest first.
    fn paid(&self) -> Vec<ReceiptTruth> {
        let mut receipts = self.simulator.handle.truth().receipts;
        receipts.retain(|receipt| receipt.msisdn == self.number.as_str());
        newest(receipts)
    }

    /// The message that its owner got for a payment.
    fn sms(&self, receipt: &ReceiptTruth) -> String {
        let short_codes = &self.simulator.short_codes;
        let is_till = short_codes
            .iter()
            .any(|one| one.account == receipt.short_code && one.is_till);
        sms::text(receipt, &self.simulator.name, is_till)
    }
}

fn newest<T>(mut oldest_first: Vec<T>) -> Vec<T> {
    oldest_first.reverse();
    oldest_first.truncate(PAST_MAX);
    oldest_first
}

#[derive(Deserialize)]
struct Choice {
    number: Option<String>,
}

async fn choose(State(simulator): Phones, Query(choice): Query<Choice>) -> Response {
    let Some(simulator) = simulator else {
        return Refused::NoSimulator.answer(false);
    };
    match choice.number.as_deref().map(Msisdn::parse) {
        None => page::choose(&simulator.handle.prompts()).into_response(),
        Some(Ok(number)) => Redirect::to(&page::address(&number)).into_response(),
        Some(Err(error)) => Refused::Number(error).answer(false),
    }
}

#[derive(Deserialize)]
struct Said {
    said: Option<String>,
}

async fn show(
    State(simulator): Phones,
    Path(number): Path<String>,
    Query(said): Query<Said>,
    headers: HeaderMap,
) -> Response {
    let wants_json = wants_json(&headers);
    let phone = match Phone::find(simulator, &number) {
        Ok(phone) => phone,
        Err(refused) => return refused.answer(wants_json),
    };
    if wants_json {
        return Json(as_json(&phone)).into_response();
    }
    let said = said.said.as_deref().and_then(Answered::words_of);
    page::phone(&phone, said).into_response()
}

async fn screen(State(simulator): Phones, Path(number): Path<String>) -> Response {
    match Phone::find(simulator, &number) {
        Ok(phone) => page::screen(&phone).into_response(),
        Err(refused) => refused.answer(false),
    }
}

async fn act(State(simulator): Phones, Path(number): Path<String>, sent: Sent<Asked>) -> Response {
    let answered = async {
        let phone = Phone::find(simulator, &number)?;
        let answered = answer::act(&phone, sent.value).await?;
        Ok::<_, Refused>((phone, answered))
    };
    match answered.await {
        Ok((_, answered)) if sent.wants_json => Json(answered.as_json()).into_response(),
        Ok((phone, answered)) => {
            let address = page::address(&phone.number);
            Redirect::to(&format!("{address}?said={}", answered.name())).into_response()
        }
        Err(refused) => refused.answer(sent.wants_json),
    }
}

fn as_json(phone: &Phone) -> Value {
    let prompts: Vec<Value> = phone
        .prompt()
        .iter()
        .map(|prompt| {
            json!({
                "checkout_request": prompt.checkout_request,
                "amount": prompt.amount_shillings,
                "business": prompt.business_name,
                "account": prompt.account_reference,
                "at": prompt.at,
                "text": page::question(prompt),
            })
        })
        .collect();
    let past: Vec<Value> = phone
        .past()
        .iter()
        .map(|push| {
            let (answer, receipt) = match &push.outcome {
                Outcome::Paid { receipt } => ("paid", Some(receipt)),
                Outcome::NotPaid(code) => (code.as_str(), None),
                Outcome::Open => ("open", None),
            };
            json!({
                "checkout_request": push.checkout_request,
                "amount": push.amount_shillings,
                "account": push.account_reference,
                "at": push.asked_at,
                "answer": answer,
                "receipt": receipt,
            })
        })
        .collect();
    let messages: Vec<Value> = phone
        .paid()
        .iter()
        .map(|receipt| json!({"receipt": receipt.receipt, "text": phone.sms(receipt)}))
        .collect();
    json!({"phone": phone.number.as_str(), "prompts": prompts, "past": past, "messages": messages})
}
