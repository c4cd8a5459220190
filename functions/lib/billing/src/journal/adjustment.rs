//! What a customer has to pay changes after it was charged: more, less, or not at all.

use chrono::{DateTime, Utc};

use crate::ids::{CustomerId, EntryId, ObligationId};
use crate::journal::account::LedgerAccount;
use crate::journal::{Entry, EntryKind, payee_account, transfer};
use crate::money::Money;
use crate::obligation::Payee;

/// A change of what is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Which obligation.
    pub obligation: ObligationId,
    /// To whom it is owed.
    pub payee: Payee,
    /// What changed, in words for the statement.
    pub description: String,
    /// How much more has to be paid; negative for less.
    pub more: Money,
}

/// The change of an obligation, for or against its customer.
///
/// # Panics
/// If nothing changes: then there is nothing to enter.
pub fn adjusted(id: EntryId, change: &Adjustment, actor: &str, at: DateTime<Utc>) -> Entry {
    let customer: CustomerId = change.obligation.customer();
    let postings = transfer(
        change.more,
        LedgerAccount::Customer(customer),
        payee_account(&change.payee),
    );
    Entry::new(
        id,
        EntryKind::Adjusted,
        at,
        actor.to_owned(),
        change.description.clone(),
        None,
        Some(change.obligation.clone()),
        postings,
    )
    .expect("what is adjusted is not zero")
}
