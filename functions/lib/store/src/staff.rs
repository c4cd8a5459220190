//! Who works here: found by id and by e-mail address, ended and never deleted.
//!
//! All are in one partition, which is small by nature. The roster is the lock on who may do what: two changes that
//! were each decided on the same members cannot both be written, so the last administrator cannot vanish between them.

use std::fmt;

use billing::ids::StaffId;
use billing::language::Language;
use billing::role::Role;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key};

const PARTITION: &str = "STAFF";
/// Where a member stands in the partition; the roster is its head.
const MEMBERS: &str = "M#";

/// The secret of an authenticator, in base32. It is not printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TotpSecret(String);

impl TotpSecret {
    /// A secret that is written in base32.
    #[must_use]
    pub fn new(base32: String) -> Self {
        Self(base32)
    }

    /// The secret in base32.
    #[must_use]
    pub fn base32(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TotpSecret")
    }
}

/// Somebody of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    /// Who.
    pub id: StaffId,
    /// Where their codes go, in small letters.
    pub email: String,
    /// As records name them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Language of pages and codes.
    #[serde(default)]
    pub language: Language,
    /// The secret of their authenticator; nothing until they set one up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<TotpSecret>,
    /// The last step of the authenticator that was used: none is used twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp_step_used: Option<u64>,
    /// Set once they do not work here any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Leaving>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Who added them.
    pub created_by: String,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

impl StaffMember {
    /// Whether they work here.
    #[must_use]
    pub fn works_here(&self) -> bool {
        self.ended.is_none()
    }
}

/// Somebody does not work here any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The lock on who works here in which role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// 0 before the first member.
    pub version: u32,
}

#[derive(Serialize, Deserialize)]
struct StaffPointer {
    staff: StaffId,
}

impl Commit {
    /// Replaces a member whose standing does not change.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] never in practice.
    pub fn staff_member(
        &mut self,
        before: &StaffMember,
        after: &StaffMember,
    ) -> Result<(), StoreError> {
        self.put_versioned(
            item_of(&member_key(&after.id), after)?,
            Some(before.version),
        );
        Ok(())
    }
}

impl Store {
    /// One member, those who left included, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn staff_member(&self, id: &StaffId) -> Result<Option<StaffMember>, StoreError> {
        let found = self.get(&member_key(id), true).await?;
        found.map(body_of).transpose()
    }

    /// The member with an e-mail address, those who left included, consistent; capitals make no difference.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn staff_by_email(&self, email: &str) -> Result<Option<StaffMember>, StoreError> {
        let found = self.get(&email_key(email), true).await?;
        let pointer: Option<StaffPointer> = found.map(body_of).transpose()?;
        let Some(pointer) = pointer else {
            return Ok(None);
        };
        self.staff_member(&pointer.staff).await
    }

    /// Everybody, those who left included, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn staff_members(&self) -> Result<Vec<StaffMember>, StoreError> {
        let items = self.query(PARTITION, MEMBERS).await?;
        items.into_iter().map(body_of).collect()
    }

    /// The lock on who works here in which role, consistent. Load it before the members that it locks.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn roster(&self) -> Result<Roster, StoreError> {
        let found = self.get(&roster_key(), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Writes a member whose standing does not change; `before` is what was loaded.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker, or if the address of a new one is somebody's.
    pub async fn save_staff(
        &self,
        before: Option<&StaffMember>,
        after: &StaffMember,
    ) -> Result<(), StoreError> {
        self.commit(member_writes(before, after)?).await
    }

    /// Writes a member whose role or whose being here changes; `roster` was loaded before the members that this was
    /// decided on.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] as [`Store::save_staff`], and if anybody's standing changed since.
    pub async fn save_staff_in_roster(
        &self,
        roster: Roster,
        before: Option<&StaffMember>,
        after: &StaffMember,
    ) -> Result<(), StoreError> {
        let mut commit = member_writes(before, after)?;
        let next = Roster {
            version: roster.version + 1,
        };
        let standing = (roster.version > 0).then_some(roster.version);
        commit.put_versioned(item_of(&roster_key(), &next)?, standing);
        self.commit(commit).await
    }
}

fn member_writes(before: Option<&StaffMember>, after: &StaffMember) -> Result<Commit, StoreError> {
    let mut commit = Commit::default();
    let item: Item = item_of(&member_key(&after.id), after)?;
    commit.put_versioned(item, before.map(|member| member.version));
    if before.is_none() {
        let pointer = StaffPointer {
            staff: after.id.clone(),
        };
        commit.put_versioned(item_of(&email_key(&after.email), &pointer)?, None);
    }
    Ok(commit)
}

fn member_key(id: &StaffId) -> Key {
    Key::new(PARTITION, format!("{MEMBERS}{id}"))
}

fn roster_key() -> Key {
    Key::new(PARTITION, HEAD)
}

fn email_key(email: &str) -> Key {
    let email = email.trim().to_lowercase();
    Key::new(format!("STE#{}", keys::digest(email.as_bytes())), HEAD)
}
