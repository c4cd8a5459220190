//! The attributes that a sender attaches to a message: their limits, their digest,
//! and which of them a consumer asked for.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use super::error::QueueError;

const ATTRIBUTES_MAX: usize = 10;
const NAME_CHARACTERS_MAX: usize = 256;

/// The byte that stands for text in the digest, and the one for binary.
const DIGEST_TEXT: u8 = 1;
const DIGEST_BINARY: u8 = 2;

/// Attributes by name, in the order that the digest wants.
pub(super) type MessageAttributes = BTreeMap<String, AttributeValue>;

/// One typed value, as it travels.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AttributeValue {
    pub(super) data_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) string_value: Option<String>,
    /// Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) binary_value: Option<String>,
}

impl AttributeValue {
    /// Which byte the digest has for it, and the bytes themselves.
    fn content(&self) -> Option<(u8, Vec<u8>)> {
        let (kind, _) = self
            .data_type
            .split_once('.')
            .unwrap_or((&self.data_type, ""));
        let content = match (kind, &self.string_value, &self.binary_value) {
            ("String" | "Number", Some(text), None) => (DIGEST_TEXT, text.clone().into_bytes()),
            ("Binary", None, Some(base64)) => (DIGEST_BINARY, STANDARD.decode(base64).ok()?),
            _ => return None,
        };
        (!content.1.is_empty()).then_some(content)
    }
}

/// Looks at every attribute, and answers how many bytes they add to the message.
pub(super) fn check(attributes: &MessageAttributes) -> Result<usize, QueueError> {
    let invalid = |reason: String| Err(QueueError::ParameterInvalid(reason));
    if attributes.len() > ATTRIBUTES_MAX {
        return invalid(format!(
            "Number of message attributes [{}] exceeds the allowed maximum [{ATTRIBUTES_MAX}].",
            attributes.len(),
        ));
    }
    let mut bytes = 0;
    for (name, value) in attributes {
        if !is_name(name) {
            return invalid(format!("The message attribute name '{name}' is invalid."));
        }
        let Some((_, content)) = value.content() else {
            return invalid(format!(
                "The message attribute '{name}' must contain a valid, non-empty value of its type."
            ));
        };
        bytes += name.len() + value.data_type.len() + content.len();
    }
    Ok(bytes)
}

/// The digest that SQS answers for a set of attributes; none for none.
pub(super) fn digest(attributes: &MessageAttributes) -> Option<String> {
    if attributes.is_empty() {
        return None;
    }
    let mut md5 = Md5::new();
    let mut measured = |bytes: &[u8], kind: Option<u8>| {
        md5.update(kind.as_slice());
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        md5.update(length.to_be_bytes());
        md5.update(bytes);
    };
    for (name, value) in attributes {
        let (kind, content) = value.content()?;
        measured(name.as_bytes(), None);
        measured(value.data_type.as_bytes(), None);
        measured(&content, Some(kind));
    }
    Some(hex(&md5.finalize()))
}

/// The digest of a message body.
pub(super) fn body_digest(body: &str) -> String {
    hex(&Md5::digest(body.as_bytes()))
}

/// Those attributes that are asked for: by name, by `prefix.*`, or all of them.
pub(super) fn chosen(attributes: MessageAttributes, asked: &[String]) -> MessageAttributes {
    let is_asked = |name: &str| {
        asked.iter().any(|pattern| match pattern.as_str() {
            "All" | ".*" => true,
            other => match other.strip_suffix(".*") {
                Some(prefix) => name.starts_with(prefix),
                None => name == other,
            },
        })
    };
    attributes
        .into_iter()
        .filter(|(name, _)| is_asked(name))
        .collect()
}

fn is_name(name: &str) -> bool {
    let plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.');
    (1..=NAME_CHARACTERS_MAX).contains(&name.len()) && name.bytes().all(plain)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
