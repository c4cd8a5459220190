//! Which change of a payment's owner an entry of the journal belongs to.

use billing::association::Rule;
use billing::ids::CustomerId;
use chrono::{DateTime, Utc};
use store::states::{AssociationEdit, EditAction};

/// On the strength of what something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The rule, or nothing where a person decided.
    pub rule: Option<Rule>,
    /// Why, in the words of the rule or the person.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Ground {
    pub(super) fn of(edit: &AssociationEdit) -> Self {
        Self {
            rule: edit.rule,
            reason: edit.reason.clone(),
            by: edit.by.clone(),
            at: edit.at,
        }
    }
}

/// The edit that gave a payment to a customer, as an entry of this time says.
pub(super) fn given<'a>(
    edits: &'a [AssociationEdit],
    customer: &CustomerId,
    at: DateTime<Utc>,
) -> Option<&'a AssociationEdit> {
    let gave = edits
        .iter()
        .filter(|edit| edit.action == EditAction::Associated && edit.customer == *customer);
    latest(gave, at, |edit| edit.at)
}

/// The edit that took a payment from a customer: to nobody, or to somebody else in one step.
pub(super) fn taken<'a>(
    edits: &'a [AssociationEdit],
    customer: &CustomerId,
    at: DateTime<Utc>,
) -> Option<&'a AssociationEdit> {
    let took = edits.iter().filter(|edit| match edit.action {
        EditAction::Disassociated => edit.customer == *customer,
        EditAction::Associated => edit.from.as_ref() == Some(customer),
    });
    latest(took, at, |edit| edit.at)
}

/// The one of this very time, or else the last one before it: an entry is never written earlier than what it is about,
/// but later where the account's last entry carries the time of a faster clock.
pub(super) fn latest<'a, T>(
    all: impl Iterator<Item = &'a T> + Clone,
    at: DateTime<Utc>,
    time: impl Fn(&T) -> DateTime<Utc>,
) -> Option<&'a T> {
    let exact = all.clone().find(|one| time(one) == at);
    exact.or_else(|| all.filter(|one| time(one) <= at).last())
}
