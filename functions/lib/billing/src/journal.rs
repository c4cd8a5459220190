//! The journal: balanced, append-only entries, the only source of balances.
//! It knows how to write an entry for each event, not when one is due.

pub mod account;
mod balanced;
pub mod plain_text;

pub mod adjustment;
pub mod remittance;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::{CustomerId, EntryId, ObligationId, PaymentId};
use crate::journal::account::LedgerAccount;
use crate::journal::balanced::StoredEntry;
use crate::money::Money;
use crate::obligation::{Obligation, Payee};
use crate::payment::{Method, Payment};

/// The most postings of one entry.
pub const POSTINGS_MAX: usize = 20;

/// The actor of what no person caused.
pub const SYSTEM_ACTOR: &str = "system";

/// A balanced set of postings. One that is not balanced cannot exist, not even by reading it from storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredEntry", into = "StoredEntry")]
pub struct Entry(StoredEntry);

/// One line of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// The account that changes.
    pub account: LedgerAccount,
    /// By how much: a debit is positive, a credit negative.
    pub amount: Money,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Money reached us.
    Received,
    /// A payment was given to a customer.
    Associated,
    /// A payment was taken from a customer again.
    Disassociated,
    /// A customer has to pay something.
    Charged,
    /// Money left us again, because the provider took it back or the entry was wrong.
    Reversed,
    /// What a customer has to pay was changed after it was charged.
    Adjusted,
    /// Money that we collected for an institution was handed to it, or that was undone.
    Remitted,
}

impl EntryKind {
    /// The name in the API and in the plain-text journal.
    pub const fn name(self) -> &'static str {
        match self {
            EntryKind::Received => "received",
            EntryKind::Associated => "associated",
            EntryKind::Disassociated => "disassociated",
            EntryKind::Charged => "charged",
            EntryKind::Reversed => "reversed",
            EntryKind::Adjusted => "adjusted",
            EntryKind::Remitted => "remitted",
        }
    }
}

/// Why postings are no entry, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    /// There is no posting.
    #[error("give at least two postings")]
    Empty,
    /// There are more than [`POSTINGS_MAX`] postings.
    #[error("use at most 20 postings in one entry")]
    TooManyPostings,
    /// A posting changes nothing.
    #[error("leave out postings of nothing")]
    ZeroPosting,
    /// There is more than one currency.
    #[error("use one currency in one entry")]
    MixedCurrency,
    /// The postings add up beyond every limit.
    #[error("use smaller amounts in one entry")]
    OutOfRange,
    /// Debits and credits differ.
    #[error("make debits and credits equal: they differ by {off_by}")]
    Unbalanced {
        /// Debits minus credits.
        off_by: Money,
    },
}

impl Entry {
    /// An entry of `postings`, if they are balanced.
    /// `actor` is who caused it: a person's or an API key's name, or [`SYSTEM_ACTOR`].
    #[expect(
        clippy::too_many_arguments,
        reason = "an entry is what its fields are; the events build it from fewer"
    )]
    pub fn new(
        id: EntryId,
        kind: EntryKind,
        at: DateTime<Utc>,
        actor: String,
        description: String,
        payment: Option<PaymentId>,
        obligation: Option<ObligationId>,
        postings: Vec<Posting>,
    ) -> Result<Entry, EntryError> {
        Entry::try_from(StoredEntry {
            id,
            kind,
            at,
            actor,
            description,
            payment,
            obligation,
            postings,
        })
    }
}

/// `payment` reached us and nobody knows yet whose it is.
/// Booked when we heard of it, so that the journal never grows in its past; there is one such entry per payment.
///
/// # Panics
/// If the amount of the payment is zero, which nobody can pay.
pub fn received(payment: &Payment) -> Entry {
    let id = EntryId::received(&payment.id);
    let accounts = (asset_account(payment), LedgerAccount::Unassociated);
    let kind = EntryKind::Received;
    of_payment(
        id,
        kind,
        payment,
        accounts,
        SYSTEM_ACTOR,
        payment.received_at,
    )
}

