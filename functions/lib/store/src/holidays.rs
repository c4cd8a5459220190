//! Days that were gazetted as holidays: announced at short notice, entered by staff, never deleted.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::Key;

const PARTITION: &str = "HOL";

/// A gazetted day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GazettedDay {
    /// The day.
    pub on: NaiveDate,
    /// Its name.
    pub name: String,
    /// Why it was entered, as where it was announced; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it was entered.
    pub added_at: DateTime<Utc>,
    /// By whom.
    pub added_by: String,
    /// How far the instalments of that day are planned anew.
    #[serde(default)]
    pub replanned: Replanned,
    /// Set once the day was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// How far the instalments of a gazetted day are planned anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replanned {
    /// Not at all.
    #[default]
    No,
    /// Up to a position in the list of due dates.
    UpTo(String),
    /// All that were there when it was entered.
    Once,
    /// All, those included that were being written when it was entered.
    Done,
}

/// A gazetted day was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Store {
    /// Every gazetted day in the order of the days, those taken back included, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn gazetted_days(&self) -> Result<Vec<GazettedDay>, StoreError> {
        let items = self.query(PARTITION, "").await?;
        items.into_iter().map(body_of).collect()
    }

    /// Writes a gazetted day; `before` is what was loaded, nothing for a new one.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_gazetted_day(
        &self,
        before: Option<&GazettedDay>,
        after: &GazettedDay,
    ) -> Result<(), StoreError> {
        let item = item_of(&Key::new(PARTITION, after.on.to_string()), after)?;
        let mut commit = Commit::default();
        commit.put_versioned(item, before.map(|day| day.version));
        self.commit(commit).await
    }
}
