//! Work lists as figures: how many items there are, up to a limit, and the payments that nobody owns as they stand there.

use billing::ids::PaymentId;
use chrono::{DateTime, Utc};

use crate::client::{Store, body_of, text};
use crate::error::StoreError;
use crate::keys::{self, List};
use crate::states::PaymentState;
use crate::walk::{Range, Walk};

/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 25;

/// How many items there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Items that were counted.
    pub items: u32,
    /// Whether there are more of them.
    pub more: bool,
}

/// A payment that nobody owns, as the list shows it.
#[derive(Clone, Debug)]
pub struct UnownedPayment {
    /// Which.
    pub id: PaymentId,
    /// When it reached us.
    pub received_at: DateTime<Utc>,
    /// How it stands.
    pub state: PaymentState,
}

impl Store {
    /// Counts the items of `list` within `range`, at most `max` of them.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn counted(
        &self,
        list: List,
        range: &Range,
        max: u32,
    ) -> Result<Counted, StoreError> {
        let mut walk = self.walk(list, range, PAGE_ITEMS);
        let mut counted = Counted::default();
        while walk.next().await?.is_some() {
            if counted.items == max {
                counted.more = true;
                break;
            }
            counted.items += 1;
        }
        Ok(counted)
    }
}

impl Walk<'_> {
    /// The next payment of [`List::Unassociated`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_unowned(&mut self) -> Result<Option<UnownedPayment>, StoreError> {
        let Some(item) = self.next().await? else {
            return Ok(None);
        };
        let position = text(&item, keys::LSK).to_owned();
        let wrong = |error: &dyn std::fmt::Display| StoreError::corrupt(&position, error);
        let (stamp, identity) = position.split_once('#').unwrap_or_default();
        let id = PaymentId::parse(identity).map_err(|error| wrong(&error))?;
        let at = DateTime::parse_from_rfc3339(stamp).map_err(|error| wrong(&error))?;
        Ok(Some(UnownedPayment {
            id,
            received_at: at.to_utc(),
            state: body_of(item)?,
        }))
    }
}
