//! Callbacks that wait for a person: the raw body, why it waits, and what became of it.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use billing::ids::{ParkedId, PaymentId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Put, Store, body_of, item_of, text};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, Key, List};
use crate::payments::{pack, unpack};

/// Compressed bytes of a body in one item, under DynamoDB's 400 KB.
const CHUNK_BYTES: usize = 350_000;

/// Why a callback waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkedKind {
    /// It could not be read as what it should be.
    Unreadable,
    /// A receipt that is known came again with other facts: the first stands.
    Conflict,
    /// It is about an account that is not ours.
    UnexpectedHolder,
    /// It answers a question that we did not ask, or not like this.
    Unexpected,
}

/// What a person did about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// `replayed` or `dismissed`.
    pub how: String,
    /// Why, or what came of it.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The payment that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
}

/// A callback that waits, or waited, for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedRecord {
    /// Derived from hook and body, so a replayed callback waits once.
    pub id: ParkedId,
    /// Why it waits.
    pub kind: ParkedKind,
    /// Which hook received it: `c2b/confirmation`, `stk`, …
    pub hook: String,
    /// The account that the hook belongs to: a short code or till.
    pub holder: String,
    /// What is wrong with it, for a person to read.
    pub reason: String,
    /// The payment that it contradicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
    /// When it came first.
    pub received_at: DateTime<Utc>,
    /// Length of the body in bytes.
    pub body_bytes: u64,
    /// Whether the sender sent more than is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
    /// What a person did about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
}

impl Store {
    /// The id under which a body is parked.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] never in practice: a digest is always a valid id.
    pub fn parked_id(hook: &str, raw: &[u8]) -> Result<ParkedId, StoreError> {
        let id = format!(
            "prk_{}",
            keys::digest(&[hook.as_bytes(), b"\n", raw].concat())
        );
        ParkedId::parse(&id).map_err(|error| StoreError::corrupt(id, error))
    }

    /// Keeps a body for a person. The head is written last, so what is listed is complete.
    ///
    /// # Idempotency
    /// The same body on the same hook is kept once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: parking again is safe.
    pub async fn park(&self, record: &ParkedRecord, raw: &[u8]) -> Result<(), StoreError> {
        let key = Key::new(keys::parked(&record.id), keys::HEAD);
        if self.get(&key, true).await?.is_some() {
            return Ok(());
        }
        for (number, chunk) in pack(raw).chunks(CHUNK_BYTES).enumerate() {
            let mut item =
                Key::new(keys::parked(&record.id), format!("B#{number:04}")).attributes();
            item.insert("body".to_owned(), AttributeValue::B(Blob::new(chunk)));
            self.put(item).await?;
        }
        let mut item = item_of(&key, record)?;
        item.extend(List::Parked.attributes(record.received_at, record.id.as_str()));
        match self.put_new(item).await? {
            Put::Done | Put::Refused(_) => Ok(()),
        }
    }

    /// A parked callback with its body.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn parked(
        &self,
        id: &ParkedId,
    ) -> Result<Option<(ParkedRecord, Vec<u8>)>, StoreError> {
        let mut head = None;
        let mut packed = Vec::new();
        for item in self.query(&keys::parked(id), "").await? {
            if text(&item, keys::SK) == keys::HEAD {
                head = Some(body_of(item)?);
            } else if let Some(AttributeValue::B(chunk)) = item.get("body") {
                packed.extend_from_slice(chunk.as_ref());
            }
        }
        let Some(head) = head else {
            return Ok(None);
        };
        let raw = unpack(&packed).map_err(|error| StoreError::corrupt(id.as_str(), error))?;
        Ok(Some((head, raw)))
    }

    /// Records what a person did; a resolved callback leaves the work list and stays readable.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn resolve_parked(
        &self,
        before: &ParkedRecord,
        resolution: Resolution,
    ) -> Result<(), StoreError> {
        let after = ParkedRecord {
            version: before.version + 1,
            resolution: Some(resolution),
            ..before.clone()
        };
        let item = item_of(&Key::new(keys::parked(&after.id), keys::HEAD), &after)?;
        let mut commit = Commit::default();
        commit.put_versioned(item, Some(before.version));
        self.commit(commit).await
    }
}
