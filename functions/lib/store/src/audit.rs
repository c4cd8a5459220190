//! The audit: who did what, when, to what and why. Lines are added and never changed.
//!
//! A line is written in the transaction of what it tells about, so neither stands without the other. The lines of a
//! day are spread over shards: nothing that staff do in a day makes one partition hot.

use std::sync::Arc;

use billing::audit::{AuditAction, Subject};
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::role::Capacity;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{Item, Put, Store, body_of, item_of, text};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::walk::{Lane, Order, Walk};

/// One line of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as records name them.
    pub actor: String,
    /// Which member of the staff, key or customer that is; nothing where only a name was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<String>,
    /// As what they acted.
    pub role: Capacity,
    /// What they did.
    pub action: AuditAction,
    /// To what.
    pub subject: Subject,
    /// Whose account it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Plain facts, such as an amount before and after; no phone, no person's name, no address.
    pub summary: String,
    /// Why, where they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A walk over the audit of one day, newest first.
pub struct AuditWalk<'a> {
    walk: Walk<'a>,
}

impl AuditWalk<'_> {
    /// The next line.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_line(&mut self) -> Result<Option<AuditRecord>, StoreError> {
        self.walk.next().await?.map(body_of).transpose()
    }

    /// Where the walk is: give it to [`Store::walk_audit`] to go on from here.
    #[must_use]
    pub fn position(&self) -> Option<&str> {
        self.walk.position()
    }
}

impl Store {
    /// The same store, whose next commit writes this line as well: in the same transaction, so that the line stands
    /// exactly if what it tells about does. Nothing where there is nothing to tell, as of what rules and schedules do.
    #[must_use]
    pub fn audited(&self, line: Option<AuditRecord>) -> Store {
        Store {
            audit: line.map(Arc::new),
            ..self.clone()
        }
    }

    /// Writes a line about something that is no write of its own, such as a second factor that was refused.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: whether it was written is unknown.
    pub async fn audit_put(&self, line: &AuditRecord) -> Result<(), StoreError> {
        self.audited(None).put(audit_item(line)?).await
    }

    /// Puts an item where none stands under its key, with the line that tells of it.
    pub(crate) async fn put_new_with_line(&self, item: Item) -> Result<Put, StoreError> {
        let key = Key::new(text(&item, keys::PK), text(&item, keys::SK));
        let mut commit = Commit::default();
        commit.put_versioned(item, None);
        match self.commit(commit).await {
            Err(StoreError::Conflict) => {
                let standing = self.get(&key, true).await?;
                standing.map(Put::Refused).ok_or(StoreError::Conflict)
            }
            done => done.map(|()| Put::Done),
        }
    }

    /// Lines of a day, newest first, older than the position `after`; consistent.
    #[must_use]
    pub fn walk_audit(
        &self,
        day: NaiveDate,
        after: Option<&str>,
        page_items: i32,
    ) -> AuditWalk<'_> {
        let lane = Lane::Audit(day);
        let walk = Walk::over(self, lane, "0".to_owned(), "9".to_owned(), page_items);
        AuditWalk {
            walk: walk.turned(Order::NewestFirst, after),
        }
    }
}

/// The item of a line. Its place is made unique here: no caller has to tell apart what was done in one millisecond.
pub(crate) fn audit_item(line: &AuditRecord) -> Result<Item, StoreError> {
    let unique = Uuid::new_v4().simple().to_string();
    let day = nairobi_date(line.at);
    let pk = keys::audit_pk(day, keys::shard_of(&unique));
    item_of(
        &Key::new(pk, format!("{}#{unique}", keys::stamp(line.at))),
        line,
    )
}