/// `payment` is given to `customer`.
///
/// # Panics
/// If the amount of the payment is zero, which nobody can pay.
pub fn associated(
    id: EntryId,
    payment: &Payment,
    customer: &CustomerId,
    actor: &str,
    at: DateTime<Utc>,
) -> Entry {
    let accounts = (
        LedgerAccount::Unassociated,
        LedgerAccount::Customer(customer.clone()),
    );
    of_payment(id, EntryKind::Associated, payment, accounts, actor, at)
}

/// `payment` is taken from `customer` again.
///
/// # Panics
/// If the amount of the payment is zero, which nobody can pay.
pub fn disassociated(
    id: EntryId,
    payment: &Payment,
    customer: &CustomerId,
    actor: &str,
    at: DateTime<Utc>,
) -> Entry {
    let accounts = (
        LedgerAccount::Customer(customer.clone()),
        LedgerAccount::Unassociated,
    );
    of_payment(id, EntryKind::Disassociated, payment, accounts, actor, at)
}

/// The money of `payment` left us again, at the cost of its `owner`, or of nobody when it has none.
///
/// # Panics
/// If the amount of the payment is zero, which nobody can pay.
pub fn reversed(
    id: EntryId,
    payment: &Payment,
    owner: Option<&CustomerId>,
    actor: &str,
    at: DateTime<Utc>,
) -> Entry {
    let bearer = owner.map_or(LedgerAccount::Unassociated, |customer| {
        LedgerAccount::Customer(customer.clone())
    });
    let accounts = (bearer, asset_account(payment));
    of_payment(id, EntryKind::Reversed, payment, accounts, actor, at)
}

/// `obligation` is charged to its customer, for us or for an institution.
///
/// # Panics
/// If the amount of the obligation is zero; [`crate::obligation::plan`] refuses that.
pub fn charged(id: EntryId, obligation: &Obligation, actor: &str, at: DateTime<Utc>) -> Entry {
    let payee = payee_account(&obligation.payee);
    let customer = LedgerAccount::Customer(obligation.customer.clone());
    Entry::new(
        id,
        EntryKind::Charged,
        at,
        actor.to_owned(),
        obligation.description.clone(),
        None,
        Some(obligation.id.clone()),
        transfer(obligation.amount, customer, payee),
    )
    .expect("what is charged is not zero")
}

/// The account of whom an obligation is owed to.
pub fn payee_account(payee: &Payee) -> LedgerAccount {
    match payee {
        Payee::Us { income } => LedgerAccount::Income(*income),
        Payee::Institution { name } => LedgerAccount::Institution(name.clone()).normalised(),
    }
}

/// The account in which the money of `payment` lies.
pub fn asset_account(payment: &Payment) -> LedgerAccount {
    if payment.method == Some(Method::Cash) {
        return LedgerAccount::Cash;
    }
    LedgerAccount::Asset {
        provider: payment.provider.clone(),
        holder: payment.holder.clone(),
    }
    .normalised()
}

fn of_payment(
    id: EntryId,
    kind: EntryKind,
    payment: &Payment,
    (debit, credit): (LedgerAccount, LedgerAccount),
    actor: &str,
    at: DateTime<Utc>,
) -> Entry {
    let event = match kind {
        EntryKind::Received => "Payment",
        EntryKind::Associated => "Associated",
        EntryKind::Disassociated => "Disassociated",
        EntryKind::Charged => "Charged",
        EntryKind::Reversed => "Reversed",
        EntryKind::Adjusted => "Adjusted",
        EntryKind::Remitted => "Remitted",
    };
    Entry::new(
        id,
        kind,
        at,
        actor.to_owned(),
        format!("{event} {}", payment.receipt),
        Some(payment.id.clone()),
        None,
        transfer(payment.amount, debit, credit),
    )
    .expect("the amount of a payment is not zero")
}

fn transfer(amount: Money, debit: LedgerAccount, credit: LedgerAccount) -> Vec<Posting> {
    let posting = |account, amount| Posting { account, amount };
    vec![posting(debit, amount), posting(credit, amount.negated())]
}
