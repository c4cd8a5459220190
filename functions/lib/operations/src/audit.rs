//! The audit: every write of a person leaves one line, in the transaction of its effect; and the lines are read again.
//! What rules and schedules do is not audited: it follows from what somebody did, and each record names its reason.

pub mod reading;

use billing::audit::{AuditAction, Subject};
use billing::ids::CustomerId;
use chrono::{DateTime, Utc};
use store::audit::AuditRecord;
use store::client::Store;

use crate::actor::Actor;

/// A line that is being written; nothing where the actor is Malipo itself.
#[must_use]
pub struct Line {
    record: Option<AuditRecord>,
}

/// Begins the line of what an actor does to something.
pub fn line(
    actor: &Actor,
    action: AuditAction,
    subject: impl Into<Subject>,
    now: DateTime<Utc>,
) -> Line {
    let record = AuditRecord {
        at: now,
        actor: actor.name().to_owned(),
        actor_id: actor.id().map(str::to_owned),
        role: actor.capacity(),
        action,
        subject: subject.into(),
        customer: None,
        summary: String::new(),
        reason: None,
    };
    Line {
        record: (!actor.is_system()).then_some(record),
    }
}

impl Line {
    /// Whose account it is about, where it is about one.
    pub fn of<'a>(self, customer: impl Into<Option<&'a CustomerId>>) -> Line {
        self.with(|record| record.customer = customer.into().cloned())
    }

    /// Plain facts: no phone, no person's name, no address.
    pub fn noting(self, summary: impl Into<String>) -> Line {
        self.with(|record| record.summary = summary.into())
    }

    /// Why, where they said so.
    pub fn because(self, reason: &str) -> Line {
        self.with(|record| record.reason = Some(reason.to_owned()).filter(|it| !it.is_empty()))
    }

    /// The store through which the write is made that this line tells of.
    #[must_use]
    pub fn on(self, store: &Store) -> Store {
        store.audited(self.record)
    }

    /// The line itself, for what is no write of its own; nothing where the actor is Malipo itself.
    #[must_use]
    pub fn record(self) -> Option<AuditRecord> {
        self.record
    }

    fn with(mut self, set: impl FnOnce(&mut AuditRecord)) -> Line {
        self.record.as_mut().map(set);
        self
    }
}
