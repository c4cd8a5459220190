//! What is overdue by age, worked out by walking the list of due dates and kept with its time. One record holds the
//! last result and, while the next one is being worked out, how far that is.

use billing::money::Currency;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{HEAD, Key};

const PARTITION: &str = "AGE";

/// What one age comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgeSum {
    /// Still due, in cents.
    pub cents: i64,
    /// Instalments.
    pub instalments: u64,
    /// Customers who owe them.
    #[serde(default)]
    pub customers: u64,
}

/// What one currency comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyAges {
    /// The currency.
    pub currency: Currency,
    /// One for each age, the youngest first.
    pub ages: Vec<AgeSum>,
    /// Customers who owe any of it.
    #[serde(default)]
    pub customers: u64,
}

/// What was overdue on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgingSnapshot {
    /// The day by which the ages count.
    pub day: NaiveDate,
    /// The first due date that was looked at.
    pub from: NaiveDate,
    /// When it was begun.
    pub begun_at: DateTime<Utc>,
    /// When it was done.
    pub done_at: DateTime<Utc>,
    /// By currency.
    pub currencies: Vec<CurrencyAges>,
    /// Whether there were more customers than are counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more_customers: bool,
}

/// A snapshot that is being worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgingWork {
    /// The day by which the ages count.
    pub day: NaiveDate,
    /// The first due date that is looked at.
    pub from: NaiveDate,
    /// When it was begun.
    pub begun_at: DateTime<Utc>,
    /// How far the list of due dates was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// By currency; customers are counted at the end.
    pub currencies: Vec<CurrencyAges>,
    /// Which customers were met, in the form of whoever works.
    #[serde(default, with = "serde_bytes")]
    pub met: Vec<u8>,
    /// Whether there were more customers than can be remembered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more_customers: bool,
}

/// The last result, and the next one as far as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgingRecord {
    /// The last one that was finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<AgingSnapshot>,
    /// Set while another is being worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<AgingWork>,
    /// Optimistic lock, 0 before the first.
    pub version: u32,
}

impl Store {
    /// What is overdue by age, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn aging(&self) -> Result<AgingRecord, StoreError> {
        let found = self.get(&Key::new(PARTITION, HEAD), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Replaces it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_aging(
        &self,
        before: &AgingRecord,
        after: &AgingRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let standing = (before.version > 0).then_some(before.version);
        commit.put_versioned(item_of(&Key::new(PARTITION, HEAD), after)?, standing);
        self.commit(commit).await
    }
}
