//! A queue's attributes as SQS names them: created with, read and set.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::QueueSettings;
use super::error::QueueError;
use super::redrive;
use super::service::Done;
use super::settings::{self, Queue};

/// Attributes by name; every value is text on the wire.
pub(super) type Attributes = BTreeMap<String, String>;

/// Attributes that SQS has and one machine has no use for.
const UNSUPPORTED: [&str; 8] = [
    "Policy",
    "FifoQueue",
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "FifoThroughputLimit",
    "KmsMasterKeyId",
    "KmsDataKeyReusePeriodSeconds",
    "RedriveAllowPolicy",
];

/// The answer to a question for attributes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Answer {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<&'static str, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RedrivePolicy {
    dead_letter_target_arn: String,
    max_receive_count: Value,
}

/// Creates the queue or gives it these settings.
pub(super) fn ensure(
    connection: &Connection,
    now_ms: i64,
    wanted: &QueueSettings,
) -> Result<Done<()>, QueueError> {
    let existing = settings::look_up(connection, &wanted.name)?;
    if existing.is_none_or(|queue| queue.settings != *wanted) {
        settings::keep(connection, now_ms, wanted)?;
    }
    Ok(Done {
        answer: (),
        rung: vec![wanted.name.clone()],
    })
}

/// Creates the queue. It may exist if nothing that was said differs.
pub(super) fn create(
    connection: &Connection,
    now_ms: i64,
    name: &str,
    attributes: &Attributes,
) -> Result<Done<()>, QueueError> {
    let Some(existing) = settings::look_up(connection, name)? else {
        let mut wanted = QueueSettings::named(name);
        apply(&mut wanted, attributes)?;
        settings::keep(connection, now_ms, &wanted)?;
        return Ok(Done::quietly(()));
    };
    let mut wanted = existing.settings.clone();
    apply(&mut wanted, attributes)?;
    match first_difference(&existing.settings, &wanted) {
        Some(attribute) => Err(QueueError::QueueExistsOtherwise(attribute)),
        None => Ok(Done::quietly(())),
    }
}

/// Changes what is named, and leaves the rest.
pub(super) fn set(
    connection: &Connection,
    now_ms: i64,
    name: &str,
    attributes: &Attributes,
) -> Result<Done<()>, QueueError> {
    let mut queue = settings::find(connection, name)?;
    apply(&mut queue.settings, attributes)?;
    settings::keep(connection, now_ms, &queue.settings)?;
    Ok(Done::quietly(()))
}

/// Those attributes that are asked for.
pub(super) fn get(
    connection: &Connection,
    now_ms: i64,
    name: &str,
    asked: &[String],
) -> Result<Done<Answer>, QueueError> {
    let queue = settings::find(connection, name)?;
    let all = all(connection, now_ms, &queue)?;
    let is_known = |name: &String| name == "All" || all.iter().any(|(known, _)| known == name);
    if let Some(unknown) = asked.iter().find(|it| !is_known(it))
        && unknown != "RedrivePolicy"
        && !UNSUPPORTED.contains(&unknown.as_str())
    {
        return Err(QueueError::AttributeUnknown(unknown.clone()));
    }
    let is_asked = |name: &str| asked.iter().any(|it| it == "All" || it == name);
    let attributes = all.into_iter().filter(|(name, _)| is_asked(name)).collect();
    Ok(Done::quietly(Answer { attributes }))
}

