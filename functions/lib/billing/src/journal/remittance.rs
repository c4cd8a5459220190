//! Money that was collected for an institution is handed to it.

use chrono::{DateTime, Utc};

use crate::ids::EntryId;
use crate::journal::account::LedgerAccount;
use crate::journal::{Entry, EntryKind, transfer};
use crate::money::Money;

/// A transfer to an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remittance {
    /// The institution.
    pub institution: String,
    /// Where the money was taken from: cash, or an account at a provider.
    pub paid_from: LedgerAccount,
    /// How much; negative when a transfer is undone.
    pub amount: Money,
    /// What it is called in the journal.
    pub description: String,
}

/// The transfer, from where the money lay to whom it is owed.
///
/// # Panics
/// If nothing is transferred: then there is nothing to enter.
pub fn remitted(id: EntryId, remittance: &Remittance, actor: &str, at: DateTime<Utc>) -> Entry {
    let institution = LedgerAccount::Institution(remittance.institution.clone()).normalised();
    Entry::new(
        id,
        EntryKind::Remitted,
        at,
        actor.to_owned(),
        remittance.description.clone(),
        None,
        None,
        transfer(remittance.amount, institution, remittance.paid_from.clone()),
    )
    .expect("what is remitted is not zero")
}
