//! The gateway as its callers see it: messages go in, and what became of each comes out.
//! It must not know the outbox, and it never sends anything a second time by itself.

use std::collections::HashSet;
use std::fmt;
use std::iter::repeat_n;
use std::time::Duration;

use billing::phone::Msisdn;
use reqwest::{Client, Url, header};
use rust_decimal::Decimal;

use super::outcome::{Delivery, RefusalKind, SmsOutcome, SmsRefusal};
use super::wire::{self, BalanceRequest, BulkMessage, BulkRequest, DeliveryRequest};
use super::{answer, balance, delivery};
use crate::call::{self, AddressFault, Lost, Reply};

/// Celcom Africa's own address; other houses run the same platform under theirs.
pub const BASE_URL: &str = "https://isms.celcomafrica.com/api/services/";

/// Messages that one call may carry.
pub const MESSAGES_PER_CALL_MAX: usize = 20;

/// The largest id of a message that survives a gateway which takes every number for a double.
pub const CLIENT_ID_MAX: u64 = (1 << 53) - 1;

/// How long a connection may take, TLS included; until it stands, nothing has been handed over.
pub const CONNECT_TIMEOUT_S: u64 = 3;

/// How long a call may take as a whole; for what takes longer nobody knows what became of it.
pub const CALL_TIMEOUT_S: u64 = 20;

/// Bytes that an answer has at most; twenty rows have three thousand.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// One message to one phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// The sender's id: unique within a batch, at most [`CLIENT_ID_MAX`]. The gateway does not use it to tell copies.
    pub client_id: u64,
    /// Whose phone.
    pub to: Msisdn,
    /// The text; outside the GSM 7-bit alphabet it costs more segments.
    pub text: String,
}

/// An account with the gateway.
#[derive(Clone)]
pub struct Settings {
    /// Where the services are, like [`BASE_URL`]. HTTPS, except on this machine.
    pub base_url: String,
    /// The account's secret.
    pub api_key: String,
    /// The account.
    pub partner_id: String,
    /// Who the phones say that messages are from, as registered with the networks.
    pub sender_id: String,
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("base_url", &self.base_url)
            .field("partner_id", &self.partner_id)
            .field("sender_id", &self.sender_id)
            .finish_non_exhaustive()
    }
}

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

/// Why there can be no gateway with these settings. No message holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A setting without which every call would be refused.
    #[error("set the SMS gateway's {0}")]
    Missing(&'static str),
    /// The address cannot be called.
    #[error(
        "give the SMS gateway's address like {BASE_URL}: https, without user, query and fragment"
    )]
    NotAnAddress,
    /// The secret would travel readably.
    #[error("give the SMS gateway's address with https: the API key must not travel unencrypted")]
    NotEncrypted,
    /// There is no HTTP client to be had; above all, no roots of trust on this machine.
    #[error("the SMS gateway's HTTP client does not start")]
    Client(#[source] reqwest::Error),
}

/// Why a question to the gateway has no answer. Questions may be asked again.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The call did not get through, or its answer did not.
    #[error("the SMS gateway is not reached")]
    NotReached(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It answers with an HTTP status and no more.
    #[error("the SMS gateway answers HTTP {0}")]
    Status(u16),
    /// It answers no.
    #[error(transparent)]
    Refused(SmsRefusal),
    /// It answers what cannot be understood.
    #[error("the SMS gateway's answer cannot be understood")]
    Unreadable,
}

/// A client of the gateway. Cheap to clone. Every call has a connection of its own.
#[derive(Debug, Clone)]
pub struct Gateway {
    client: Client,
    base: Url,
    account: Settings,
}

