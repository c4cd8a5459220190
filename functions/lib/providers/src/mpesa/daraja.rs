//! Daraja, Safaricom's API: M-PESA as one calls it, instead of being called by it.
//! It owns the requests byte for byte and what the answers to them mean; it must not know the store that keeps the token,
//! nor whether anything is asked again. It never fetches a token by itself, and nothing is sent twice.

pub mod settings;

pub mod token;

pub mod stk_push;
pub mod stk_query;

pub mod pull;
pub mod pull_register;
pub mod register_c2b;

pub mod account_balance;
pub mod asynchronous;
pub mod reversal;
pub mod transaction_status;

pub mod outcome;
pub mod password;

pub mod callback_url;
pub mod credential;
pub mod secret;

mod answer;

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Url, header};
use serde::Serialize;

use self::settings::{App, Settings, SettingsError};
use self::token::Token;
use crate::call::{self, Lost, Reply};

/// Safaricom's live address.
pub const LIVE_URL: &str = "https://api.safaricom.co.ke";

/// Safaricom's address for trying out, where no money moves.
pub const SANDBOX_URL: &str = "https://sandbox.safaricom.co.ke";

/// How long a connection may take, TLS included; until it stands, nothing has been handed over.
pub const CONNECT_TIMEOUT_S: u64 = 3;

/// How long a call may take as a whole; for what takes longer nobody knows what became of it.
pub const CALL_TIMEOUT_S: u64 = 10;

/// Bytes that an answer has at most, except for a list of payments.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// How long one call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until there is a connection.
    pub connect: Duration,
    /// Until there is a whole answer.
    pub call: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(CONNECT_TIMEOUT_S),
            call: Duration::from_secs(CALL_TIMEOUT_S),
        }
    }
}

/// A client of Daraja. Cheap to clone. Every call has a connection of its own: on one that was kept, a push may be lost
/// to a peer that hung up meanwhile, and nobody would know whether the phone rings.
#[derive(Debug, Clone)]
pub struct Daraja {
    client: Client,
    base: Url,
    app: App,
}

impl Daraja {
    /// A client that waits as long as `patience` says.
    ///
    /// # Errors
    /// The setting that is missing or wrong.
    pub fn new(settings: Settings, patience: Patience) -> Result<Self, SettingsError> {
        let base = settings.check()?;
        let client = call::client(&base, patience.connect, patience.call);
        Ok(Self {
            client: client.map_err(SettingsError::Client)?,
            base,
            app: settings.app,
        })
    }

    async fn post(
        &self,
        token: &Token,
        service: &str,
        body: &impl Serialize,
    ) -> Result<Reply, Lost> {
        let request = self.request(Method::POST, token, service, body);
        heard(service, call::send(request, ANSWER_BYTES_MAX).await)
    }

    fn request(
        &self,
        method: Method,
        token: &Token,
        service: &str,
        body: &impl Serialize,
    ) -> RequestBuilder {
        let json = serde_json::to_string(body).expect("texts and numbers are always JSON");
        self.client
            .request(method, self.service(service))
            .bearer_auth(token.expose())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(json)
    }

    fn service(&self, name: &str) -> Url {
        self.base
            .join(name)
            .expect("a service's name is a relative address")
    }
}

/// What was heard, with a line in the log where that is nothing.
fn heard(service: &str, reply: Result<Reply, Lost>) -> Result<Reply, Lost> {
    if let Err(lost) = &reply {
        tracing::warn!(
            service,
            error = lost as &dyn std::error::Error,
            "M-PESA did not answer"
        );
    }
    reply
}
