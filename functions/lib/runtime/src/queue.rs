//! The queues between the functions: what stands in their messages, and sending them.
//! Receiving is Lambda's business, or the one-machine host's; see [`crate::batch`].

use std::collections::HashMap;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::BuildError;
use aws_sdk_sqs::types::{MessageAttributeValue, QueueAttributeName, SendMessageBatchRequestEntry};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing::ids::PaymentId;
use billing::ids::of_notification::NotificationId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::request::{self, MESSAGE_ATTRIBUTE, REQUEST_ID_CHARACTERS_MAX};

/// The most that SQS takes as one message.
pub const MESSAGE_BYTES_MAX: usize = 1024 * 1024;

/// The longest callback that fits into a message, in base64 and with its envelope of less than 1 KiB.
pub const RAW_CALLBACK_BYTES_MAX: usize = (MESSAGE_BYTES_MAX - 1024) / 4 * 3;

/// What SQS counts of the attribute with the request: its name, its type and its value.
const ATTRIBUTE_BYTES_MAX: usize =
    MESSAGE_ATTRIBUTE.len() + ATTRIBUTE_TYPE.len() + REQUEST_ID_CHARACTERS_MAX;

const ATTRIBUTE_TYPE: &str = "String";

/// The most messages that SQS takes in one request.
const BATCH_MESSAGES_MAX: usize = 10;

/// A message on the queue of payments: something that association has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaymentMessage {
    /// A payment is in the store.
    Recorded {
        /// Which one.
        payment: PaymentId,
    },
    /// A callback was acknowledged while the store did not answer, and has still to be taken in.
    RawCallback(RawCallback),
}

/// A callback as it came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCallback {
    /// The end of its address, as in `c2b/confirmation`.
    pub hook: String,
    /// The short code that the address belongs to.
    pub short_code: String,
    /// When it reached us.
    pub received_at: DateTime<Utc>,
    /// Where it came from, if that is not where the provider sends from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unexpected_source: Option<String>,
    /// Its body; not necessarily text.
    body_base64: String,
}

/// A message on the queue of allocations: a payment that has an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationMessage {
    /// Which one.
    pub payment: PaymentId,
}

/// A message on the queue of notifications: one with something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationMessage {
    /// Which one.
    pub notification: NotificationId,
}

/// A message on the queue of notifications that is about none of them: a question to a carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum CarrierQuestion {
    /// What is left on the account with the SMS gateway, for the metrics.
    SmsBalance,
}

/// Where the queues are.
#[derive(Debug, Clone)]
pub struct QueueUrls {
    /// Payments to associate.
    pub payments: String,
    /// Payments to allocate.
    pub allocations: String,
    /// Notifications to send.
    pub notifications: String,
}

impl QueueUrls {
    fn all(&self) -> [&str; 3] {
        [&self.payments, &self.allocations, &self.notifications]
    }
}

/// Why a message was not sent, or not certainly.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// SQS would refuse it, so it was not tried.
    #[error("the message has {bytes} bytes, more than SQS takes")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// SQS took some of a batch and refused the others.
    #[error("{refused} of {sent} messages were refused")]
    Refused {
        /// How many are not on the queue.
        refused: usize,
        /// How many there were.
        sent: usize,
    },
    /// SQS did not answer, or refused.
    #[error("the queue did not take it")]
    Unavailable(#[source] Box<aws_sdk_sqs::Error>),
    /// A request of ours that cannot even be built.
    #[error("the request is incomplete")]
    Incomplete(#[from] BuildError),
    /// A message that cannot be written as JSON.
    #[error("the message cannot be written")]
    Unwritable(#[from] serde_json::Error),
}

impl RawCallback {
    /// Wraps a callback for the queue.
    #[must_use]
    pub fn new(hook: &str, short_code: &str, received_at: DateTime<Utc>, raw: &[u8]) -> Self {
        Self {
            hook: hook.to_owned(),
            short_code: short_code.to_owned(),
            received_at,
            unexpected_source: None,
            body_base64: STANDARD.encode(raw),
        }
    }

    /// The same, from somewhere that the provider does not send from.
    #[must_use]
    pub fn from_unexpected(mut self, source: Option<String>) -> Self {
        self.unexpected_source = source;
        self
    }

    /// The body, byte for byte.
    ///
    /// # Errors
    /// If this message was not written by [`RawCallback::new`].
    pub fn body(&self) -> Result<Vec<u8>, base64::DecodeError> {
        STANDARD.decode(&self.body_base64)
    }
}

impl std::fmt::Debug for RawCallback {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RawCallback")
            .field("hook", &self.hook)
            .finish_non_exhaustive()
    }
}

/// The sending ends of all queues. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Queues {
    client: Client,
    urls: QueueUrls,
}

