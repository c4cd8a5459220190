//! How messages are kept, and read a page at a time.

use chrono::DateTime;
use rusqlite::types::Type;
use rusqlite::{Connection, Row, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Channel, Header, MailboxError, PAGE_LIMIT, StoredMessage};

/// Messages kept; the oldest go when more arrive.
const KEPT_MESSAGES: i64 = 10_000;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A message that was looked at and will be kept.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) channel: Channel,
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) subject: String,
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
    pub(super) headers: Vec<Header>,
}

impl Letter {
    /// A short message.
    pub(super) fn sms(to: &str, text: &str) -> Letter {
        Letter {
            channel: Channel::Sms,
            from: String::new(),
            to: vec![to.to_owned()],
            subject: String::new(),
            text: Some(text.to_owned()),
            html: None,
            headers: Vec::new(),
        }
    }
}

/// Keeps a message and answers the id that its sender is given.
pub(super) fn store(
    connection: &Connection,
    now_ms: i64,
    letter: &Letter,
) -> Result<String, MailboxError> {
    let id = Uuid::new_v4().to_string();
    let json = |source| rusqlite::Error::ToSqlConversionFailure(Box::new(source));
    connection
        .prepare_cached(
            "INSERT INTO letters (id, sent_ms, channel, sender, receivers, subject, text, html, headers)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            id,
            now_ms,
            name(letter.channel),
            letter.from,
            serde_json::to_string(&letter.to).map_err(json)?,
            letter.subject,
            letter.text,
            letter.html,
            serde_json::to_string(&letter.headers).map_err(json)?,
        ])?;
    let latest = connection.last_insert_rowid();
    connection
        .prepare_cached("DELETE FROM letters WHERE sequence <= ?1")?
        .execute([latest - KEPT_MESSAGES])?;
    Ok(id)
}

/// The newest messages, or those older than `before`, newest first.
pub(super) fn page(
    connection: &Connection,
    limit: u32,
    before: Option<i64>,
) -> Result<Vec<StoredMessage>, MailboxError> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, id, sent_ms, channel, sender, receivers, subject, text, html, headers
         FROM letters WHERE sequence < ?1 ORDER BY sequence DESC LIMIT ?2",
    )?;
    let before = before.unwrap_or(i64::MAX);
    let rows = statement.query_map(params![before, limit.min(PAGE_LIMIT)], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many e-mails were kept in the last 24 hours.
pub(super) fn sent_in_a_day(connection: &Connection, now_ms: i64) -> Result<i64, MailboxError> {
    let count = connection
        .prepare_cached("SELECT count(*) FROM letters WHERE channel = ?1 AND sent_ms > ?2")?
        .query_row(params![name(Channel::Email), now_ms - DAY_MS], |row| {
            row.get(0)
        })?;
    Ok(count)
}

fn name(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "email",
        Channel::Sms => "sms",
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredMessage> {
    let channel: String = row.get(3)?;
    Ok(StoredMessage {
        sequence: row.get(0)?,
        id: row.get(1)?,
        sent_at: DateTime::from_timestamp_millis(row.get(2)?).unwrap_or_default(),
        channel: match channel == name(Channel::Sms) {
            true => Channel::Sms,
            false => Channel::Email,
        },
        from: row.get(4)?,
        to: list(row, 5)?,
        subject: row.get(6)?,
        text: row.get(7)?,
        html: row.get(8)?,
        headers: list(row, 9)?,
    })
}

fn list<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<T>> {
    let json: String = row.get(column)?;
    serde_json::from_str(&json).map_err(|source| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(source))
    })
}