fn all(
    connection: &Connection,
    now_ms: i64,
    queue: &Queue,
) -> Result<Vec<(&'static str, String)>, QueueError> {
    let Queue { settings, .. } = queue;
    let (visible, in_flight, delayed) = connection
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE visible_ms <= ?2),
                    count(*) FILTER (WHERE visible_ms > ?2 AND receive_count > 0),
                    count(*) FILTER (WHERE visible_ms > ?2 AND receive_count = 0)
             FROM messages WHERE queue_id = ?1",
        )?
        .query_row([queue.id, now_ms], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
            ))
        })?;
    let mut attributes = vec![
        ("QueueArn", redrive::arn(&settings.name)),
        ("ApproximateNumberOfMessages", visible.to_string()),
        (
            "ApproximateNumberOfMessagesNotVisible",
            in_flight.to_string(),
        ),
        ("ApproximateNumberOfMessagesDelayed", delayed.to_string()),
        ("CreatedTimestamp", (queue.created_ms / 1_000).to_string()),
        (
            "LastModifiedTimestamp",
            (queue.modified_ms / 1_000).to_string(),
        ),
        (
            "VisibilityTimeout",
            settings.visibility_timeout_s.to_string(),
        ),
        ("DelaySeconds", settings.delay_s.to_string()),
        ("MessageRetentionPeriod", settings.retention_s.to_string()),
        (
            "ReceiveMessageWaitTimeSeconds",
            settings.receive_wait_s.to_string(),
        ),
        ("MaximumMessageSize", settings.message_bytes.to_string()),
    ];
    if let (Some(target), Some(count)) = (&settings.dead_letter_queue, settings.max_receive_count) {
        let policy = json!({
            "deadLetterTargetArn": redrive::arn(target),
            "maxReceiveCount": count,
        });
        attributes.push(("RedrivePolicy", policy.to_string()));
    }
    Ok(attributes)
}

fn apply(settings: &mut QueueSettings, attributes: &Attributes) -> Result<(), QueueError> {
    for (name, value) in attributes {
        match name.as_str() {
            "VisibilityTimeout" => {
                settings.visibility_timeout_s = number(value, "VisibilityTimeout")?;
            }
            "DelaySeconds" => settings.delay_s = number(value, "DelaySeconds")?,
            "MessageRetentionPeriod" => {
                settings.retention_s = number(value, "MessageRetentionPeriod")?;
            }
            "ReceiveMessageWaitTimeSeconds" => {
                settings.receive_wait_s = number(value, "ReceiveMessageWaitTimeSeconds")?;
            }
            "MaximumMessageSize" => settings.message_bytes = number(value, "MaximumMessageSize")?,
            "RedrivePolicy" => apply_redrive(settings, value)?,
            // Encryption at rest is the disk's own affair here.
            "SqsManagedSseEnabled" => {}
            other if UNSUPPORTED.contains(&other) => {
                return Err(QueueError::OperationUnsupported(other.to_owned()));
            }
            other => return Err(QueueError::AttributeUnknown(other.to_owned())),
        }
    }
    Ok(())
}

/// An empty policy takes the dead-letter queue away.
fn apply_redrive(settings: &mut QueueSettings, policy: &str) -> Result<(), QueueError> {
    let invalid = || QueueError::AttributeInvalid("RedrivePolicy");
    if policy.is_empty() {
        settings.dead_letter_queue = None;
        settings.max_receive_count = None;
        return Ok(());
    }
    let policy: RedrivePolicy = serde_json::from_str(policy).map_err(|_| invalid())?;
    let target = redrive::queue_of(&policy.dead_letter_target_arn).ok_or_else(invalid)?;
    let count = match &policy.max_receive_count {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64().and_then(|it| u32::try_from(it).ok()),
    };
    settings.dead_letter_queue = Some(target.to_owned());
    settings.max_receive_count = Some(count.ok_or_else(invalid)?);
    Ok(())
}

fn number(value: &str, name: &'static str) -> Result<u32, QueueError> {
    value
        .parse()
        .map_err(|_| QueueError::AttributeInvalid(name))
}

fn first_difference(one: &QueueSettings, other: &QueueSettings) -> Option<&'static str> {
    let differences = [
        (
            "VisibilityTimeout",
            one.visibility_timeout_s != other.visibility_timeout_s,
        ),
        ("DelaySeconds", one.delay_s != other.delay_s),
        (
            "MessageRetentionPeriod",
            one.retention_s != other.retention_s,
        ),
        (
            "ReceiveMessageWaitTimeSeconds",
            one.receive_wait_s != other.receive_wait_s,
        ),
        (
            "MaximumMessageSize",
            one.message_bytes != other.message_bytes,
        ),
        (
            "RedrivePolicy",
            one.max_receive_count != other.max_receive_count,
        ),
        (
            "RedrivePolicy",
            one.dead_letter_queue != other.dead_letter_queue,
        ),
    ];
    differences
        .into_iter()
        .find_map(|(name, differs)| differs.then_some(name))
}
