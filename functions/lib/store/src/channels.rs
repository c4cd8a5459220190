//! Whether a channel carries messages at all, and which addresses on it do not work.

use billing::ids::CustomerId;
use billing::ids::of_notification::NotificationId;
use billing::notification::Channel;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key};

/// A channel as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelState {
    /// Set while nothing is sent over it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<ChannelStop>,
    /// Optimistic lock, 0 before the first stop.
    pub version: u32,
}

/// Nothing is sent over a channel until it is repaired, or until whoever stopped it lets it go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelStop {
    /// Why, in words for staff.
    pub because: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// When one message is tried again, to see whether it was repaired; none is where a person stopped it.
    pub retry_at: DateTime<Utc>,
    /// The person who stopped it, and until a person starts it again; nothing where its carrier failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A phone or address at which a customer cannot be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactProblem {
    /// Which channel.
    pub channel: Channel,
    /// The phone or the address.
    pub to: String,
    /// What the carrier said.
    pub because: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The message that showed it.
    pub notification: NotificationId,
}

impl Store {
    /// A channel as a whole, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn channel_state(&self, channel: Channel) -> Result<ChannelState, StoreError> {
        let found = self.get(&channel_key(channel), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Stops a channel or lets it go on; `before` is what was loaded.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_channel_state(
        &self,
        channel: Channel,
        before: &ChannelState,
        after: &ChannelState,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let standing = (before.version > 0).then_some(before.version);
        commit.put_versioned(item_of(&channel_key(channel), after)?, standing);
        self.commit(commit).await
    }

    /// Where a customer cannot be reached, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn contact_problems(
        &self,
        customer: &CustomerId,
    ) -> Result<Vec<ContactProblem>, StoreError> {
        let items = self.query(&keys::customer(customer), "X#").await?;
        items.into_iter().map(body_of).collect()
    }

    /// Records that a customer cannot be reached somewhere; the latest report stands.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: recording it again is safe.
    pub async fn add_contact_problem(
        &self,
        customer: &CustomerId,
        problem: &ContactProblem,
    ) -> Result<(), StoreError> {
        self.put(item_of(&problem_key(customer, &problem.to), problem)?)
            .await
    }

    /// Forgets that a customer could not be reached somewhere, so that it is tried again.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: doing it again is safe.
    pub async fn clear_contact_problem(
        &self,
        customer: &CustomerId,
        to: &str,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        commit.delete(&problem_key(customer, to));
        self.commit(commit).await
    }
}

fn channel_key(channel: Channel) -> Key {
    Key::new(format!("CHN#{}", channel.name()), HEAD)
}

fn problem_key(customer: &CustomerId, to: &str) -> Key {
    let digest = keys::digest(to.to_lowercase().as_bytes());
    Key::new(keys::customer(customer), format!("X#{digest}"))
}
