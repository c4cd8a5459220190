//! The desk at which messages are taken, refused, delivered and asked about.
//! It must not know HTTP, nor how an answer is spelt.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use fastrand::Rng;
use serde_json::Value;

use crate::sms::account::Asked;
use crate::sms::code::Code;
use crate::sms::oddities::{Dead, Oddities, Odds};
use crate::sms::{Clock, Delivered, Settings, Sink, SinkError};

/// Messages and reports that are remembered; the oldest go first.
pub const SENT_MAX: usize = 100_000;

/// A message that reached a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentSms {
    /// The gateway's id.
    pub message_id: u64,
    /// The client's id, as text; empty if it gave none.
    pub client_id: String,
    /// The number.
    pub to: String,
    /// The text.
    pub text: String,
    /// Who the phone says it is from.
    pub sender: String,
    /// When it reached the phone.
    pub sent_at: DateTime<Utc>,
    /// What the sink knows it by.
    pub kept_as: String,
}

/// What became of one message that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub code: Code,
    pub mobile: String,
    pub client_id: Option<Value>,
    pub message_id: Option<u64>,
}

/// A delivery report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Report {
    pub dead: Option<Dead>,
    pub at: DateTime<Utc>,
}

enum Phone {
    Alive,
    Dead,
}

/// The gateway's memory and its switches.
pub(super) struct Desk {
    sink: Sink,
    clock: Clock,
    state: Mutex<State>,
}

struct State {
    oddities: Oddities,
    lots: Rng,
    next_message_id: u64,
    sent: VecDeque<SentSms>,
    reports: BTreeMap<u64, Report>,
    calls: u64,
}

impl Desk {
    /// A desk that behaves.
    pub fn new(settings: &Settings, sink: Sink) -> Self {
        Self {
            sink,
            clock: settings.clock.clone(),
            state: Mutex::new(State {
                oddities: Oddities::default(),
                lots: Rng::with_seed(settings.seed),
                next_message_id: settings.first_message_id,
                sent: VecDeque::new(),
                reports: BTreeMap::new(),
                calls: 0,
            }),
        }
    }

    /// Takes what is to be taken, delivers it, and says what became of each message.
    pub async fn take(&self, asked: Vec<Asked>) -> Vec<Row> {
        let mut rows = Vec::with_capacity(asked.len());
        for message in asked {
            let (mut row, phone) = self.decide(&message);
            if let (Some(message_id), Phone::Alive) = (row.message_id, phone)
                && let Err(error) = self.deliver(message_id, &message).await
            {
                tracing::error!(%error, "a message cannot be put onto its phone");
                self.state().reports.remove(&message_id);
                row.code = Code::SystemError;
                row.message_id = None;
            }
            rows.push(row);
        }
        rows
    }

    /// What became of a message; nothing where it was never accepted, or too long ago.
    pub fn report(&self, message_id: u64) -> Option<Report> {
        self.state().reports.get(&message_id).copied()
    }

    /// One throw of a switch.
    pub fn hit(&self, switch: impl FnOnce(&mut Oddities) -> &mut Odds) -> bool {
        let state = &mut *self.state();
        switch(&mut state.oddities).hit(&mut state.lots)
    }

    /// Counts a call.
    pub fn count_call(&self) {
        self.state().calls += 1;
    }

    pub fn change(&self, change: impl FnOnce(&mut Oddities)) {
        change(&mut self.state().oddities);
    }

    pub fn oddities(&self) -> Oddities {
        self.state().oddities.clone()
    }

    pub fn sent(&self) -> Vec<SentSms> {
        self.state().sent.iter().cloned().collect()
    }

    pub fn calls(&self) -> u64 {
        self.state().calls
    }

    fn decide(&self, message: &Asked) -> (Row, Phone) {
        let at = self.now();
        let state = &mut *self.state();
        let dead = state.oddities.dead.get(&message.mobile).copied();
        let code = match message.fault() {
            Some(code) => code,
            None if dead == Some(Dead::Refused) => Code::InvalidMobile,
            None => state.mood(),
        };
        let accepted = code == Code::Success;
        let row = Row {
            code,
            mobile: message.mobile.clone(),
            client_id: message.client_id.clone(),
            message_id: accepted.then(|| state.accept(dead, at)),
        };
        (row, dead.map_or(Phone::Alive, |_| Phone::Dead))
    }

    /// Puts a message onto its phone.
    async fn deliver(&self, message_id: u64, message: &Asked) -> Result<(), SinkError> {
        let delivered = Delivered {
            to: message.mobile.clone(),
            text: message.text.clone(),
        };
        let kept_as = (self.sink)(delivered).await?;
        let sent = SentSms {
            message_id,
            client_id: message.client_id.as_ref().map_or_else(String::new, plain),
            to: message.mobile.clone(),
            text: message.text.clone(),
            sender: message.sender.clone(),
            sent_at: self.now(),
            kept_as,
        };
        let state = &mut *self.state();
        if state.sent.len() == SENT_MAX {
            state.sent.pop_front();
        }
        state.sent.push_back(sent);
        Ok(())
    }

    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis((self.clock)()).unwrap_or_default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What the gateway makes of a message that has nothing wrong with it. Only what it accepts costs a credit.
    fn mood(&mut self) -> Code {
        let Self { oddities, lots, .. } = self;
        if oddities.system_errors.hit(lots) {
            Code::SystemError
        } else if oddities.internal_errors.hit(lots) {
            Code::InternalError
        } else if oddities.bad_numbers.hit(lots) {
            Code::InvalidMobile
        } else if oddities.credit == Some(0) {
            Code::LowCredits
        } else {
            oddities.credit = oddities.credit.map(|credit| credit - 1);
            Code::Success
        }
    }

    fn accept(&mut self, dead: Option<Dead>, at: DateTime<Utc>) -> u64 {
        let message_id = self.next_message_id;
        self.next_message_id += 1;
        if self.reports.len() == SENT_MAX {
            self.reports.pop_first();
        }
        self.reports.insert(message_id, Report { dead, at });
        message_id
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
