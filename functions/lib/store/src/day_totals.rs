//! What was collected on each day: sums that are worked out from the list of payments and kept, so that nobody reads a
//! past day's payments again. No payment writes here; whoever looks does, as far as nobody has looked before.

use billing::money::Currency;
use billing::payment::Channel;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{HEAD, Key};

/// What one channel collected in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelSum {
    /// The channel.
    pub channel: Channel,
    /// The currency.
    pub currency: Currency,
    /// How many payments.
    pub count: u64,
    /// What they come to, in cents.
    pub cents: i64,
}

/// A reading of a day's payments, as far as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// By channel and currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<ChannelSum>,
    /// Every payment that reached us before this is in the sums.
    pub through: DateTime<Utc>,
    /// Where the list of payments was left, if that was behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// The sums of one day, as far as they are worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTotals {
    /// The civil day in Nairobi.
    pub day: NaiveDate,
    /// Read while the day passed.
    pub first: Reading,
    /// Read again once nothing of the day can be on its way any more; it takes the place of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Reading>,
    /// Whether the sums stand for good.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
    /// Optimistic lock, 0 before the first.
    pub version: u32,
}

impl Store {
    /// The sums of several days, in no order; days that nobody has worked out are left out.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn day_totals(&self, days: &[NaiveDate]) -> Result<Vec<DayTotals>, StoreError> {
        let keys: Vec<Key> = days.iter().map(|day| key(*day)).collect();
        let found = self.get_many(&keys, true).await?;
        found.into_iter().map(body_of).collect()
    }

    /// Replaces the sums of a day.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_day_totals(
        &self,
        before: &DayTotals,
        after: &DayTotals,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let standing = (before.version > 0).then_some(before.version);
        commit.put_versioned(item_of(&key(after.day), after)?, standing);
        self.commit(commit).await
    }
}

fn key(day: NaiveDate) -> Key {
    Key::new(format!("DAY#{day}"), HEAD)
}
