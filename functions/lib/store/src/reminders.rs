//! How far the reminders have come: which mornings are done, and where the one at hand is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::error::StoreError;
use crate::keys::{HEAD, Key};

/// The place of the reminders. It only saves work: what was written stands under its own key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderPlace {
    /// The last morning that is done.
    pub done_through: NaiveDate,
    /// Due dates of the next morning that are done, and how far the one after them is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub midway: Option<Midway>,
}

/// In the middle of a morning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Midway {
    /// The morning.
    pub morning: NaiveDate,
    /// How many of its due dates are done.
    pub due_dates_done: u16,
    /// The position within the next one, in the list of due dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Store {
    /// The place of the reminders, consistent; nothing before the first morning.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn reminder_place(&self) -> Result<Option<ReminderPlace>, StoreError> {
        self.get(&key(), true).await?.map(body_of).transpose()
    }

    /// Moves the place. Two runs at once may move it back, which only costs reads.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn set_reminder_place(&self, place: &ReminderPlace) -> Result<(), StoreError> {
        self.put(item_of(&key(), place)?).await
    }
}

fn key() -> Key {
    Key::new("REM", HEAD)
}
