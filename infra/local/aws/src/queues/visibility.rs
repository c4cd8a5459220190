//! What a consumer does with a message it holds: delete it, or change how long it
//! stays hidden. Only the latest receipt counts; see [`delete`].

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use super::error::QueueError;
use super::receipt::Receipt;
use super::service::Done;
use super::settings::{self, Queue, VISIBILITY_TIMEOUT_MAX_S};

/// A message to delete.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Deletion {
    receipt_handle: String,
}

/// A message to hide for another time.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    receipt_handle: String,
    /// Seconds.
    #[serde(default)]
    visibility_timeout: i64,
}

/// Deletes the message that the handle stands for.
///
/// # Idempotency
/// Deleting again succeeds. A stale handle, one of a message that was received
/// again since, succeeds too and deletes nothing: SQS promises no more, and so no
/// consumer can delete what another one is working on. A handle whose timeout has
/// passed still deletes while nobody else has received the message.
pub(super) fn delete(
    connection: &Connection,
    queue: &str,
    deletion: &Deletion,
) -> Result<(), QueueError> {
    let queue = settings::find(connection, queue)?;
    delete_from(connection, &queue, deletion)
}

/// As [`delete`], of a queue that was looked up before.
pub(super) fn delete_from(
    connection: &Connection,
    queue: &Queue,
    deletion: &Deletion,
) -> Result<(), QueueError> {
    let receipt = Receipt::parse(&deletion.receipt_handle, queue)?;
    connection
        .prepare_cached(
            "DELETE FROM messages WHERE sequence = ?1 AND queue_id = ?2
                AND receive_count = ?3 AND message_id = ?4",
        )?
        .execute(params![
            receipt.sequence,
            queue.id,
            receipt.receive_count,
            receipt.message_id
        ])?;
    Ok(())
}

/// Hides one message of a queue for another time from now on; 0 gives it back.
pub(super) fn hide(
    connection: &Connection,
    now_ms: i64,
    queue: &str,
    wanted: &Change,
) -> Result<Done<()>, QueueError> {
    let queue = settings::find(connection, queue)?;
    change(connection, now_ms, &queue, wanted)?;
    Ok(Done {
        answer: (),
        rung: vec![queue.settings.name],
    })
}

/// As [`hide`], of a queue that was looked up before.
pub(super) fn change(
    connection: &Connection,
    now_ms: i64,
    queue: &Queue,
    wanted: &Change,
) -> Result<(), QueueError> {
    let Change {
        receipt_handle,
        visibility_timeout: timeout_s,
    } = wanted;
    if !(0..=i64::from(VISIBILITY_TIMEOUT_MAX_S)).contains(timeout_s) {
        return Err(QueueError::ParameterInvalid(format!(
            "Value {timeout_s} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and {VISIBILITY_TIMEOUT_MAX_S}."
        )));
    }
    let receipt = Receipt::parse(receipt_handle, queue)?;
    let held_until_ms: Option<i64> = connection
        .prepare_cached(
            "SELECT visible_ms FROM messages WHERE sequence = ?1 AND queue_id = ?2
                AND receive_count = ?3 AND message_id = ?4",
        )?
        .query_row(
            params![
                receipt.sequence,
                queue.id,
                receipt.receive_count,
                receipt.message_id
            ],
            |row| row.get(0),
        )
        .optional()?;
    match held_until_ms {
        None => Err(QueueError::ParameterInvalid(format!(
            "Value {receipt_handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."
        ))),
        Some(visible_ms) if visible_ms <= now_ms => Err(QueueError::MessageNotInFlight),
        Some(_) => {
            connection
                .prepare_cached("UPDATE messages SET visible_ms = ?2 WHERE sequence = ?1")?
                .execute(params![receipt.sequence, now_ms + timeout_s * 1_000])?;
            Ok(())
        }
    }
}
