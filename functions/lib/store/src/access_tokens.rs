//! The access token of an app at M-PESA: one record that all processes share, because a new token ends the old one.
//!
//! Whoever renews it takes a short lease first, so that many who find it expired make one request.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key};

/// An access token, and who is renewing it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessToken {
    /// The token; empty before the first.
    #[serde(default)]
    pub token: String,
    /// When it is not to be used any more; nothing once M-PESA refused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good_until: Option<DateTime<Utc>>,
    /// Until when somebody is renewing it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leased_until: Option<DateTime<Utc>>,
    /// Optimistic lock, 0 before the first.
    pub version: u32,
}

impl std::fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AccessToken")
            .field("good_until", &self.good_until)
            .field("leased_until", &self.leased_until)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// The token of `app`, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn access_token(&self, app: &str) -> Result<AccessToken, StoreError> {
        let found = self.get(&token_key(app), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Replaces the token of `app`; `before` is what was loaded.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_access_token(
        &self,
        app: &str,
        before: &AccessToken,
        after: &AccessToken,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        let standing = (before.version > 0).then_some(before.version);
        commit.put_versioned(item_of(&token_key(app), after)?, standing);
        self.commit(commit).await
    }
}

fn token_key(app: &str) -> Key {
    Key::new(format!("TOK#{}", keys::digest(app.as_bytes())), HEAD)
}
