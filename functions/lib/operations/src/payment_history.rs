//! Everything that ever happened to a payment, put together from what reported it, the decisions about whose it is, and
//! the corrections.

use billing::association::Rule;
use billing::ids::{CustomerId, ParkedId};
use billing::payment::Channel;
use chrono::{DateTime, Utc};
use store::payments::PaymentFile;
use store::states::{Allocation, Annotations, AssociationEdit, EditAction, HistoryRecord};

use crate::actor::Actor;

/// How the store names the correction that a change of the owner brings along.
const DISASSOCIATED: &str = "disassociated";

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `system` for rules and reports.
    pub by: String,
    /// Why; may be empty.
    pub reason: String,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It reached us for the first time.
    Received(Channel),
    /// Another channel told the same.
    Corroborated(Channel),
    /// Another report contradicts it and waits for a person.
    Contradicted(ParkedId),
    /// It got an owner, or another one.
    Associated(OwnerChange),
    /// It was taken from its owner.
    Disassociated(OwnerChange),
    /// It was put to something by itself.
    Allocated(Vec<Allocation>),
    /// A person changed what it is put to, or wrote something on it.
    Corrected(Correction),
}

/// Who got or lost it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerChange {
    /// Who.
    pub customer: CustomerId,
    /// From whom it was moved.
    pub from: Option<CustomerId>,
    /// The rule; nothing where a person decided.
    pub rule: Option<Rule>,
    /// Whether an administrator went over the limit of changes.
    pub beyond_limit: bool,
    /// What the former owner lost by it.
    pub removed: Vec<Allocation>,
}

/// A correction as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its name: `reallocated`, `deallocated`, `unmapped`, `reversed`, `verified`, `annotated`.
    pub name: String,
    /// Allocations that it took back.
    pub removed: Vec<Allocation>,
    /// Allocations that it made.
    pub added: Vec<Allocation>,
    /// What staff had written before.
    pub previous: Option<Annotations>,
}

/// Everything, oldest first. Things of the same instant stand in the order in which they depend on one another.
#[must_use]
pub fn of(file: &PaymentFile) -> Vec<Event> {
    let mut events = reports(file);
    let edits = file.state.iter().flat_map(|state| &state.edits);
    events.extend(edits.map(|edit| owner_change(edit, &file.history)));
    events.extend(automatic(file));
    let corrections = file.history.iter().filter(|one| one.what != DISASSOCIATED);
    events.extend(corrections.map(correction));
    events.sort_by_key(|event| event.at);
    events
}

fn by_itself(at: DateTime<Utc>, what: What) -> Event {
    Event {
        at,
        by: Actor::system().name().to_owned(),
        reason: String::new(),
        what,
    }
}

fn reports(file: &PaymentFile) -> Vec<Event> {
    let first = &file.facts.payment;
    let entered = file.state.as_ref().and_then(|state| state.edits.first());
    let entered = entered.filter(|edit| edit.entered);
    let mut received = by_itself(first.received_at, What::Received(first.channel));
    if let Some(edit) = entered {
        received.by.clone_from(&edit.by);
    }
    let mut events = vec![received];
    events.extend(file.reports.iter().map(|facts| {
        let payment = &facts.payment;
        by_itself(payment.received_at, What::Corroborated(payment.channel))
    }));
    events.extend(file.conflicts.iter().map(|note| Event {
        reason: note.reason.clone(),
        ..by_itself(note.at, What::Contradicted(note.parked.clone()))
    }));
    events
}

/// A change of the owner, with the allocations that the former owner lost by it.
fn owner_change(edit: &AssociationEdit, history: &[HistoryRecord]) -> Event {
    let lost = history
        .iter()
        .find(|one| one.what == DISASSOCIATED && one.at == edit.at && one.by == edit.by);
    let change = OwnerChange {
        customer: edit.customer.clone(),
        from: edit.from.clone(),
        rule: edit.rule,
        beyond_limit: edit.beyond_limit,
        removed: lost
            .map(|record| record.removed.clone())
            .unwrap_or_default(),
    };
    Event {
        at: edit.at,
        by: edit.by.clone(),
        reason: edit.reason.clone(),
        what: match edit.action {
            EditAction::Associated => What::Associated(change),
            EditAction::Disassociated => What::Disassociated(change),
        },
    }
}

/// Allocations that were made by themselves: those that no correction put in place.
fn automatic(file: &PaymentFile) -> Vec<Event> {
    let standing = file.state.iter().flat_map(|state| &state.allocations);
    let removed = file.history.iter().flat_map(|record| &record.removed);
    let added = || file.history.iter().flat_map(|record| &record.added);
    let is_automatic = |one: &&Allocation| added().all(|other| other.number != one.number);
    let mut all: Vec<&Allocation> = standing.chain(removed).filter(is_automatic).collect();
    all.sort_by_key(|one| one.number);
    all.dedup_by_key(|one| one.number);
    let groups = all.chunk_by(|a, b| a.at == b.at && a.by == b.by);
    let event = |group: &[&Allocation]| {
        let first = group.first()?;
        let together = group.iter().map(|one| (*one).clone()).collect();
        Some(Event {
            by: first.by.clone(),
            ..by_itself(first.at, What::Allocated(together))
        })
    };
    groups.filter_map(event).collect()
}

fn correction(record: &HistoryRecord) -> Event {
    Event {
        at: record.at,
        by: record.by.clone(),
        reason: record.reason.clone(),
        what: What::Corrected(Correction {
            name: record.what.clone(),
            removed: record.removed.clone(),
            added: record.added.clone(),
            previous: record.annotations.clone(),
        }),
    }
}
