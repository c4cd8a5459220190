//! `/dev/mpesa`: what the simulated M-PESA gets wrong, what really happened there, and money that leaves it unseen.
//! It must not know what a switch does; the simulator does.

mod page;
mod switches;

use std::collections::BTreeMap;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use local_providers::mpesa::callback::{Delivery, SentCallback};
use local_providers::mpesa::handle::payments::PaymentRefused;
use local_providers::mpesa::oddities::{Delays, Oddities};
use local_providers::mpesa::truth::ReceiptTruth;
use runtime::problem::Problem;
use serde_json::{Value, json};

use crate::host::machine::Machine;
use crate::host::mpesa::simulator::Simulator;
use crate::host::phone::answer::shillings;
use crate::host::sent::{Sent, wants_json};
use crate::host::switchboard::switches::{SWITCHES, Unreadable, in_words, read_odds};

/// Receipts and callbacks that are shown.
const SHOWN_MAX: usize = 50;

/// How often something happens where everything is switched on at random, in a thousand.
const RANDOM_PER_MILLE: u16 = 50;

/// `GET` and `POST /dev/mpesa`.
pub fn router(machine: &Machine) -> Router {
    Router::new()
        .route("/dev/mpesa", get(show).post(change))
        .with_state(machine.simulator().cloned())
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error(
        "This host calls an M-PESA that the environment names. Start it without MALIPO_MPESA_URL to simulate one."
    )]
    NoSimulator,
    #[error("There is no action {0:?}; there are set, all_off, random and withdraw.")]
    NoSuchAction(String),
    #[error("There is no switch {0:?}; GET /dev/mpesa lists them.")]
    NoSuchSwitch(String),
    #[error("{switch}: {why}.")]
    Value { switch: String, why: Unreadable },
    #[error("Give the amount in whole shillings, as in 500.")]
    Amount,
    #[error("M-PESA refuses: {0}.")]
    Payment(#[source] PaymentRefused),
}

impl Refused {
    fn answer(&self, wants_json: bool) -> Response {
        let (status, code) = match self {
            Self::NoSimulator => (StatusCode::NOT_FOUND, "not_simulated"),
            _ => (StatusCode::UNPROCESSABLE_ENTITY, "field_invalid"),
        };
        if wants_json {
            return Problem::new(status, code, self.to_string()).into_response();
        }
        (status, page::refused(&self.to_string())).into_response()
    }
}

async fn show(State(simulator): State<Option<Simulator>>, headers: HeaderMap) -> Response {
    let wants_json = wants_json(&headers);
    let Some(simulator) = simulator else {
        return Refused::NoSimulator.answer(wants_json);
    };
    let seen = Seen::of(&simulator);
    if wants_json {
        return Json(seen.as_json()).into_response();
    }
    page::show(&seen).into_response()
}

/// What was sent: an action, and names with values.
type Wanted = BTreeMap<String, Value>;

async fn change(State(simulator): State<Option<Simulator>>, sent: Sent<Wanted>) -> Response {
    let Some(simulator) = simulator else {
        return Refused::NoSimulator.answer(sent.wants_json);
    };
    match apply(&simulator, sent.value) {
        Ok(()) if sent.wants_json => Json(Seen::of(&simulator).as_json()).into_response(),
        Ok(()) => Redirect::to("/dev/mpesa").into_response(),
        Err(refused) => refused.answer(sent.wants_json),
    }
}

/// All of it or nothing.
fn apply(simulator: &Simulator, mut wanted: Wanted) -> Result<(), Refused> {
    let handle = &simulator.handle;
    let action = wanted.remove("action").map(|action| text(&action));
    match action.as_deref().unwrap_or("set") {
        "set" => {
            let changed = with(handle.oddities(), &wanted)?;
            handle.change(|oddities| *oddities = changed);
        }
        "all_off" => handle.change(|oddities| *oddities = Oddities::default()),
        "random" => handle.change(|oddities| *oddities = Oddities::at_random(RANDOM_PER_MILLE)),
        "withdraw" => withdraw(simulator, &wanted)?,
        other => return Err(Refused::NoSuchAction(other.to_owned())),
    }
    Ok(())
}

fn with(mut oddities: Oddities, wanted: &Wanted) -> Result<Oddities, Refused> {
    for (name, value) in wanted {
        let unreadable = |why| Refused::Value {
            switch: name.clone(),
            why,
        };
        let value = text(value);
        let seconds = || {
            value
                .parse::<u32>()
                .map_err(|_| unreadable(Unreadable::Seconds))
        };
        match name.as_str() {
            "ack_slow_by_s" => {
                oddities.delays.ack_slow_by = Duration::from_secs(seconds()?.into());
            }
            "late_by_s" => oddities.delays.late_by_s = seconds()?,
            "late_success_after_s" => oddities.delays.late_success_after_s = seconds()?,
            _ => {
                let switch = SWITCHES.iter().find(|switch| switch.name == name);
                let switch = switch.ok_or_else(|| Refused::NoSuchSwitch(name.clone()))?;
                *(switch.odds)(&mut oddities) = read_odds(&value).map_err(unreadable)?;
            }
        }
    }
    Ok(oddities)
}

