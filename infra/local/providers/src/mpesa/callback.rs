//! What M-PESA calls back: on this machine only, once, and whether anybody listens or not.
//! It must not know what is in a body.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, RequestBuilder, redirect};

use crate::mpesa::reading::loopback;

/// Callbacks that are remembered; the oldest go first.
pub const CALLBACKS_MAX: usize = 100_000;

/// What a callback is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackKind {
    /// The result of a push.
    Stk,
    /// May this payment be made?
    Validation,
    /// A payment was made.
    Confirmation,
    /// The result of a transaction status, a reversal or a balance.
    Result,
}

/// What became of a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It was answered with this HTTP status.
    Answered(u16),
    /// Nobody answered in time.
    Failed,
    /// It was to go to another machine, or in a way that is not spoken here, and did not.
    NotHere,
    /// A switch lost it.
    Lost,
}

/// A callback that was sent, or would have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentCallback {
    /// What it was about.
    pub kind: CallbackKind,
    /// Where it went.
    pub url: String,
    /// What it said.
    pub body: String,
    /// When it went, or got lost.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub delivery: Delivery,
}

/// A callback to be sent.
#[derive(Debug, Clone)]
pub(super) struct Callback {
    pub kind: CallbackKind,
    pub url: String,
    pub body: String,
}

impl Callback {
    /// What is remembered of it.
    pub fn sent(self, at: DateTime<Utc>, delivery: Delivery) -> SentCallback {
        SentCallback {
            kind: self.kind,
            url: self.url,
            body: self.body,
            at,
            delivery,
        }
    }
}

/// What posts callbacks.
pub(super) struct Postman {
    client: Client,
}

impl Postman {
    /// One that follows no redirect and goes through no proxy.
    pub fn new() -> Self {
        let client = Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .build();
        Self {
            client: client.expect("a client without TLS needs nothing"),
        }
    }

    /// Posts a callback once.
    pub async fn post(&self, callback: &Callback, patience: Duration) -> Delivery {
        let Some(request) = self.request(callback, patience) else {
            return Delivery::NotHere;
        };
        match request.send().await {
            Ok(answer) => Delivery::Answered(answer.status().as_u16()),
            Err(error) => {
                tracing::debug!(error = %error.without_url(), "nobody took a callback");
                Delivery::Failed
            }
        }
    }

    /// Posts a question, and answers with what was said to it.
    pub async fn ask(&self, callback: &Callback, patience: Duration) -> (Delivery, Option<String>) {
        let Some(request) = self.request(callback, patience) else {
            return (Delivery::NotHere, None);
        };
        let Ok(answer) = request.send().await else {
            return (Delivery::Failed, None);
        };
        let status = answer.status();
        let text = answer.text().await.ok();
        let said = text.filter(|_| status.is_success());
        (Delivery::Answered(status.as_u16()), said)
    }

    fn request(&self, callback: &Callback, patience: Duration) -> Option<RequestBuilder> {
        let request = self.client.post(loopback(&callback.url)?);
        let request = request.header(CONTENT_TYPE, "application/json");
        Some(request.timeout(patience).body(callback.body.clone()))
    }
}
