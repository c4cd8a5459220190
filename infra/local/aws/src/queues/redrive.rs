//! Dead letters: setting them aside, and moving them back where they came from.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::QueueError;
use super::listing::ACCOUNT;
use super::service::Done;
use super::settings::{self, Queue};
use crate::endpoint::REGION;

/// Tasks in one answer.
const TASKS_MAX: i64 = 10;

/// What is to be moved, and where to. Without a destination every message goes
/// back to the queue it came from.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Request {
    source_arn: String,
    destination_arn: Option<String>,
}

/// Which tasks are asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Question {
    source_arn: String,
    max_results: Option<i64>,
}

/// A task that was begun, which here means that it is done.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Begun {
    task_handle: String,
}

/// The latest tasks of one source.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tasks {
    results: Vec<Task>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Task {
    status: &'static str,
    source_arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_arn: Option<String>,
    started_timestamp: i64,
    approximate_number_of_messages_to_move: i64,
    approximate_number_of_messages_moved: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_reason: Option<String>,
}

/// The name by which queues name each other.
pub(super) fn arn(queue: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}")
}

/// The queue that such a name means, if it is one of this machine.
pub(super) fn queue_of(arn: &str) -> Option<&str> {
    arn.strip_prefix("arn:aws:sqs:")?
        .strip_prefix(REGION)?
        .strip_prefix(':')?
        .strip_prefix(ACCOUNT)?
        .strip_prefix(':')
}

/// Makes one message a dead letter. It keeps its id, the time it was sent and how
/// often it was received.
pub(super) fn bury(
    connection: &Connection,
    now_ms: i64,
    sequence: i64,
    from: &Queue,
    to: &Queue,
) -> Result<(), QueueError> {
    connection
        .prepare_cached(
            "UPDATE messages SET queue_id = ?2, visible_ms = ?3, dead_letter_source = ?4
             WHERE sequence = ?1",
        )?
        .execute(params![sequence, to.id, now_ms, from.settings.name])?;
    Ok(())
}

/// Moves all dead letters that nobody holds, at once: each becomes a new message,
/// with a new id, sent now and never received.
pub(super) fn begin(
    connection: &Connection,
    now_ms: i64,
    request: &Request,
) -> Result<Done<Begun>, QueueError> {
    let source = known_queue(connection, &request.source_arn, "SourceArn")?;
    if !settings::is_dead_letter_queue(connection, &source.settings.name)? {
        return Err(QueueError::ParameterInvalid(
            "Source queue must be configured as a Dead Letter Queue.".to_owned(),
        ));
    }
    let destination = request
        .destination_arn
        .as_deref()
        .map(|arn| known_queue(connection, arn, "DestinationArn"))
        .transpose()?;
    let letters = visible(connection, now_ms, &source)?;
    let mut rung = Vec::new();
    let mut moved = 0_i64;
    for (sequence, origin) in &letters {
        let target = match (&destination, origin) {
            (Some(queue), _) => Some(queue.clone()),
            (None, Some(origin)) => settings::look_up(connection, origin)?,
            (None, None) => None,
        };
        if let Some(target) = target {
            revive(connection, now_ms, *sequence, &target)?;
            moved += 1;
            if !rung.contains(&target.settings.name) {
                rung.push(target.settings.name);
            }
        }
    }
    let to_move = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    let failure = (moved < to_move).then_some("CouldNotDetermineMessageSource");
    connection
        .prepare_cached(
            "INSERT INTO move_tasks (source, destination, started_ms, to_move, moved, failure)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            source.settings.name,
            destination.map(|queue| queue.settings.name),
            now_ms,
            to_move,
            moved,
            failure,
        ])?;
    let task_handle = format!("move-task-{}", connection.last_insert_rowid());
    let answer = Begun { task_handle };
    Ok(Done { answer, rung })
}

/// The latest tasks of one dead-letter queue, the latest first.
pub(super) fn tasks(
    connection: &Connection,
    question: &Question,
) -> Result<Done<Tasks>, QueueError> {
    let source = known_queue(connection, &question.source_arn, "SourceArn")?;
    let limit = question.max_results.unwrap_or(1);
    if !(1..=TASKS_MAX).contains(&limit) {
        return Err(QueueError::ParameterInvalid(format!(
            "Value {limit} for parameter MaxResults is invalid. Reason: Must be between 1 and {TASKS_MAX}."
        )));
    }
    let mut statement = connection.prepare_cached(
        "SELECT destination, started_ms, to_move, moved, failure FROM move_tasks
         WHERE source = ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let results = statement
        .query_map(params![source.settings.name, limit], |row| {
            let destination: Option<String> = row.get(0)?;
            let failure_reason: Option<String> = row.get(4)?;
            Ok(Task {
                status: match failure_reason {
                    None => "COMPLETED",
                    Some(_) => "FAILED",
                },
                source_arn: question.source_arn.clone(),
                destination_arn: destination.as_deref().map(arn),
                started_timestamp: row.get(1)?,
                approximate_number_of_messages_to_move: row.get(2)?,
                approximate_number_of_messages_moved: row.get(3)?,
                failure_reason,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(Done::quietly(Tasks { results }))
}

fn visible(
    connection: &Connection,
    now_ms: i64,
    queue: &Queue,
) -> Result<Vec<(i64, Option<String>)>, QueueError> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, dead_letter_source FROM messages
         WHERE queue_id = ?1 AND visible_ms <= ?2 ORDER BY visible_ms, receive_count, sequence",
    )?;
    let rows = statement.query_map([queue.id, now_ms], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn revive(
    connection: &Connection,
    now_ms: i64,
    sequence: i64,
    target: &Queue,
) -> Result<(), QueueError> {
    connection
        .prepare_cached(
            "INSERT INTO messages (queue_id, message_id, sent_ms, visible_ms, receive_count,
                                   attributes, trace_header, group_id, body)
             SELECT ?2, ?3, ?4, ?4, 0, attributes, trace_header, group_id, body
             FROM messages WHERE sequence = ?1",
        )?
        .execute(params![
            sequence,
            target.id,
            Uuid::new_v4().to_string(),
            now_ms
        ])?;
    connection
        .prepare_cached("DELETE FROM messages WHERE sequence = ?1")?
        .execute([sequence])?;
    Ok(())
}

fn known_queue(
    connection: &Connection,
    arn: &str,
    parameter: &'static str,
) -> Result<Queue, QueueError> {
    let missing = || QueueError::MoveResourceMissing(parameter);
    let name = queue_of(arn).ok_or_else(missing)?;
    settings::look_up(connection, name)?.ok_or_else(missing)
}