fn withdraw(simulator: &Simulator, wanted: &Wanted) -> Result<(), Refused> {
    let amount = wanted.get("amount").and_then(shillings);
    let amount = amount.ok_or(Refused::Amount)?;
    let number = wanted.get("short_code").map(text);
    let from = simulator
        .short_codes
        .iter()
        .find(|one| number.as_ref().is_none_or(|number| one.number == *number))
        .ok_or(Refused::Payment(PaymentRefused::NoSuchShortCode))?;
    let left = simulator.handle.withdraw(&from.account, amount);
    left.map(|_| ()).map_err(Refused::Payment)
}

/// A form has texts only, and JSON may have numbers.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The simulator at one moment.
struct Seen {
    oddities: Oddities,
    /// Numbers with their balances, in shillings.
    balances: Vec<(String, i64)>,
    receipts: Vec<ReceiptTruth>,
    callbacks: Vec<SentCallback>,
    token_requests: u64,
}

impl Seen {
    fn of(simulator: &Simulator) -> Self {
        let handle = &simulator.handle;
        let balances = simulator.short_codes.iter().map(|one| {
            let balance = handle.balance(&one.account).unwrap_or_default();
            (one.number.clone(), balance)
        });
        let mut receipts = handle.truth().receipts;
        receipts.reverse();
        receipts.truncate(SHOWN_MAX);
        let mut callbacks = handle.callbacks_sent();
        callbacks.reverse();
        callbacks.truncate(SHOWN_MAX);
        Self {
            oddities: handle.oddities(),
            balances: balances.collect(),
            receipts,
            callbacks,
            token_requests: handle.token_requests(),
        }
    }

    /// Switches with their value in words.
    fn switches(&self) -> Vec<(&'static switches::Switch, String)> {
        let mut oddities = self.oddities.clone();
        SWITCHES
            .iter()
            .map(|switch| (switch, in_words(*(switch.odds)(&mut oddities))))
            .collect()
    }

    fn as_json(&self) -> Value {
        let switches: Vec<Value> = self
            .switches()
            .iter()
            .map(
                |(switch, value)| json!({"name": switch.name, "value": value, "help": switch.help}),
            )
            .collect();
        let short_codes: Vec<Value> = self
            .balances
            .iter()
            .map(|(number, balance)| json!({"short_code": number, "balance": balance}))
            .collect();
        let Delays {
            ack_slow_by,
            late_by_s,
            late_success_after_s,
        } = self.oddities.delays;
        json!({
            "switches": switches,
            "delays": {
                "ack_slow_by_s": ack_slow_by.as_secs(),
                "late_by_s": late_by_s,
                "late_success_after_s": late_success_after_s,
            },
            "short_codes": short_codes,
            "receipts": self.receipts.iter().map(receipt).collect::<Vec<_>>(),
            "callbacks": self.callbacks.iter().map(callback).collect::<Vec<_>>(),
            "token_requests": self.token_requests,
        })
    }
}

fn receipt(truth: &ReceiptTruth) -> Value {
    json!({
        "receipt": truth.receipt,
        "short_code": truth.short_code,
        "amount": truth.amount_shillings,
        "phone": truth.msisdn,
        "account": truth.bill_ref,
        "at": truth.at,
        "balance_after": truth.balance_after_shillings,
        "by_push": truth.checkout_request.is_some(),
        "reversed_by": truth.reversed_by,
    })
}

/// Without its address, in which there is the callback token.
fn callback(sent: &SentCallback) -> Value {
    json!({"kind": kind(sent), "at": sent.at, "delivery": delivery(sent)})
}

fn kind(sent: &SentCallback) -> String {
    format!("{:?}", sent.kind).to_lowercase()
}

fn delivery(sent: &SentCallback) -> String {
    match sent.delivery {
        Delivery::Answered(status) => format!("answered {status}"),
        Delivery::Failed => "nobody answered".to_owned(),
        Delivery::NotHere => "not sent: the address is on another machine".to_owned(),
        Delivery::Lost => "lost, as the switch says".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(value: Value) -> Wanted {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn switches_and_delays_are_set_by_their_names_and_nothing_where_one_is_wrong() {
        use local_providers::sms::oddities::Odds;

        let set =
            wanted(json!({"ack_never": "next 2", "callback_lost": "always", "late_by_s": 60}));
        let changed = with(Oddities::default(), &set).unwrap();
        assert_eq!(changed.ack_never, Odds::Next(2));
        assert_eq!(changed.callback_lost, Odds::Always);
        assert_eq!(changed.delays.late_by_s, 60);

        for (name, value, expected) in [
            ("ack_nevr", "always", "There is no switch \"ack_nevr\""),
            ("ack_never", "often", "ack_never: write"),
            ("late_by_s", "soon", "late_by_s: write"),
        ] {
            let refused = with(Oddities::default(), &wanted(json!({ name: value })));
            let refused = refused.unwrap_err().to_string();
            assert!(refused.starts_with(expected), "{refused}");
        }
    }
}
