//! Sending one message: what a message may be, and how it is kept.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::QueueError;
use super::message_attributes::{self, AttributeValue, MessageAttributes};
use super::service::Done;
use super::settings::{self, DELAY_MAX_S, Queue};

const GROUP_ID_CHARACTERS_MAX: usize = 128;

/// A message that somebody wants to send, alone or in a batch.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Outgoing {
    message_body: String,
    delay_seconds: Option<i64>,
    #[serde(default)]
    message_attributes: MessageAttributes,
    #[serde(default)]
    message_system_attributes: BTreeMap<String, AttributeValue>,
    message_group_id: Option<String>,
    message_deduplication_id: Option<String>,
}

/// What the sender of one message is told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Sent {
    message_id: String,
    #[serde(rename = "MD5OfMessageBody")]
    md5_of_message_body: String,
    #[serde(
        rename = "MD5OfMessageAttributes",
        skip_serializing_if = "Option::is_none"
    )]
    md5_of_message_attributes: Option<String>,
}

/// Sends one message.
pub(super) fn send(
    connection: &Connection,
    now_ms: i64,
    queue: &str,
    message: &Outgoing,
) -> Result<Done<Sent>, QueueError> {
    let queue = settings::find(connection, queue)?;
    let answer = keep(connection, now_ms, &queue, message)?;
    Ok(Done {
        answer,
        rung: vec![queue.settings.name],
    })
}

/// Puts one message into `queue`.
pub(super) fn keep(
    connection: &Connection,
    now_ms: i64,
    queue: &Queue,
    message: &Outgoing,
) -> Result<Sent, QueueError> {
    message.check(queue)?;
    let delay_s = message
        .delay_seconds
        .unwrap_or_else(|| i64::from(queue.settings.delay_s));
    let message_id = Uuid::new_v4().to_string();
    let attributes = (!message.message_attributes.is_empty())
        .then(|| serde_json::to_string(&message.message_attributes))
        .transpose()
        .map_err(|error| QueueError::RequestMalformed(error.to_string()))?;
    let trace_header = message
        .message_system_attributes
        .get("AWSTraceHeader")
        .and_then(|it| it.string_value.as_deref());
    connection
        .prepare_cached(
            "INSERT INTO messages (queue_id, message_id, sent_ms, visible_ms, receive_count,
                                   attributes, trace_header, group_id, body)
             VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            queue.id,
            message_id,
            now_ms,
            now_ms + delay_s * 1_000,
            attributes,
            trace_header,
            message.message_group_id,
            message.message_body,
        ])?;
    Ok(Sent {
        message_id,
        md5_of_message_body: message_attributes::body_digest(&message.message_body),
        md5_of_message_attributes: message_attributes::digest(&message.message_attributes),
    })
}

impl Outgoing {
    /// What counts towards the size limits. Attributes that are not valid count
    /// as nothing, for they are refused by themselves.
    pub(super) fn bytes(&self) -> usize {
        let attributes = message_attributes::check(&self.message_attributes).unwrap_or_default();
        self.message_body.len() + attributes
    }

    fn check(&self, queue: &Queue) -> Result<(), QueueError> {
        let invalid = |reason: &str| Err(QueueError::ParameterInvalid(reason.to_owned()));
        if self.message_body.is_empty() {
            return invalid("Message must be at least one character.");
        }
        if !self.message_body.chars().all(is_allowed) {
            return Err(QueueError::MessageCharactersInvalid);
        }
        let attribute_bytes = message_attributes::check(&self.message_attributes)?;
        let limit_bytes = queue.settings.message_bytes;
        if self.message_body.len() + attribute_bytes > limit_bytes as usize {
            return Err(QueueError::ParameterInvalid(format!(
                "One or more parameters are invalid. Reason: Message must be shorter than {limit_bytes} bytes."
            )));
        }
        if let Some(delay_s) = self.delay_seconds
            && !(0..=i64::from(DELAY_MAX_S)).contains(&delay_s)
        {
            return Err(QueueError::ParameterInvalid(format!(
                "Value {delay_s} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= {DELAY_MAX_S}."
            )));
        }
        if self.message_deduplication_id.is_some() {
            return invalid("MessageDeduplicationId is not valid for a standard queue.");
        }
        let group = self.message_group_id.as_deref().unwrap_or("-");
        if !(1..=GROUP_ID_CHARACTERS_MAX).contains(&group.len()) {
            return invalid("MessageGroupId must have 1 to 128 characters.");
        }
        let names = self.message_system_attributes.keys();
        if names.into_iter().any(|name| name != "AWSTraceHeader") {
            return invalid("Message system attribute name is invalid.");
        }
        Ok(())
    }
}

/// What XML 1.0 calls a character.
fn is_allowed(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
