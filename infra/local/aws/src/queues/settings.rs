//! A queue's settings: their limits, and how they are kept.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::QueueSettings;
use super::error::QueueError;

pub(super) const NAME_CHARACTERS_MAX: usize = 80;
pub(super) const VISIBILITY_TIMEOUT_MAX_S: u32 = 12 * 60 * 60;
pub(super) const DELAY_MAX_S: u32 = 15 * 60;
pub(super) const RECEIVE_WAIT_MAX_S: u32 = 20;
/// 1 MiB, for one message with its attributes and for one batch.
pub(super) const MESSAGE_BYTES_MAX: u32 = 1024 * 1024;
const MESSAGE_BYTES_MIN: u32 = 1024;
const RETENTION_MIN_S: u32 = 60;
const RETENTION_MAX_S: u32 = 14 * 24 * 60 * 60;
const RECEIVE_COUNT_MAX: u32 = 1_000;

/// A queue as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    pub(super) id: i64,
    pub(super) settings: QueueSettings,
    pub(super) created_ms: i64,
    pub(super) modified_ms: i64,
}

/// The queue of that name.
pub(super) fn find(connection: &Connection, name: &str) -> Result<Queue, QueueError> {
    look_up(connection, name)?.ok_or(QueueError::QueueMissing)
}

/// The queue of that name, if there is one.
pub(super) fn look_up(connection: &Connection, name: &str) -> Result<Option<Queue>, QueueError> {
    let found = connection
        .prepare_cached(
            "SELECT id, name, visibility_timeout_s, delay_s, retention_s, receive_wait_s,
                    message_bytes, max_receive_count, dead_letter_queue, created_ms, modified_ms
             FROM queues WHERE name = ?1",
        )?
        .query_row([name], read)
        .optional()?;
    Ok(found)
}

/// Whether that queue is a dead-letter queue of any other.
pub(super) fn is_dead_letter_queue(
    connection: &Connection,
    name: &str,
) -> Result<bool, QueueError> {
    let found = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM queues WHERE dead_letter_queue = ?1)")?
        .query_row([name], |row| row.get(0))?;
    Ok(found)
}

/// Creates the queue or replaces its settings, after looking at them.
pub(super) fn keep(
    connection: &Connection,
    now_ms: i64,
    settings: &QueueSettings,
) -> Result<(), QueueError> {
    check(connection, settings)?;
    connection
        .prepare_cached(
            "INSERT INTO queues (name, visibility_timeout_s, delay_s, retention_s, receive_wait_s,
                    message_bytes, max_receive_count, dead_letter_queue, created_ms, modified_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
             ON CONFLICT (name) DO UPDATE SET
                    visibility_timeout_s = ?2, delay_s = ?3, retention_s = ?4,
                    receive_wait_s = ?5, message_bytes = ?6, max_receive_count = ?7,
                    dead_letter_queue = ?8, modified_ms = ?9",
        )?
        .execute(params![
            settings.name,
            settings.visibility_timeout_s,
            settings.delay_s,
            settings.retention_s,
            settings.receive_wait_s,
            settings.message_bytes,
            settings.max_receive_count,
            settings.dead_letter_queue,
            now_ms,
        ])?;
    Ok(())
}

/// Letters, digits, hyphens and underscores, 1 to 80 of them. Also what a batch
/// entry's id looks like.
pub(super) fn is_plain_name(name: &str) -> bool {
    let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
    (1..=NAME_CHARACTERS_MAX).contains(&name.len()) && name.bytes().all(plain)
}

fn check(connection: &Connection, settings: &QueueSettings) -> Result<(), QueueError> {
    if settings.name.ends_with(".fifo") {
        return Err(QueueError::OperationUnsupported("FIFO queues".to_owned()));
    }
    if !is_plain_name(&settings.name) {
        return Err(QueueError::ParameterInvalid(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
                .to_owned(),
        ));
    }
    let ranges = [
        (
            "VisibilityTimeout",
            settings.visibility_timeout_s <= VISIBILITY_TIMEOUT_MAX_S,
        ),
        ("DelaySeconds", settings.delay_s <= DELAY_MAX_S),
        (
            "MessageRetentionPeriod",
            (RETENTION_MIN_S..=RETENTION_MAX_S).contains(&settings.retention_s),
        ),
        (
            "ReceiveMessageWaitTimeSeconds",
            settings.receive_wait_s <= RECEIVE_WAIT_MAX_S,
        ),
        (
            "MaximumMessageSize",
            (MESSAGE_BYTES_MIN..=MESSAGE_BYTES_MAX).contains(&settings.message_bytes),
        ),
        ("RedrivePolicy", redrive_is_possible(connection, settings)?),
    ];
    match ranges.into_iter().find(|(_, valid)| !valid) {
        Some((attribute, _)) => Err(QueueError::AttributeInvalid(attribute)),
        None => Ok(()),
    }
}

fn redrive_is_possible(
    connection: &Connection,
    settings: &QueueSettings,
) -> Result<bool, QueueError> {
    match (&settings.dead_letter_queue, settings.max_receive_count) {
        (None, None) => Ok(true),
        (Some(queue), Some(count)) => Ok((1..=RECEIVE_COUNT_MAX).contains(&count)
            && *queue != settings.name
            && look_up(connection, queue)?.is_some()),
        _ => Ok(false),
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Queue> {
    Ok(Queue {
        id: row.get(0)?,
        settings: QueueSettings {
            name: row.get(1)?,
            visibility_timeout_s: row.get(2)?,
            delay_s: row.get(3)?,
            retention_s: row.get(4)?,
            receive_wait_s: row.get(5)?,
            message_bytes: row.get(6)?,
            max_receive_count: row.get(7)?,
            dead_letter_queue: row.get(8)?,
        },
        created_ms: row.get(9)?,
        modified_ms: row.get(10)?,
    })
}
