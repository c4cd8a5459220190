//! API keys: what each may do, and whether it still may. Of the key itself only the digest is kept.
//!
//! All are in one partition, which is small by nature; a key that is presented is found by its digest.

use billing::ids::KeyId;
use billing::role::Role;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{HEAD, Key};

const PARTITION: &str = "KEYS";

/// An API key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyRecord {
    /// Which one.
    pub id: KeyId,
    /// Whose it is: a system of ours, or what it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The digest of the key.
    pub digest: KeyDigest,
    /// The last day on which it was used, in Nairobi.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_on: Option<NaiveDate>,
    /// Set once it opens nothing any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Revocation>,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// By whom.
    pub issued_by: String,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// A key opens nothing any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, where they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The SHA-256 of a key, in hexadecimal. A key is random, so nobody finds it by trying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyDigest(String);

impl KeyDigest {
    /// The digest of a key.
    #[must_use]
    pub fn of(key: &str) -> Self {
        let digest = Sha256::digest(key.as_bytes());
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

#[derive(Serialize, Deserialize)]
struct KeyPointer {
    key: KeyId,
}

impl Store {
    /// One key, revoked ones included, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn api_key(&self, id: &KeyId) -> Result<Option<ApiKeyRecord>, StoreError> {
        let found = self.get(&record_key(id), true).await?;
        found.map(body_of).transpose()
    }

    /// The key that was presented, revoked ones included, consistent: a revocation holds at once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn api_key_presented(
        &self,
        presented: &KeyDigest,
    ) -> Result<Option<ApiKeyRecord>, StoreError> {
        let found = self.get(&digest_key(presented), true).await?;
        let pointer: Option<KeyPointer> = found.map(body_of).transpose()?;
        match pointer {
            Some(pointer) => self.api_key(&pointer.key).await,
            None => Ok(None),
        }
    }

    /// Every key, revoked ones included, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn api_keys(&self) -> Result<Vec<ApiKeyRecord>, StoreError> {
        let items = self.query(PARTITION, "").await?;
        items.into_iter().map(body_of).collect()
    }

    /// Writes a key; `before` is what was loaded, nothing for a new one.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_api_key(
        &self,
        before: Option<&ApiKeyRecord>,
        after: &ApiKeyRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let item = item_of(&record_key(&after.id), after)?;
        commit.put_versioned(item, before.map(|key| key.version));
        if before.is_none() {
            let pointer = KeyPointer {
                key: after.id.clone(),
            };
            commit.put_versioned(item_of(&digest_key(&after.digest), &pointer)?, None);
        }
        self.commit(commit).await
    }
}

fn record_key(id: &KeyId) -> Key {
    Key::new(PARTITION, id.as_str())
}

fn digest_key(digest: &KeyDigest) -> Key {
    Key::new(format!("KEY#{}", digest.0), HEAD)
}
