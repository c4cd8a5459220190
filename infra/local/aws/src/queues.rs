//! The durable SQS endpoint: standard queues in one SQLite file, in the JSON
//! protocol that the SDKs speak. Knows nothing of what the messages mean.

use std::path::Path;

use axum::Router;

use crate::clock::{self, Clock};
use crate::data_file::DataFileError;
use crate::database::Database;

use self::error::QueueError;
use self::service::Service;

pub mod error;

mod answers;
mod attributes;
mod batch;
mod delivery;
mod listing;
mod message_attributes;
mod protocol;
mod receipt;
mod receive;
mod redrive;
mod schema;
mod send;
mod service;
mod settings;
mod visibility;

/// What a queue is told when it is created. The defaults are those of SQS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueSettings {
    /// Letters, digits, hyphens and underscores, 80 at most.
    pub name: String,
    /// How long a received message stays hidden from others; at most 12 hours.
    pub visibility_timeout_s: u32,
    /// How long a new message waits before it can be received; at most 15 minutes.
    pub delay_s: u32,
    /// How long a message is kept that nobody deletes; 1 minute to 14 days.
    pub retention_s: u32,
    /// How long a receive waits for a message unless it says; at most 20 seconds.
    pub receive_wait_s: u32,
    /// The longest message, attributes included; 1 KiB to 1 MiB.
    pub message_bytes: u32,
    /// Receives after which a message becomes a dead letter, 1 to 1000. Needs
    /// `dead_letter_queue`, and that needs this.
    pub max_receive_count: Option<u32>,
    /// The name of the queue that gets dead letters.
    pub dead_letter_queue: Option<String>,
}

impl QueueSettings {
    /// The settings of a queue about which nothing else was said.
    pub fn named(name: &str) -> QueueSettings {
        QueueSettings {
            name: name.to_owned(),
            visibility_timeout_s: 30,
            delay_s: 0,
            retention_s: 4 * 24 * 60 * 60,
            receive_wait_s: 0,
            message_bytes: settings::MESSAGE_BYTES_MAX,
            max_receive_count: None,
            dead_letter_queue: None,
        }
    }
}

/// Standard queues that survive a restart. Closes its file when dropped; a router
/// that is still around then answers with errors.
pub struct Queues {
    service: Service,
    _database: Database,
}

impl Queues {
    /// Opens or creates the file `path`, on the system's clock.
    pub fn open(path: &Path) -> Result<Queues, DataFileError> {
        Queues::open_at(path, clock::system())
    }

    /// Opens or creates the file `path`, on another clock.
    pub fn open_at(path: &Path, clock: Clock) -> Result<Queues, DataFileError> {
        let database = Database::open(path, schema::TABLES, schema::VERSION)?;
        Ok(Queues::new(database, clock))
    }

    /// Queues that are gone when dropped, on the system's clock.
    pub fn memory() -> Result<Queues, DataFileError> {
        Queues::memory_at(clock::system())
    }

    /// Queues that are gone when dropped, on another clock.
    pub fn memory_at(clock: Clock) -> Result<Queues, DataFileError> {
        let database = Database::memory(schema::TABLES, schema::VERSION)?;
        Ok(Queues::new(database, clock))
    }

    /// Creates the queue, or gives the existing one these settings. Its messages
    /// stay. A dead-letter queue has to exist before.
    pub async fn ensure_queue(&self, settings: QueueSettings) -> Result<(), QueueError> {
        self.service
            .run(move |connection, now_ms| attributes::ensure(connection, now_ms, &settings))
            .await
    }

    /// What answers the SDKs; to be mounted at the root of a loopback port.
    pub fn router(&self) -> Router {
        protocol::router(self.service.clone())
    }

    fn new(database: Database, clock: Clock) -> Queues {
        Queues {
            service: Service::new(database.desk(), clock),
            _database: database,
        }
    }
}
