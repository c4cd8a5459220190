//! What staff decide for the whole provider: reminders, quiet hours, which way due dates move.

use billing::business_days::Direction;
use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{HEAD, Key};

const PARTITION: &str = "SET";

/// Hours in which nobody is disturbed by a short message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// Minute of the day in Nairobi at which they begin.
    pub from_minute: u16,
    /// Minute of the day at which they end; an earlier one than the beginning is on the next day.
    pub until_minute: u16,
}

impl QuietHours {
    /// Whether a time of the day falls into them.
    #[must_use]
    pub fn contain(self, time: NaiveTime) -> bool {
        let minute = u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(u16::MAX);
        if self.from_minute <= self.until_minute {
            (self.from_minute..self.until_minute).contains(&minute)
        } else {
            minute >= self.from_minute || minute < self.until_minute
        }
    }

    /// The time of the day at which they begin.
    #[must_use]
    pub fn start(self) -> NaiveTime {
        time_of(self.from_minute)
    }

    /// The time of the day at which they end.
    #[must_use]
    pub fn end(self) -> NaiveTime {
        time_of(self.until_minute)
    }
}

fn time_of(minute: u16) -> NaiveTime {
    let minute = u32::from(minute);
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN)
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Which way a due date goes that falls on a closed day.
    #[serde(default)]
    pub direction: Direction,
    /// Days before a due date on which the customer is reminded; 0 is the day itself.
    pub remind_before_days: Vec<u16>,
    /// Days after a due date on which the customer is reminded of what is overdue.
    pub remind_after_days: Vec<u16>,
    /// When no reminder goes out by SMS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<QuietHours>,
    /// Whom of the staff to tell of payments that nobody can be found for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub staff_emails: Vec<String>,
    /// Who changed them last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub changed_by: String,
    /// Optimistic lock, 0 while nobody changed anything.
    pub version: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            direction: Direction::Following,
            remind_before_days: vec![7, 3, 0],
            remind_after_days: vec![1, 7],
            quiet: Some(QuietHours {
                from_minute: 20 * 60,
                until_minute: 7 * 60,
            }),
            staff_emails: Vec::new(),
            changed_by: String::new(),
            version: 0,
        }
    }
}

impl Store {
    /// The settings, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn settings(&self) -> Result<Settings, StoreError> {
        let found = self.get(&Key::new(PARTITION, HEAD), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Replaces the settings; what they were is kept.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_settings(
        &self,
        before: &Settings,
        after: &Settings,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let standing = (before.version > 0).then_some(before.version);
        commit.put_versioned(item_of(&Key::new(PARTITION, HEAD), after)?, standing);
        if standing.is_some() {
            let old = Key::new(PARTITION, format!("H#{:06}", before.version));
            commit.put_versioned(item_of(&old, before)?, None);
        }
        self.commit(commit).await
    }
}
