//! The whole journal in time order: what was received, and everything else.
//!
//! The entry of a receipt is not stored: it follows from the payment, which never changes.

use billing::journal::{self, Entry};
use chrono::{DateTime, Utc};
use store::client::Store;
use store::error::StoreError;
use store::walk::{Order, Range, Walk};

/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 100;

/// Where a walk over the journal is, to go on from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalPosition {
    /// In the list of payments.
    pub payments: Option<String>,
    /// In the list of entries.
    pub entries: Option<String>,
}

/// A walk over all entries of a period, oldest first.
pub struct JournalWalk<'a> {
    payments: Walk<'a>,
    entries: Walk<'a>,
    next_payment: Option<(Entry, Option<String>)>,
    next_entry: Option<(Entry, Option<String>)>,
    position: JournalPosition,
    started: bool,
}

/// Walks the journal from `from` (included) until `until` (excluded), after `position`.
#[must_use]
pub fn walk(
    store: &Store,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    position: JournalPosition,
) -> JournalWalk<'_> {
    let range = |after: Option<String>| Range {
        from,
        until,
        order: Order::OldestFirst,
        after,
    };
    JournalWalk {
        payments: store.walk(
            store::keys::List::Payments,
            &range(position.payments.clone()),
            PAGE_ITEMS,
        ),
        entries: store.walk(
            store::keys::List::Entries,
            &range(position.entries.clone()),
            PAGE_ITEMS,
        ),
        next_payment: None,
        next_entry: None,
        position,
        started: false,
    }
}

impl JournalWalk<'_> {
    /// The next entry.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next(&mut self) -> Result<Option<Entry>, StoreError> {
        if !self.started {
            self.started = true;
            self.fetch_payment().await?;
            self.fetch_entry().await?;
        }
        let payment_first = match (&self.next_payment, &self.next_entry) {
            (Some((payment, _)), Some((entry, _))) => payment.at() <= entry.at(),
            (Some(_), None) => true,
            (None, _) => false,
        };
        if payment_first {
            let taken = self.next_payment.take();
            self.fetch_payment().await?;
            Ok(taken.map(|(entry, position)| {
                self.position.payments = position;
                entry
            }))
        } else {
            let taken = self.next_entry.take();
            self.fetch_entry().await?;
            Ok(taken.map(|(entry, position)| {
                self.position.entries = position;
                entry
            }))
        }
    }

    /// Where the walk is: after the last entry that [`next`](Self::next) gave.
    #[must_use]
    pub fn position(&self) -> &JournalPosition {
        &self.position
    }

    async fn fetch_payment(&mut self) -> Result<(), StoreError> {
        self.next_payment = self
            .payments
            .next_payment()
            .await?
            .map(|facts| journal::received(&facts.payment))
            .map(|entry| (entry, self.payments.position().map(str::to_owned)));
        Ok(())
    }

    async fn fetch_entry(&mut self) -> Result<(), StoreError> {
        self.next_entry = self
            .entries
            .next_entry()
            .await?
            .map(|line| (line.entry, self.entries.position().map(str::to_owned)));
        Ok(())
    }
}
