//! Where somebody is signed in. A session stands in its owner's partition and is found there only; a token leads to it
//! by its digest.

use billing::ids::{CustomerId, SessionId, StaffId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::{Commit, WRITES_MAX};
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key};
use crate::sign_ins::expiring;

/// Where sessions stand in their owner's partition.
const SESSIONS: &str = "S#";

/// Whose a session is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionOwner {
    /// A customer.
    Customer(CustomerId),
    /// Somebody of the staff.
    Staff(StaffId),
}

/// A token, as far as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenMark {
    /// Its digest.
    pub digest: String,
    /// Since when it is what it is: handed out, in use, or replaced.
    pub since: DateTime<Utc>,
}

/// One place where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecord {
    /// What its owner calls it by.
    pub id: SessionId,
    /// Whose it is.
    pub owner: SessionOwner,
    /// Digest of what they signed in with; the session ends when that is theirs no more.
    pub proof: String,
    /// The browser, in two or three words of ours.
    pub device: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was used last, roughly.
    pub seen_at: DateTime<Utc>,
    /// When it ends however much it is used.
    pub until: DateTime<Utc>,
    /// The token in use.
    pub token: TokenMark,
    /// One that was handed out to replace it and was not seen yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<TokenMark>,
    /// The one that was in use before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<TokenMark>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

#[derive(Serialize, Deserialize)]
struct TokenPointer {
    owner: SessionOwner,
    session: SessionId,
}

/// The digest under which a token is kept: SHA-256, in hexadecimal digits.
#[must_use]
pub fn token_digest(token: &str) -> String {
    keys::secret_digest(token)
}

impl Commit {
    /// Writes a session; `before` is what was loaded, nothing for a new one.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] never in practice.
    pub fn session(
        &mut self,
        before: Option<&SessionRecord>,
        after: &SessionRecord,
    ) -> Result<(), StoreError> {
        let item = item_of(&session_key(&after.owner, &after.id), after)?;
        self.put_versioned(expiring(item, after.until), before.map(|it| it.version));
        Ok(())
    }

    /// Lets a token lead to a session.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] never in practice.
    pub fn session_token(
        &mut self,
        token: &TokenMark,
        session: &SessionRecord,
    ) -> Result<(), StoreError> {
        let pointer = TokenPointer {
            owner: session.owner.clone(),
            session: session.id.clone(),
        };
        let item = item_of(&token_key(&token.digest), &pointer)?;
        self.put_versioned(expiring(item, session.until), None);
        Ok(())
    }
}

impl Store {
    /// The session that a token leads to, consistent. Whether the token still holds is for the caller to say.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn session_by_token(
        &self,
        token_digest: &str,
    ) -> Result<Option<SessionRecord>, StoreError> {
        let found = self.get(&token_key(token_digest), true).await?;
        let pointer: Option<TokenPointer> = found.map(body_of).transpose()?;
        match pointer {
            Some(pointer) => self.session(&pointer.owner, &pointer.session).await,
            None => Ok(None),
        }
    }

    /// A session of its owner, consistent; nothing for somebody else's.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn session(
        &self,
        owner: &SessionOwner,
        id: &SessionId,
    ) -> Result<Option<SessionRecord>, StoreError> {
        let found = self.get(&session_key(owner, id), true).await?;
        found.map(body_of).transpose()
    }

    /// Every session of an owner, those that are over included until they are deleted; consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn sessions_of(
        &self,
        owner: &SessionOwner,
    ) -> Result<Vec<SessionRecord>, StoreError> {
        let items = self.query(&partition(owner), SESSIONS).await?;
        items.into_iter().map(body_of).collect()
    }

    /// Deletes sessions, which is what ends them at once: their tokens lead nowhere from then on.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: some may have ended.
    pub async fn end_sessions(
        &self,
        owner: &SessionOwner,
        ids: &[SessionId],
    ) -> Result<(), StoreError> {
        // One less than a transaction takes, for the line of the audit.
        for chunk in ids.chunks(WRITES_MAX - 1) {
            let mut commit = Commit::default();
            for id in chunk {
                commit.delete(&session_key(owner, id));
            }
            self.commit(commit).await?;
        }
        Ok(())
    }
}

fn partition(owner: &SessionOwner) -> String {
    match owner {
        SessionOwner::Customer(customer) => keys::customer(customer),
        SessionOwner::Staff(member) => format!("STS#{member}"),
    }
}

fn session_key(owner: &SessionOwner, id: &SessionId) -> Key {
    Key::new(partition(owner), format!("{SESSIONS}{id}"))
}

fn token_key(digest: &str) -> Key {
    Key::new(format!("SES#{digest}"), HEAD)
}
