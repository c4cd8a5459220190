//! One place that remembers requests: same key and body, same answer.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{Put, Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, Key};

/// How long an unfinished request keeps others with its key away, in seconds: longer than any
/// function may run.
const LEASE_S: i64 = 60;
/// How long an answer is remembered, in days.
const KEPT_DAYS: i64 = 7;

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body, JSON.
    pub body: String,
}

/// What a key stands for when a request with it arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Ours to do. `seed` is the same each time this request is tried, so that whatever is created
    /// from it is created once.
    Ours(Held),
    /// Done before; the first answer.
    Done(Answer),
    /// Somebody is doing it now.
    Running,
    /// The key was used for another request.
    OtherRequest,
}

/// A claimed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Names of what this request creates are derived from it.
    pub seed: Uuid,
    record: Record,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    key: String,
    request: String,
    seed: String,
    lease_until: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<Answer>,
    expires_at: i64,
    version: u32,
}

impl Store {
    /// Claims `key` of `owner` for the request whose method, path and body are `request`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Conflict`] if two took over a stale claim at once.
    pub async fn claim_request(
        &self,
        owner: &str,
        key: &str,
        request: &[u8],
        seed: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Claim, StoreError> {
        let mut record = Record {
            key: keys::digest(&[owner.as_bytes(), b"\n", key.as_bytes()].concat()),
            request: keys::digest(request),
            seed: seed.to_string(),
            lease_until: now + Duration::seconds(LEASE_S),
            answer: None,
            expires_at: (now + Duration::days(KEPT_DAYS)).timestamp(),
            version: 1,
        };
        let standing: Record = match self
            .put_new(item_of(&record_key(&record), &record)?)
            .await?
        {
            Put::Done => return Ok(Claim::Ours(Held { seed, record })),
            Put::Refused(item) => body_of(item)?,
        };
        if standing.request != record.request {
            return Ok(Claim::OtherRequest);
        }
        if let Some(answer) = standing.answer {
            return Ok(Claim::Done(answer));
        }
        if standing.lease_until > now {
            return Ok(Claim::Running);
        }
        // Whoever held it is gone. Its seed stays, so what it created already is found again.
        record.seed.clone_from(&standing.seed);
        record.version = standing.version + 1;
        let seed = Uuid::parse_str(&record.seed)
            .map_err(|error| StoreError::corrupt(&record.key, error))?;
        self.save_claim(&record, standing.version).await?;
        Ok(Claim::Ours(Held { seed, record }))
    }

    /// Remembers the answer.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the lease ran out and another took the request over.
    pub async fn answer_request(&self, held: &Held, answer: Answer) -> Result<(), StoreError> {
        let mut record = held.record.clone();
        record.answer = Some(answer);
        record.version += 1;
        self.save_claim(&record, held.record.version).await
    }

    /// Gives a claim up, so that the same key may be tried again at once.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the lease ran out and another took the request over.
    pub async fn release_request(&self, held: &Held, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut record = held.record.clone();
        record.lease_until = now;
        record.version += 1;
        self.save_claim(&record, held.record.version).await
    }

    async fn save_claim(&self, record: &Record, before: u32) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let item = item_of(&record_key(record), record)?;
        commit.put_versioned(item, Some(before));
        self.commit(commit).await
    }
}

fn record_key(record: &Record) -> Key {
    Key::new(format!("IDK#{}", record.key), keys::HEAD)
}