impl Gateway {
    /// A client that waits as long as is sensible.
    ///
    /// # Errors
    /// The setting that is missing or wrong.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        Self::with_patience(settings, Patience::default())
    }

    /// A client that waits as long as one wants.
    ///
    /// # Errors
    /// As [`Gateway::new`].
    pub fn with_patience(settings: Settings, patience: Patience) -> Result<Self, SettingsError> {
        let required = [
            ("API key", &settings.api_key),
            ("partner id", &settings.partner_id),
            ("sender id", &settings.sender_id),
        ];
        if let Some((name, _)) = required.iter().find(|(_, it)| it.trim().is_empty()) {
            return Err(SettingsError::Missing(name));
        }
        let base = address(&settings.base_url)?;
        let client = call::client(&base, patience.connect, patience.call);
        Ok(Self {
            client: client.map_err(SettingsError::Client)?,
            base,
            account: settings,
        })
    }

    /// Hands messages over, at most [`MESSAGES_PER_CALL_MAX`] at a time, and tells what became of each, in their order.
    ///
    /// A refusal that concerns every message ends it: what has not been tried by then is [`SmsOutcome::NotSent`].
    /// Two messages of one id in a call cannot be told apart in its answer, so the later one is refused here, as is an
    /// id beyond [`CLIENT_ID_MAX`].
    ///
    /// # Idempotency
    /// There is none: whoever calls twice sends twice. Dropped before its end, everything handed in is as good as
    /// [`SmsOutcome::Unknown`].
    pub async fn send(&self, batch: &[Sms]) -> Vec<SmsOutcome> {
        let mut outcomes = Vec::with_capacity(batch.len());
        for messages in batch.chunks(MESSAGES_PER_CALL_MAX) {
            let stopped = outcomes.iter().any(SmsOutcome::stops_the_queue);
            if stopped {
                let cause = "an earlier message was refused for what concerns all";
                outcomes.extend(repeat_n(SmsOutcome::NotSent { cause }, messages.len()));
            } else {
                outcomes.extend(self.send_call(messages).await);
            }
        }
        outcomes
    }

    /// Asks what became of a message that was accepted.
    ///
    /// # Errors
    /// Why there is no answer; the message itself is as it was.
    pub async fn delivery(&self, message_id: &str) -> Result<Delivery, GatewayError> {
        let request = wire::json(&DeliveryRequest {
            apikey: &self.account.api_key,
            partner_id: &self.account.partner_id,
            message_id,
        });
        delivery::delivery(&self.ask("getdlr/", request).await?, message_id)
    }

    /// Asks what is left on the account, in the house's own unit; `None` where the answer is not understood.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn balance(&self) -> Result<Option<Decimal>, GatewayError> {
        let request = wire::json(&BalanceRequest {
            apikey: &self.account.api_key,
            partner_id: &self.account.partner_id,
        });
        balance::balance(&self.ask("getbalance/", request).await?)
    }

    /// One call. What cannot be told apart in its answer is left out and refused.
    async fn send_call(&self, messages: &[Sms]) -> Vec<SmsOutcome> {
        let mut ids = HashSet::new();
        let fit: Vec<bool> = messages
            .iter()
            .map(|sms| sms.client_id <= CLIENT_ID_MAX && ids.insert(sms.client_id))
            .collect();
        let call: Vec<&Sms> = messages
            .iter()
            .zip(&fit)
            .filter_map(|(sms, fit)| fit.then_some(sms))
            .collect();
        let mut answered = self.handed_over(&call).await.into_iter();
        let unfit = SmsOutcome::Refused(SmsRefusal {
            code: None,
            why: RefusalKind::Other,
        });
        fit.iter()
            .map(|fit| fit.then(|| answered.next()).flatten())
            .map(|outcome| outcome.unwrap_or_else(|| unfit.clone()))
            .collect()
    }

    async fn handed_over(&self, call: &[&Sms]) -> Vec<SmsOutcome> {
        if call.is_empty() {
            return Vec::new();
        }
        let request = wire::json(&BulkRequest {
            count: call.len(),
            smslist: call.iter().map(|sms| self.message(sms)).collect(),
        });
        let outcome = match self.post("sendbulk/", request).await {
            Ok(reply) => match answer::outcome_of_status(reply.status.as_u16()) {
                None => return answer::outcomes(&reply.body, call),
                Some(outcome) => outcome,
            },
            Err(lost) => {
                tracing::warn!(
                    error = &lost as &dyn std::error::Error,
                    "messages have no answer"
                );
                outcome_of_loss(&lost)
            }
        };
        vec![outcome; call.len()]
    }

    fn message<'a>(&'a self, sms: &'a Sms) -> BulkMessage<'a> {
        BulkMessage {
            partner_id: &self.account.partner_id,
            apikey: &self.account.api_key,
            pass_type: "plain",
            clientsmsid: sms.client_id,
            mobile: sms.to.as_str(),
            message: &sms.text,
            shortcode: &self.account.sender_id,
        }
    }

    async fn ask(&self, service: &str, request: String) -> Result<String, GatewayError> {
        let reply = self
            .post(service, request)
            .await
            .map_err(|lost| GatewayError::NotReached(Box::new(lost)))?;
        if !reply.status.is_success() {
            return Err(GatewayError::Status(reply.status.as_u16()));
        }
        Ok(reply.body)
    }

    async fn post(&self, service: &str, json: String) -> Result<Reply, Lost> {
        let request = self
            .client
            .post(self.service(service))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(json);
        call::send(request, ANSWER_BYTES_MAX).await
    }

    fn service(&self, name: &str) -> Url {
        self.base
            .join(name)
            .expect("a service's name is a relative address")
    }
}

/// Where a call that has no answer left its messages.
fn outcome_of_loss(lost: &Lost) -> SmsOutcome {
    match lost {
        Lost::NotConnected(_) => SmsOutcome::NotSent {
            cause: "no connection to the gateway",
        },
        Lost::TimedOut(_) => SmsOutcome::Unknown {
            cause: "the gateway did not answer in time",
        },
        Lost::Broken(_) => SmsOutcome::Unknown {
            cause: "the connection was lost before the answer",
        },
        Lost::TooLong(_) => SmsOutcome::Unknown {
            cause: answer::UNREADABLE,
        },
    }
}

/// Where the services are.
fn address(text: &str) -> Result<Url, SettingsError> {
    call::address(text).map_err(|fault| match fault {
        AddressFault::Empty => SettingsError::Missing("address"),
        AddressFault::NotAnAddress => SettingsError::NotAnAddress,
        AddressFault::NotEncrypted => SettingsError::NotEncrypted,
    })
}

#[cfg(test)]
mod tests;
