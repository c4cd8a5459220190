//! A message on its way to a consumer: as it is kept, what the consumer wants to
//! know about it, and as it travels.

use std::collections::BTreeMap;

use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::error::QueueError;
use super::message_attributes::{self, MessageAttributes};
use super::receipt::Receipt;
use super::redrive;
use super::settings::Queue;

/// Which attributes a consumer asks for; none, unless it names them.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Interest {
    #[serde(default)]
    attribute_names: Vec<String>,
    #[serde(default)]
    message_system_attribute_names: Vec<String>,
    #[serde(default)]
    message_attribute_names: Vec<String>,
}

/// One message as the consumer gets it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delivery {
    message_id: String,
    receipt_handle: String,
    #[serde(rename = "MD5OfBody")]
    md5_of_body: String,
    body: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<&'static str, String>,
    #[serde(
        rename = "MD5OfMessageAttributes",
        skip_serializing_if = "Option::is_none"
    )]
    md5_of_message_attributes: Option<String>,
    #[serde(skip_serializing_if = "MessageAttributes::is_empty")]
    message_attributes: MessageAttributes,
}

/// A message as it is kept.
pub(super) struct Kept {
    pub(super) sequence: i64,
    pub(super) message_id: String,
    pub(super) sent_ms: i64,
    pub(super) receive_count: i64,
    pub(super) first_receive_ms: Option<i64>,
    pub(super) dead_letter_source: Option<String>,
    pub(super) attributes: Option<String>,
    pub(super) trace_header: Option<String>,
    pub(super) group_id: Option<String>,
    pub(super) body: String,
}

impl Interest {
    /// What the consumer gets of a message that it receives now.
    pub(super) fn delivery(
        &self,
        queue: &Queue,
        message: Kept,
        now_ms: i64,
    ) -> Result<Delivery, QueueError> {
        let receive_count = message.receive_count + 1;
        let receipt = Receipt {
            queue_id: queue.id,
            sequence: message.sequence,
            receive_count,
            message_id: message.message_id.clone(),
        };
        let attributes: MessageAttributes = match &message.attributes {
            Some(json) => serde_json::from_str(json)
                .map_err(|error| QueueError::RequestMalformed(error.to_string()))?,
            None => MessageAttributes::new(),
        };
        let attributes = message_attributes::chosen(attributes, &self.message_attribute_names);
        Ok(Delivery {
            receipt_handle: receipt.handle(),
            md5_of_body: message_attributes::body_digest(&message.body),
            attributes: self.system_attributes(&message, receive_count, now_ms),
            md5_of_message_attributes: message_attributes::digest(&attributes),
            message_attributes: attributes,
            message_id: message.message_id,
            body: message.body,
        })
    }

    fn system_attributes(
        &self,
        message: &Kept,
        receive_count: i64,
        now_ms: i64,
    ) -> BTreeMap<&'static str, String> {
        let first_receive_ms = message.first_receive_ms.unwrap_or(now_ms);
        let source = message.dead_letter_source.as_deref();
        let all = [
            ("SenderId", Some("local".to_owned())),
            ("SentTimestamp", Some(message.sent_ms.to_string())),
            ("ApproximateReceiveCount", Some(receive_count.to_string())),
            (
                "ApproximateFirstReceiveTimestamp",
                Some(first_receive_ms.to_string()),
            ),
            ("DeadLetterQueueSourceArn", source.map(redrive::arn)),
            ("AWSTraceHeader", message.trace_header.clone()),
            ("MessageGroupId", message.group_id.clone()),
        ];
        let asked = [&self.attribute_names, &self.message_system_attribute_names];
        let is_asked = |name: &str| {
            asked
                .iter()
                .any(|names| names.iter().any(|it| it == "All" || it == name))
        };
        all.into_iter()
            .filter(|(name, _)| is_asked(name))
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

/// Reads a row with all columns.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        sequence: row.get("sequence")?,
        message_id: row.get("message_id")?,
        sent_ms: row.get("sent_ms")?,
        receive_count: row.get("receive_count")?,
        first_receive_ms: row.get("first_receive_ms")?,
        dead_letter_source: row.get("dead_letter_source")?,
        attributes: row.get("attributes")?,
        trace_header: row.get("trace_header")?,
        group_id: row.get("group_id")?,
        body: row.get("body")?,
    })
}
