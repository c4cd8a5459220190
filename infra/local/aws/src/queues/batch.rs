//! The three batches: up to ten entries, each of which succeeds or fails by itself,
//! in one commit.

use std::collections::HashSet;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::error::QueueError;
use super::send::{self, Outgoing, Sent};
use super::service::Done;
use super::settings::{self, MESSAGE_BYTES_MAX, is_plain_name};
use super::visibility::{self, Change, Deletion};

/// Entries in one batch.
const ENTRIES_MAX: usize = 10;

/// One entry: an id within the batch, and what is to be done.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Entry<T> {
    id: String,
    #[serde(flatten)]
    content: T,
}

/// What became of each entry.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Outcome<T> {
    successful: Vec<Success<T>>,
    failed: Vec<Failure>,
}

#[derive(Debug, Serialize)]
struct Success<T> {
    #[serde(rename = "Id")]
    id: String,
    #[serde(flatten)]
    answer: T,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Failure {
    id: String,
    sender_fault: bool,
    code: &'static str,
    message: String,
}

/// An entry about which there is nothing to say but that it succeeded.
#[derive(Debug, Serialize)]
pub(super) struct Nothing {}

/// Sends up to ten messages.
pub(super) fn send(
    connection: &Connection,
    now_ms: i64,
    queue: &str,
    entries: &[Entry<Outgoing>],
) -> Result<Done<Outcome<Sent>>, QueueError> {
    let queue = settings::find(connection, queue)?;
    check(entries)?;
    let sent_bytes = entries.iter().map(|entry| entry.content.bytes()).sum();
    let limit_bytes = MESSAGE_BYTES_MAX as usize;
    if sent_bytes > limit_bytes {
        return Err(QueueError::BatchTooLong {
            limit_bytes,
            sent_bytes,
        });
    }
    let answer = each(entries, |message| {
        send::keep(connection, now_ms, &queue, message)
    })?;
    Ok(Done {
        answer,
        rung: vec![queue.settings.name],
    })
}

/// Deletes up to ten messages.
pub(super) fn delete(
    connection: &Connection,
    queue: &str,
    entries: &[Entry<Deletion>],
) -> Result<Done<Outcome<Nothing>>, QueueError> {
    let queue = settings::find(connection, queue)?;
    check(entries)?;
    let answer = each(entries, |entry| {
        visibility::delete_from(connection, &queue, entry).map(|()| Nothing {})
    })?;
    Ok(Done::quietly(answer))
}

/// Hides or shows up to ten messages.
pub(super) fn change(
    connection: &Connection,
    now_ms: i64,
    queue: &str,
    entries: &[Entry<Change>],
) -> Result<Done<Outcome<Nothing>>, QueueError> {
    let queue = settings::find(connection, queue)?;
    check(entries)?;
    let answer = each(entries, |entry| {
        visibility::change(connection, now_ms, &queue, entry).map(|()| Nothing {})
    })?;
    Ok(Done {
        answer,
        rung: vec![queue.settings.name],
    })
}

fn check<T>(entries: &[Entry<T>]) -> Result<(), QueueError> {
    if entries.is_empty() {
        return Err(QueueError::BatchEmpty);
    }
    if entries.len() > ENTRIES_MAX {
        return Err(QueueError::BatchTooManyEntries(entries.len()));
    }
    let mut ids = HashSet::new();
    for Entry { id, .. } in entries {
        if !is_plain_name(id) {
            return Err(QueueError::BatchEntryIdInvalid);
        }
        if !ids.insert(id) {
            return Err(QueueError::BatchEntryIdRepeated(id.clone()));
        }
    }
    Ok(())
}

/// The sender's mistakes fail their entry; a failing database fails the batch.
fn each<T, A>(
    entries: &[Entry<T>],
    act: impl Fn(&T) -> Result<A, QueueError>,
) -> Result<Outcome<A>, QueueError> {
    let mut outcome = Outcome {
        successful: Vec::new(),
        failed: Vec::new(),
    };
    for Entry { id, content } in entries {
        let id = id.clone();
        match act(content) {
            Ok(answer) => outcome.successful.push(Success { id, answer }),
            Err(error) if error.is_senders_fault() => outcome.failed.push(Failure {
                id,
                sender_fault: true,
                code: error.query_code(),
                message: error.to_string(),
            }),
            Err(error) => return Err(error),
        }
    }
    Ok(outcome)
}
