//! Secret addresses that stand for one customer: the calendar feed, and leaving the reminders.
//!
//! An address is found by the digest of its secret; the secret itself is kept with the customer, who may see it.

use billing::ids::CustomerId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key};

/// What a secret address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Reading the customer's due dates as a calendar.
    CalendarFeed,
    /// Getting no reminders by e-mail any more.
    Unsubscribe,
}

impl LinkPurpose {
    /// The name in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CalendarFeed => "calendar",
            Self::Unsubscribe => "unsubscribe",
        }
    }
}

/// A secret address of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRecord {
    /// Whose.
    pub customer: CustomerId,
    /// What for.
    pub purpose: LinkPurpose,
    /// The secret part of the address; nothing while it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// When it was made or revoked.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

#[derive(Serialize, Deserialize)]
struct LinkPointer {
    customer: CustomerId,
    purpose: LinkPurpose,
}

impl Store {
    /// A customer's address for a purpose, consistent; nothing where there never was one.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn link(
        &self,
        customer: &CustomerId,
        purpose: LinkPurpose,
    ) -> Result<Option<LinkRecord>, StoreError> {
        let found = self.get(&link_key(customer, purpose), true).await?;
        found.map(body_of).transpose()
    }

    /// Whose address a secret is, consistent; nothing for one that is revoked or was never given out.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn link_by_secret(
        &self,
        secret: &str,
        purpose: LinkPurpose,
    ) -> Result<Option<CustomerId>, StoreError> {
        let found = self.get(&secret_key(secret), true).await?;
        let pointer: Option<LinkPointer> = found.map(body_of).transpose()?;
        Ok(pointer
            .filter(|pointer| pointer.purpose == purpose)
            .map(|pointer| pointer.customer))
    }

    /// Gives a customer an address, replaces it, or revokes it; `before` is what was loaded. The one before does
    /// not work any more.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_link(
        &self,
        before: Option<&LinkRecord>,
        after: &LinkRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let key = link_key(&after.customer, after.purpose);
        commit.put_versioned(item_of(&key, after)?, before.map(|link| link.version));
        if let Some(old) = before.and_then(|link| link.secret.as_deref()) {
            commit.delete(&secret_key(old));
        }
        if let Some(new) = after.secret.as_deref() {
            let pointer = LinkPointer {
                customer: after.customer.clone(),
                purpose: after.purpose,
            };
            commit.put(item_of(&secret_key(new), &pointer)?);
        }
        self.commit(commit).await
    }
}

fn link_key(customer: &CustomerId, purpose: LinkPurpose) -> Key {
    Key::new(keys::customer(customer), format!("K#{}", purpose.name()))
}

fn secret_key(secret: &str) -> Key {
    Key::new(format!("LNK#{}", keys::digest(secret.as_bytes())), HEAD)
}
