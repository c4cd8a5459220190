//! The list of due dates: which instalments fall due on which day.
//!
//! It is part of the table and not of the index, so it is read consistently and a reminder cannot miss what was
//! just written. A pointer is made before the instalment and taken away after it moved; between the two it points
//! at nothing, so whoever follows it compares the instalment's own date.

use billing::ids::ObligationId;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of, text};
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::walk::{Lane, Walk};

/// An instalment that is said to fall due on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuePointer {
    /// The obligation.
    pub obligation: ObligationId,
    /// The number of the instalment.
    pub number: u32,
    /// The day.
    pub on: NaiveDate,
}

impl DuePointer {
    fn key(&self) -> Key {
        let shard = keys::shard_of(self.obligation.as_str());
        Key::new(
            keys::due_pk(&month(self.on), shard),
            keys::due_sk(self.on, &self.obligation, self.number),
        )
    }
}

/// A walk over the list in the order of the days.
pub struct DueWalk<'a> {
    store: &'a Store,
    walk: Walk<'a>,
    month: NaiveDate,
    until: NaiveDate,
    page_items: i32,
}

impl Store {
    /// Puts pointers on the list.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: some may be there; putting them again is safe.
    pub async fn point_at_due(&self, pointers: &[DuePointer]) -> Result<(), StoreError> {
        let items = pointers
            .iter()
            .map(|pointer| item_of(&pointer.key(), pointer));
        self.put_many(items.collect::<Result<_, _>>()?).await
    }

    /// Takes pointers off the list.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: those that stay cost whoever meets them one read.
    pub async fn unpoint_at_due(&self, pointers: &[DuePointer]) -> Result<(), StoreError> {
        let keys: Vec<Key> = pointers.iter().map(DuePointer::key).collect();
        self.delete_many(&keys).await
    }

    /// Walks the list from one day to another, both included, behind the position `after`, reading `page_items` of
    /// each shard at a time.
    #[must_use]
    pub fn walk_due(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        after: Option<&str>,
        page_items: i32,
    ) -> DueWalk<'_> {
        let place = after.and_then(|after| after.get(..10)?.parse().ok());
        let month = place.map_or(from, |place: NaiveDate| place.max(from));
        // Nothing sorts between a position and it with one more character.
        let behind = after.map(|after| format!("{after} "));
        let first = behind.map_or_else(
            || from.to_string(),
            |behind: String| behind.max(from.to_string()),
        );
        DueWalk {
            store: self,
            walk: self.due_month(month, first, until, page_items),
            month,
            until,
            page_items,
        }
    }

    fn due_month(
        &self,
        day: NaiveDate,
        first: String,
        until: NaiveDate,
        page_items: i32,
    ) -> Walk<'_> {
        let last = format!("{until}~");
        Walk::over(self, Lane::Due(month(day)), first, last, page_items)
    }
}

impl DueWalk<'_> {
    /// The next pointer with its position.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next(&mut self) -> Result<Option<(DuePointer, String)>, StoreError> {
        loop {
            if let Some(item) = self.walk.next().await? {
                let position = text(&item, keys::SK).to_owned();
                return Ok(Some((body_of(item)?, position)));
            }
            let next = self
                .month
                .with_day(1)
                .and_then(|first| first.checked_add_months(Months::new(1)));
            let Some(next) = next.filter(|next| *next <= self.until) else {
                return Ok(None);
            };
            self.month = next;
            self.walk = self
                .store
                .due_month(next, next.to_string(), self.until, self.page_items);
        }
    }
}

fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}
