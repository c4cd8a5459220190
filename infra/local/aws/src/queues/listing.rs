//! Which queues there are, where they are, and emptying one.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::error::QueueError;
use super::service::Done;
use super::settings;

/// The account that every queue on one machine belongs to.
pub(super) const ACCOUNT: &str = "000000000000";

/// Queues in one answer.
const QUEUES_MAX: i64 = 1_000;

/// Which queues are asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Request {
    #[serde(default)]
    queue_name_prefix: String,
    #[serde(default)]
    next_token: String,
    max_results: Option<i64>,
}

/// One page of queues.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Page {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    queue_urls: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// Where one queue is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Place {
    queue_url: String,
}

impl Place {
    /// The address of a queue under the address that the caller used.
    pub(super) fn of(base_url: &str, queue: &str) -> Place {
        Place {
            queue_url: url(base_url, queue),
        }
    }
}

/// The queue at this address: its last part. The rest changes with every port.
pub(super) fn queue_of(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}

/// Where the queue of that name is.
pub(super) fn place(
    connection: &Connection,
    base_url: &str,
    name: &str,
) -> Result<Done<Place>, QueueError> {
    let queue = settings::find(connection, name)?;
    Ok(Done::quietly(Place::of(base_url, &queue.settings.name)))
}

/// The queues whose names start so, by name, a page at a time.
pub(super) fn list(
    connection: &Connection,
    base_url: &str,
    request: &Request,
) -> Result<Done<Page>, QueueError> {
    let limit = request.max_results.unwrap_or(QUEUES_MAX);
    if !(1..=QUEUES_MAX).contains(&limit) {
        return Err(QueueError::ParameterInvalid(format!(
            "Value {limit} for parameter MaxResults is invalid. Reason: Must be between 1 and {QUEUES_MAX}."
        )));
    }
    let mut statement = connection.prepare_cached(
        "SELECT name FROM queues WHERE name > ?1 AND substr(name, 1, length(?2)) = ?2
         ORDER BY name LIMIT ?3",
    )?;
    let names = statement
        .query_map(
            params![request.next_token, request.queue_name_prefix, limit + 1],
            |row| row.get(0),
        )?
        .collect::<Result<Vec<String>, _>>()?;
    let page = usize::try_from(limit).unwrap_or(usize::MAX);
    let next_token = names.get(page).and_then(|_| names.get(page - 1)).cloned();
    let queue_urls = names
        .iter()
        .take(page)
        .map(|it| url(base_url, it))
        .collect();
    Ok(Done::quietly(Page {
        queue_urls,
        next_token,
    }))
}

/// Deletes every message of a queue, held ones included.
pub(super) fn purge(connection: &Connection, name: &str) -> Result<Done<()>, QueueError> {
    let queue = settings::find(connection, name)?;
    connection
        .prepare_cached("DELETE FROM messages WHERE queue_id = ?1")?
        .execute([queue.id])?;
    Ok(Done::quietly(()))
}

fn url(base_url: &str, queue: &str) -> String {
    format!("{base_url}/{ACCOUNT}/{queue}")
}
