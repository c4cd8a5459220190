//! What is known of the completeness of a short code: how far it was pulled, and where its running balance has gaps.

use billing::money::Money;
use billing::receipt::Receipt;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key};

/// How far the payments of a short code were fetched from M-PESA.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRecord {
    /// Everything before this was fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pulled_until: Option<DateTime<Utc>>,
    /// When it was last tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried_at: Option<DateTime<Utc>>,
    /// Why the last try did not succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// Payments that only pulling brought, all told.
    #[serde(default)]
    pub recovered: u64,
    /// When the running balance was last looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gaps_seen_at: Option<DateTime<Utc>>,
    /// Optimistic lock, 0 before the first.
    pub version: u32,
}

/// A place where the running balance of a short code jumps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapRecord {
    /// The last confirmation before it.
    pub after: Receipt,
    /// The first confirmation behind it.
    pub before: Receipt,
    /// When the one before was paid.
    pub from: DateTime<Utc>,
    /// When the one behind was paid.
    pub to: DateTime<Utc>,
    /// What the balance jumps by, in cents: more where a confirmation is missing, less where money left.
    pub cents: i64,
    /// Whether nothing explains it yet.
    pub open: bool,
    /// When it was seen first.
    pub seen_at: DateTime<Utc>,
    /// When what had been missing was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
}

impl GapRecord {
    /// The jump as money.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if it is out of range.
    pub fn difference(&self) -> Result<Money, StoreError> {
        Money::from_cents(self.cents, billing::money::Currency::Kes)
            .map_err(|error| StoreError::corrupt(self.after.as_str(), error))
    }
}

impl Store {
    /// How far a short code was pulled, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn pull_record(&self, short_code: &str) -> Result<PullRecord, StoreError> {
        let found = self.get(&pull_key(short_code), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Replaces how far a short code was pulled.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_pull_record(
        &self,
        short_code: &str,
        before: &PullRecord,
        after: &PullRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let standing = (before.version > 0).then_some(before.version);
        commit.put_versioned(item_of(&pull_key(short_code), after)?, standing);
        self.commit(commit).await
    }

    /// The gaps of a short code, by the time when they begin.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn gaps(&self, short_code: &str) -> Result<Vec<GapRecord>, StoreError> {
        let items = self.query(&pull_pk(short_code), "G#").await?;
        items.into_iter().map(body_of).collect()
    }

    /// Writes a gap over what was known of it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: writing it again is safe.
    pub async fn put_gap(&self, short_code: &str, gap: &GapRecord) -> Result<(), StoreError> {
        let sk = format!("G#{}#{}", keys::stamp(gap.from), gap.after.as_str());
        self.put(item_of(&Key::new(pull_pk(short_code), sk), gap)?)
            .await
    }

    /// Forgets a gap that turned out to be none.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: doing it again is safe.
    pub async fn remove_gap(&self, short_code: &str, gap: &GapRecord) -> Result<(), StoreError> {
        let sk = format!("G#{}#{}", keys::stamp(gap.from), gap.after.as_str());
        self.delete_many(&[Key::new(pull_pk(short_code), sk)]).await
    }
}

fn pull_pk(short_code: &str) -> String {
    format!("PUL#{}", keys::digest(short_code.as_bytes()))
}

fn pull_key(short_code: &str) -> Key {
    Key::new(pull_pk(short_code), HEAD)
}
