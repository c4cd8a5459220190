//! The mailbox: an SES endpoint that sends nothing and keeps everything, for a
//! person or a test to read. Knows nothing of what the messages mean.

use std::path::Path;

use axum::Router;
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::clock::{self, Clock};
use crate::data_file::DataFileError;
use crate::database::{Database, DatabaseError, Desk};

mod address;
mod compose;
mod form;
mod letters;
mod protocol;
mod raw;
mod schema;
mod xml;

/// Messages that one page holds at most.
pub const PAGE_LIMIT: u32 = 500;

/// Why the mailbox does not answer.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    /// The database refuses.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<rusqlite::Error> for MailboxError {
    fn from(source: rusqlite::Error) -> Self {
        MailboxError::Database(source.into())
    }
}

/// How a message would have travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// By e-mail, as SES was asked to.
    Email,
    /// As a short message, as an SMS gateway was asked to.
    Sms,
}

/// One header line of an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Header {
    /// The name as it was written.
    pub name: String,
    /// The decoded value.
    pub value: String,
}

/// One message that would have been sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoredMessage {
    /// Its place in the mailbox, growing; the cursor for older ones.
    pub sequence: i64,
    /// The id that the sender was given.
    pub id: String,
    /// When it was handed in.
    pub sent_at: DateTime<Utc>,
    /// How it would have travelled.
    pub channel: Channel,
    /// The sender as written; empty for an SMS.
    pub from: String,
    /// Everyone who would have got it, hidden copies included.
    pub to: Vec<String>,
    /// The decoded subject; empty for an SMS.
    pub subject: String,
    /// The plain text, if any.
    pub text: Option<String>,
    /// The HTML, if any. Show it only inside a sandbox.
    pub html: Option<String>,
    /// The header lines, in their order.
    pub headers: Vec<Header>,
}

/// Every e-mail and SMS of one machine. Closes its file when dropped.
pub struct Mailbox {
    desk: Desk,
    clock: Clock,
    _database: Database,
}

impl Mailbox {
    /// Opens or creates the file `path`, on the system's clock.
    pub fn open(path: &Path) -> Result<Mailbox, DataFileError> {
        Mailbox::open_at(path, clock::system())
    }

    /// Opens or creates the file `path`, on another clock.
    pub fn open_at(path: &Path, clock: Clock) -> Result<Mailbox, DataFileError> {
        let database = Database::open(path, schema::TABLES, schema::VERSION)?;
        Ok(Mailbox::new(database, clock))
    }

    /// A mailbox that is gone when dropped, on the system's clock.
    pub fn memory() -> Result<Mailbox, DataFileError> {
        Mailbox::memory_at(clock::system())
    }

    /// A mailbox that is gone when dropped, on another clock.
    pub fn memory_at(clock: Clock) -> Result<Mailbox, DataFileError> {
        let database = Database::memory(schema::TABLES, schema::VERSION)?;
        Ok(Mailbox::new(database, clock))
    }

    /// What answers the SES client; to be mounted at the root of a loopback port.
    pub fn router(&self) -> Router {
        protocol::router(self.desk.clone(), self.clock.clone())
    }

    /// The newest messages, newest first; with `before`, those older than that
    /// [`StoredMessage::sequence`]. At most [`PAGE_LIMIT`].
    pub async fn messages(
        &self,
        limit: u32,
        before: Option<i64>,
    ) -> Result<Vec<StoredMessage>, MailboxError> {
        self.desk
            .run(move |connection| letters::page(connection, limit, before))
            .await
    }

    /// Keeps a short message, and answers its id.
    pub async fn record_sms(&self, to: &str, text: &str) -> Result<String, MailboxError> {
        let letter = letters::Letter::sms(to, text);
        let clock = self.clock.clone();
        self.desk
            .run(move |connection| letters::store(connection, clock(), &letter))
            .await
    }

    fn new(database: Database, clock: Clock) -> Mailbox {
        Mailbox {
            desk: database.desk(),
            clock,
            _database: database,
        }
    }
}
