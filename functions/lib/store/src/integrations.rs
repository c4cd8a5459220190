//! What is outside of ours and under us, and what the latest test of each found.

use billing::ids::of_notification::NotificationId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{HEAD, Key};

/// Somebody or something that has to answer for us to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// M-PESA, as we call it.
    Mpesa,
    /// Who carries short messages.
    Sms,
    /// Who carries e-mails.
    Email,
    /// The table.
    Store,
    /// The queues between the functions.
    Queues,
}

impl Party {
    /// Every party, in the order in which they are shown.
    pub const ALL: [Party; 5] = [
        Party::Mpesa,
        Party::Sms,
        Party::Email,
        Party::Store,
        Party::Queues,
    ];

    /// The name in keys, in the audit and in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Party::Mpesa => "mpesa",
            Party::Sms => "sms",
            Party::Email => "email",
            Party::Store => "store",
            Party::Queues => "queues",
        }
    }
}

/// The latest test of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRecord {
    /// When it was begun.
    pub begun_at: DateTime<Utc>,
    /// Who asked for it.
    pub by: String,
    /// How it ended; nothing while it is under way, and for ever where the process ended before the answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// How long the party took, in milliseconds.
    pub took_ms: u64,
    /// What was found.
    pub found: Found,
}

/// What a test found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Found {
    /// It answers as it should.
    Answered,
    /// The queues answer; about so many messages are on them.
    Waiting {
        /// Those that are being worked on included.
        messages: u64,
    },
    /// A test message was written to the outbox; what became of it stands there.
    Written {
        /// Which one.
        notification: NotificationId,
    },
    /// It refuses our key and secret.
    CredentialsRefused,
    /// It wants fewer calls.
    TooManyCalls {
        /// After how many seconds a call makes sense.
        retry_after_s: u32,
    },
    /// It answers with an HTTP status that says no more.
    Status {
        /// Which one.
        status: u16,
    },
    /// It answers what cannot be understood.
    NotUnderstood,
    /// There was no connection: nothing was handed over.
    NotReached,
    /// There was no answer in time, so nobody knows.
    NoAnswer,
    /// Somebody else was asking it all the time.
    Busy,
    /// It answers with a failure; the log says which.
    Failed,
}

impl Store {
    /// The latest test of a party, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn integration_test(&self, party: Party) -> Result<Option<TestRecord>, StoreError> {
        let found = self.get(&test_key(party), true).await?;
        found.map(body_of).transpose()
    }

    /// Replaces the latest test of a party; `before` is what was loaded.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_integration_test(
        &self,
        party: Party,
        before: Option<&TestRecord>,
        after: &TestRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let standing = before.map(|record| record.version);
        commit.put_versioned(item_of(&test_key(party), after)?, standing);
        self.commit(commit).await
    }
}

fn test_key(party: Party) -> Key {
    Key::new(format!("TST#{}", party.name()), HEAD)
}