impl Queues {
    /// Queues at these URLs, reached through `client`.
    #[must_use]
    pub fn new(client: Client, urls: QueueUrls) -> Self {
        Self { client, urls }
    }

    /// Tells association of a payment that is in the store.
    ///
    /// # Errors
    /// Sending it again is safe: association looks at the payment, not at the number of messages.
    pub async fn send_payment(&self, payment: &PaymentId) -> Result<(), QueueError> {
        let message = PaymentMessage::Recorded {
            payment: payment.clone(),
        };
        self.send(&self.urls.payments, &message).await
    }

    /// As [`Queues::send_payment`], for many.
    ///
    /// # Errors
    /// Some of them may have been sent.
    pub async fn send_payments(&self, payments: &[PaymentId]) -> Result<(), QueueError> {
        let message = |payment: &PaymentId| PaymentMessage::Recorded {
            payment: payment.clone(),
        };
        self.send_all(&self.urls.payments, payments.iter().map(message))
            .await
    }

    /// Keeps a callback that could not be stored.
    ///
    /// # Errors
    /// [`QueueError::TooLong`] where the body does not fit; otherwise it may or may not have been sent.
    pub async fn send_raw_callback(&self, callback: RawCallback) -> Result<(), QueueError> {
        self.send(&self.urls.payments, &PaymentMessage::RawCallback(callback))
            .await
    }

    /// Tells allocation of a payment that has an owner.
    ///
    /// # Errors
    /// Sending it again is safe.
    pub async fn send_allocation(&self, payment: &PaymentId) -> Result<(), QueueError> {
        let message = AllocationMessage {
            payment: payment.clone(),
        };
        self.send(&self.urls.allocations, &message).await
    }

    /// As [`Queues::send_allocation`], for many.
    ///
    /// # Errors
    /// Some of them may have been sent.
    pub async fn send_allocations(&self, payments: &[PaymentId]) -> Result<(), QueueError> {
        let message = |payment: &PaymentId| AllocationMessage {
            payment: payment.clone(),
        };
        self.send_all(&self.urls.allocations, payments.iter().map(message))
            .await
    }

    /// Passes on notifications that have something to do.
    ///
    /// # Errors
    /// Some of them may have been sent. Sending them again is safe: each is claimed by whoever sends it.
    pub async fn send_notifications(
        &self,
        notifications: &[NotificationId],
    ) -> Result<(), QueueError> {
        let message = |notification: &NotificationId| NotificationMessage {
            notification: notification.clone(),
        };
        self.send_all(&self.urls.notifications, notifications.iter().map(message))
            .await
    }

    /// Has a carrier asked something, by the function that has an account there.
    ///
    /// # Errors
    /// It may have been sent; asking twice does no harm.
    pub async fn ask_carrier(&self, question: CarrierQuestion) -> Result<(), QueueError> {
        self.send(&self.urls.notifications, &question).await
    }

    /// Whether all queues answer.
    ///
    /// # Errors
    /// [`QueueError::Unavailable`] if one does not.
    pub async fn reachable(&self) -> Result<(), QueueError> {
        for url in self.urls.all() {
            let request = self.client.get_queue_attributes().queue_url(url);
            let request = request.attribute_names(QueueAttributeName::QueueArn);
            request.send().await.map_err(unavailable)?;
        }
        Ok(())
    }

    /// Messages on all queues, those included that are being worked on; about as many, as SQS counts.
    ///
    /// # Errors
    /// [`QueueError::Unavailable`] if one does not answer.
    pub async fn waiting(&self) -> Result<u64, QueueError> {
        use QueueAttributeName::{
            ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible,
        };
        let mut waiting = 0;
        for url in self.urls.all() {
            let request = self.client.get_queue_attributes().queue_url(url);
            let request = request
                .attribute_names(ApproximateNumberOfMessages)
                .attribute_names(ApproximateNumberOfMessagesNotVisible);
            let answer = request.send().await.map_err(unavailable)?;
            let counts = answer.attributes.unwrap_or_default().into_values();
            waiting += counts
                .filter_map(|count| count.parse::<u64>().ok())
                .sum::<u64>();
        }
        Ok(waiting)
    }

