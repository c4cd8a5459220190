//! Receiving: which messages are next, which of them are dead letters by now, and
//! waiting for one without asking again and again.

use std::collections::HashSet;
use std::time::Duration;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::delivery::{self, Delivery, Interest, Kept};
use super::error::QueueError;
use super::redrive;
use super::service::{Done, Service};
use super::settings::{self, Queue, RECEIVE_WAIT_MAX_S, VISIBILITY_TIMEOUT_MAX_S};

/// Messages that one receive may answer.
const MESSAGES_MAX: u32 = 10;

/// Rounds of setting dead letters aside within one receive.
const DEAD_LETTER_ROUNDS_MAX: u32 = 100;

/// The shortest sleep of a long poll, so that a clock that stands still or lags
/// does not make it spin.
const POLL_SLEEP_MIN_MS: u64 = 20;

/// What a consumer asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Request {
    max_number_of_messages: Option<i64>,
    visibility_timeout: Option<i64>,
    wait_time_seconds: Option<i64>,
    #[serde(flatten)]
    interest: Interest,
}

/// What a consumer gets. Without messages there is no list at all.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Received {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    messages: Vec<Delivery>,
}

/// One look into a queue.
struct Look {
    received: Received,
    /// How long the queue wants a receive to wait that does not say.
    queue_wait_s: u32,
    /// When the next hidden message shows, as things stand.
    next_visible_ms: Option<i64>,
}

/// Receives now, or as soon as there is something, or nothing when the wait is over.
/// Woken by whatever makes a message visible; sleeps until a hidden one shows.
pub(super) async fn receive(
    service: &Service,
    queue: String,
    request: Request,
) -> Result<Received, QueueError> {
    request.check()?;
    let started = Instant::now();
    let bell = service.bell(&queue);
    loop {
        let rung = bell.notified();
        tokio::pin!(rung);
        rung.as_mut().enable();
        let (name, wanted) = (queue.clone(), request.clone());
        let look = service
            .run(move |connection, now_ms| look(connection, now_ms, &name, &wanted))
            .await?;
        let wait_s = request.wait_s().unwrap_or(u64::from(look.queue_wait_s));
        let end = started + Duration::from_secs(wait_s);
        if !look.received.messages.is_empty() || Instant::now() >= end {
            return Ok(look.received);
        }
        let shows = look.next_visible_ms.map(|next_ms| {
            let wait_ms = u64::try_from(next_ms - service.now_ms()).unwrap_or_default();
            Instant::now() + Duration::from_millis(wait_ms.max(POLL_SLEEP_MIN_MS))
        });
        tokio::select! {
            () = rung => {}
            () = tokio::time::sleep_until(shows.map_or(end, |it| it.min(end))) => {}
        }
    }
}

fn look(
    connection: &Connection,
    now_ms: i64,
    queue: &str,
    request: &Request,
) -> Result<Done<Look>, QueueError> {
    let queue = settings::find(connection, queue)?;
    let (kept, died) = next(connection, now_ms, &queue, request.messages())?;
    let hidden_ms = 1_000
        * request
            .visibility_timeout
            .unwrap_or(i64::from(queue.settings.visibility_timeout_s));
    let mut messages = Vec::with_capacity(kept.len());
    for message in kept {
        connection
            .prepare_cached(
                "UPDATE messages SET visible_ms = ?2, receive_count = receive_count + 1,
                        first_receive_ms = coalesce(first_receive_ms, ?3)
                 WHERE sequence = ?1",
            )?
            .execute(params![message.sequence, now_ms + hidden_ms, now_ms])?;
        messages.push(request.interest.delivery(&queue, message, now_ms)?);
    }
    let next_visible_ms = match messages.is_empty() {
        true => next_visible_ms(connection, &queue, now_ms)?,
        false => None,
    };
    let dead_letter_queue = queue.settings.dead_letter_queue.filter(|_| died);
    Ok(Done {
        answer: Look {
            received: Received { messages },
            queue_wait_s: queue.settings.receive_wait_s,
            next_visible_ms,
        },
        rung: dead_letter_queue.into_iter().collect(),
    })
}

/// The next messages, at most `wanted`, and whether others became dead letters on
/// the way: those that were received as often as the queue allows.
fn next(
    connection: &Connection,
    now_ms: i64,
    queue: &Queue,
    wanted: u32,
) -> Result<(Vec<Kept>, bool), QueueError> {
    let redrive = queue
        .settings
        .max_receive_count
        .zip(queue.settings.dead_letter_queue.as_deref());
    let mut died = false;
    for _ in 0..DEAD_LETTER_ROUNDS_MAX {
        let found = visible(connection, now_ms, queue, wanted)?;
        let Some((count_max, target)) = redrive else {
            return Ok((found, false));
        };
        let is_dead = |message: &Kept| message.receive_count >= i64::from(count_max);
        let dead: HashSet<i64> = found
            .iter()
            .filter(|it| is_dead(it))
            .map(|it| it.sequence)
            .collect();
        if dead.is_empty() {
            return Ok((found, died));
        }
        let target = settings::find(connection, target)?;
        for sequence in dead {
            redrive::bury(connection, now_ms, sequence, queue, &target)?;
        }
        died = true;
    }
    Ok((Vec::new(), died))
}

fn visible(
    connection: &Connection,
    now_ms: i64,
    queue: &Queue,
    wanted: u32,
) -> Result<Vec<Kept>, QueueError> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM messages WHERE queue_id = ?1 AND visible_ms <= ?2
         ORDER BY visible_ms, receive_count, sequence LIMIT ?3",
    )?;
    let rows = statement.query_map(params![queue.id, now_ms, wanted], delivery::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn next_visible_ms(
    connection: &Connection,
    queue: &Queue,
    now_ms: i64,
) -> Result<Option<i64>, QueueError> {
    let next = connection
        .prepare_cached(
            "SELECT min(visible_ms) FROM messages WHERE queue_id = ?1 AND visible_ms > ?2",
        )?
        .query_row(params![queue.id, now_ms], |row| row.get(0))?;
    Ok(next)
}

impl Request {
    fn messages(&self) -> u32 {
        let wanted = self.max_number_of_messages.unwrap_or(1);
        u32::try_from(wanted).unwrap_or(1)
    }

    fn wait_s(&self) -> Option<u64> {
        self.wait_time_seconds.and_then(|it| u64::try_from(it).ok())
    }

    fn check(&self) -> Result<(), QueueError> {
        let ranges = [
            (
                "MaxNumberOfMessages",
                self.max_number_of_messages,
                1,
                MESSAGES_MAX,
            ),
            (
                "VisibilityTimeout",
                self.visibility_timeout,
                0,
                VISIBILITY_TIMEOUT_MAX_S,
            ),
            (
                "WaitTimeSeconds",
                self.wait_time_seconds,
                0,
                RECEIVE_WAIT_MAX_S,
            ),
        ];
        for (name, value, min, max) in ranges {
            if let Some(value) = value
                && !(min..=i64::from(max)).contains(&value)
            {
                return Err(QueueError::ParameterInvalid(format!(
                    "Value {value} for parameter {name} is invalid. Reason: Must be between {min} and {max}, if provided."
                )));
            }
        }
        Ok(())
    }
}
