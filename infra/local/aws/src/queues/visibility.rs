//! What a consumer does with a message it holds: delete it, or change how long it
//! stays hidden. Only the latest receipt counts; see [`delete`].

use rusqlite::{Connection, params};

use super::error::QueueError;
use super::receipt::Receipt;
use super::settings::{self, Queue, VISIBILITY_TIMEOUT_MAX_S};

/// Deletes the message that the handle stands for.
///
/// # Idempotency
/// Deleting again succeeds. A stale handle, one of a message that was received
/// again since, succeeds too and deletes nothing: SQS promises no more, and so no
/// consumer can delete what another one is working on. A handle whose timeout has
/// passed still deletes while nobody else has received the message.
pub(super) fn delete(connection: &Connection, queue: &str, handle: &str) -> Result<(), QueueError> {
    let queue = settings::find(connection, queue)?;
    delete_from(connection, &queue, handle)
}

/// As [`delete`], of a queue that was looked up before.
pub(super) fn delete_from(
    connection: &Connection,
    queue: &Queue,
    handle: &str,
) -> Result<(), QueueError> {
    let receipt = Receipt::parse(handle, queue)?;
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

/// Hides the message for `timeout_s` from now on; 0 shows it at once.
pub(super) fn change(
    connection: &Connection,
    now_ms: i64,
    queue: &Queue,
    handle: &str,
    timeout_s: i64,
) -> Result<(), QueueError> {
    if !(0..=i64::from(VISIBILITY_TIMEOUT_MAX_S)).contains(&timeout_s) {
        return Err(QueueError::ParameterInvalid(format!(
            "Value {timeout_s} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and {VISIBILITY_TIMEOUT_MAX_S}."
        )));
    }
    let receipt = Receipt::parse(handle, queue)?;
    let latest = "FROM messages WHERE sequence = ?1 AND queue_id = ?2
                    AND receive_count = ?3 AND message_id = ?4";
    let held = connection
        .prepare_cached(&format!("SELECT visible_ms {latest}"))?
        .query_map(
            params![
                receipt.sequence,
                queue.id,
                receipt.receive_count,
                receipt.message_id
            ],
            |row| row.get::<_, i64>(0),
        )?
        .next()
        .transpose()?;
    match held {
        None => Err(QueueError::ParameterInvalid(format!(
            "Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."
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