    async fn send(&self, url: &str, message: &impl Serialize) -> Result<(), QueueError> {
        let body = serde_json::to_string(message)?;
        let bytes = body.len() + ATTRIBUTE_BYTES_MAX;
        if bytes > MESSAGE_BYTES_MAX {
            return Err(QueueError::TooLong { bytes });
        }
        let request = self.client.send_message().queue_url(url).message_body(body);
        let request = request.set_message_attributes(attributes()?);
        request.send().await.map(drop).map_err(unavailable)
    }

    async fn send_all(
        &self,
        url: &str,
        messages: impl Iterator<Item = impl Serialize>,
    ) -> Result<(), QueueError> {
        let bodies = messages.map(|message| serde_json::to_string(&message));
        let bodies: Vec<String> = bodies.collect::<Result<_, _>>()?;
        let mut refused = 0;
        for batch in bodies.chunks(BATCH_MESSAGES_MAX) {
            let mut request = self.client.send_message_batch().queue_url(url);
            for (number, body) in batch.iter().enumerate() {
                let entry = SendMessageBatchRequestEntry::builder();
                let entry = entry.set_message_attributes(attributes()?);
                request = request.entries(entry.id(number.to_string()).message_body(body).build()?);
            }
            refused += request.send().await.map_err(unavailable)?.failed().len();
        }
        if refused > 0 {
            return Err(QueueError::Refused {
                refused,
                sent: bodies.len(),
            });
        }
        Ok(())
    }
}

/// Beside the body, so that neither an older version nor a newer one stumbles over it; nothing where nobody asked.
fn attributes() -> Result<Option<HashMap<String, MessageAttributeValue>>, BuildError> {
    let Some(request) = request::current() else {
        return Ok(None);
    };
    let value = MessageAttributeValue::builder()
        .data_type(ATTRIBUTE_TYPE)
        .string_value(request.as_str())
        .build()?;
    Ok(Some(HashMap::from([(MESSAGE_ATTRIBUTE.to_owned(), value)])))
}

fn unavailable(error: impl Into<aws_sdk_sqs::Error>) -> QueueError {
    QueueError::Unavailable(Box::new(error.into()))
}

#[cfg(test)]
mod tests {
    use billing::receipt::{Provider, Receipt};

    use super::*;

    fn payment() -> PaymentId {
        PaymentId::of(&Provider::mpesa(), &Receipt::parse("RKL51ZDR4F").unwrap())
    }

    #[test]
    fn messages_have_the_form_that_older_and_newer_versions_read() {
        let id = payment();
        let recorded = PaymentMessage::Recorded { payment: payment() };
        let received_at = "2026-12-07T06:00:00Z".parse().unwrap();
        let raw = RawCallback::new("stk", "600966", received_at, b"\xffno text");
        let cases = [
            (recorded, format!(r#"{{"kind":"recorded","payment":"{id}"}}"#)),
            (
                PaymentMessage::RawCallback(raw),
                r#"{"kind":"raw_callback","hook":"stk","short_code":"600966","received_at":"2026-12-07T06:00:00Z","body_base64":"/25vIHRleHQ="}"#.to_owned(),
            ),
        ];
        for (message, json) in cases {
            assert_eq!(serde_json::to_string(&message).unwrap(), json);
            assert_eq!(
                serde_json::from_str::<PaymentMessage>(&json).unwrap(),
                message
            );
        }
        let newer = format!(r#"{{"kind":"recorded","payment":"{id}","priority":1}}"#);
        assert!(serde_json::from_str::<PaymentMessage>(&newer).is_ok());
    }

    #[test]
    fn the_longest_callback_fits_into_a_message_and_fills_it() {
        let longest = vec![0; RAW_CALLBACK_BYTES_MAX];
        let now = DateTime::<Utc>::MAX_UTC;
        let raw = RawCallback::new("c2b/confirmation", "12345678901234567890", now, &longest);
        let bytes = serde_json::to_string(&PaymentMessage::RawCallback(raw))
            .unwrap()
            .len();
        let bytes = bytes + ATTRIBUTE_BYTES_MAX;
        assert!(
            (MESSAGE_BYTES_MAX - 1024..=MESSAGE_BYTES_MAX).contains(&bytes),
            "{bytes}"
        );
    }

    #[test]
    fn a_raw_callback_gives_its_bytes_back_and_does_not_show_them() {
        let raw = RawCallback::new(
            "stk",
            "600966",
            DateTime::<Utc>::UNIX_EPOCH,
            b"\x00JOHN\xff",
        );
        assert_eq!(raw.body().unwrap(), b"\x00JOHN\xff");
        assert_eq!(format!("{raw:?}"), r#"RawCallback { hook: "stk", .. }"#);
    }
}
