//! M-PESA at work: its memory, its clock, its way out to those who are called back.
//! It must not know HTTP requests; those are the protocol's.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use fastrand::Rng;
use serde_json::Value;

use crate::mpesa::bodies::c2b;
use crate::mpesa::books::{Payment, Urls};
use crate::mpesa::callback::{Callback, CallbackKind, Postman};
use crate::mpesa::handle::payments::PaymentRefused;
use crate::mpesa::result_code::TIMED_OUT;
use crate::mpesa::state::State;
use crate::mpesa::timetable::Event;
use crate::mpesa::{Clock, Settings, identifiers};

/// Everything behind the port.
pub(super) struct Exchange {
    state: Mutex<State>,
    /// Held while things happen, so that whoever ticks returns after all that was due.
    ticking: tokio::sync::Mutex<()>,
    postman: Postman,
    clock: Clock,
    validation_patience: Duration,
    callback_patience: Duration,
    /// Rows in one answer of the pull service.
    pub page_rows: usize,
}

impl Exchange {
    /// An exchange on which nothing happened yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            ticking: tokio::sync::Mutex::default(),
            postman: Postman::new(),
            clock: settings.clock.clone(),
            validation_patience: settings.validation_patience,
            callback_patience: settings.callback_patience,
            page_rows: settings.pull_page_rows,
            state: Mutex::new(State::new(settings)),
        }
    }

    /// The simulated time.
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Everything that changes.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// New lots about something.
    pub fn lots(&self, subject: &str) -> Rng {
        self.state().lots.about(subject)
    }

    /// Lets everything happen that is due, and answers with how much that was.
    pub async fn tick(&self) -> usize {
        let _alone = self.ticking.lock().await;
        let now = self.now();
        let mut happened = 0;
        while let Some(callback) = self.next_callback(now, &mut happened) {
            let delivery = self.postman.post(&callback, self.callback_patience).await;
            let sent = callback.sent(now, delivery);
            self.state().remember(sent);
        }
        happened
    }

    /// Lets happen what happens in memory, up to the next callback.
    fn next_callback(&self, now: DateTime<Utc>, happened: &mut usize) -> Option<Callback> {
        let state = &mut *self.state();
        while let Some((at, event)) = state.timetable.next_due(now) {
            *happened += 1;
            match event {
                Event::Post(callback) => return Some(callback),
                Event::TimeOut(push) => {
                    state.end(&push, TIMED_OUT, at);
                }
                Event::Answer(push, code) => {
                    state.end(&push, code, at);
                }
                Event::LateSuccess(push) => state.pay_late(&push, at),
            }
        }
        None
    }

    /// Pays, if the short code does not object.
    pub async fn pay(&self, mut payment: Payment) -> Result<String, PaymentRefused> {
        let (receipt, urls) = self.prepare(&payment)?;
        if let Some(urls) = urls {
            payment.third_party = self.validate(&receipt, &payment, urls).await?;
        }
        {
            let now = self.now();
            let state = &mut *self.state();
            let entry = state.books.pay(receipt.clone(), payment, now).cloned();
            let entry = entry.ok_or(PaymentRefused::NoSuchShortCode)?;
            state.confirm(&entry);
        }
        self.tick().await;
        Ok(receipt)
    }

    /// The receipt that the payment will have, and whom to ask before.
    fn prepare(&self, payment: &Payment) -> Result<(String, Option<Urls>), PaymentRefused> {
        let time = identifiers::stamp(self.now());
        let state = &mut *self.state();
        let account = state.books.account(&payment.short_code);
        let account = account.ok_or(PaymentRefused::NoSuchShortCode)?;
        let urls = account.urls.clone().filter(|_| account.validates);
        let subject = format!("payment/{}/{time}", payment.msisdn);
        let receipt = state.books.new_receipt(&mut state.lots.about(&subject));
        Ok((receipt, urls))
    }

    /// Asks whether a payment may be made, and answers with the third party's own id.
    async fn validate(
        &self,
        receipt: &str,
        payment: &Payment,
        urls: Urls,
    ) -> Result<String, PaymentRefused> {
        let now = self.now();
        let time = identifiers::stamp(now);
        let callback = Callback {
            kind: CallbackKind::Validation,
            url: urls.validation,
            body: c2b::validation(receipt, payment, &time, urls.hashed),
        };
        let (delivery, said) = self.postman.ask(&callback, self.validation_patience).await;
        self.state().remember(callback.sent(now, delivery));
        let said: Option<Value> = said.and_then(|it| serde_json::from_str(&it).ok());
        let code = said.as_ref().and_then(|it| plain(it.get("ResultCode")?));
        match code {
            Some(code) if code == "0" => {
                let id = said.as_ref().and_then(|it| it.get("ThirdPartyTransID"));
                Ok(id.and_then(plain).unwrap_or_default())
            }
            Some(code) => Err(PaymentRefused::Rejected { code }),
            None if urls.pays_unanswered => Ok(String::new()),
            None => Err(PaymentRefused::Cancelled),
        }
    }
}

/// A string or a number as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
