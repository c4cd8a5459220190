//! What makes an entry an entry, however it comes into being, and how it is read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CustomerId, EntryId, ObligationId, PaymentId};
use crate::journal::account::LedgerAccount;
use crate::journal::{Entry, EntryError, EntryKind, POSTINGS_MAX, Posting};
use crate::money::{Currency, Money, MoneyError};

/// An entry as it is stored, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredEntry {
    pub(super) id: EntryId,
    pub(super) kind: EntryKind,
    pub(super) at: DateTime<Utc>,
    pub(super) actor: String,
    pub(super) description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) payment: Option<PaymentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) obligation: Option<ObligationId>,
    pub(super) postings: Vec<Posting>,
}

impl Entry {
    /// Which entry it is.
    pub fn id(&self) -> &EntryId {
        &self.0.id
    }

    /// What happened.
    pub fn kind(&self) -> EntryKind {
        self.0.kind
    }

    /// When it was booked.
    pub fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Who caused it.
    pub fn actor(&self) -> &str {
        &self.0.actor
    }

    /// What happened, in words.
    pub fn description(&self) -> &str {
        &self.0.description
    }

    /// The payment that it is about.
    pub fn payment(&self) -> Option<&PaymentId> {
        self.0.payment.as_ref()
    }

    /// The obligation that it is about.
    pub fn obligation(&self) -> Option<&ObligationId> {
        self.0.obligation.as_ref()
    }

    /// The lines, which sum to zero.
    pub fn postings(&self) -> &[Posting] {
        &self.0.postings
    }

    /// How the balance of `customer` changes: credits minus debits.
    pub fn customer_change(&self, customer: &CustomerId) -> Money {
        let debits = self
            .postings()
            .iter()
            .filter_map(|posting| match &posting.account {
                LedgerAccount::Customer(id) if id == customer => Some(posting.amount),
                _ => None,
            });
        Money::sum(self.currency(), debits)
            .expect("the postings of an entry add up in its currency")
            .negated()
    }

    fn currency(&self) -> Currency {
        self.0.postings[0].amount.currency()
    }
}

impl From<Entry> for StoredEntry {
    fn from(entry: Entry) -> Self {
        entry.0
    }
}

impl TryFrom<StoredEntry> for Entry {
    type Error = EntryError;

    fn try_from(mut entry: StoredEntry) -> Result<Self, Self::Error> {
        let currency = match entry.postings.first() {
            Some(posting) => posting.amount.currency(),
            None => return Err(EntryError::Empty),
        };
        if entry.postings.len() > POSTINGS_MAX {
            return Err(EntryError::TooManyPostings);
        }
        if entry
            .postings
            .iter()
            .any(|posting| posting.amount.is_zero())
        {
            return Err(EntryError::ZeroPosting);
        }
        let off_by = Money::sum(
            currency,
            entry.postings.iter().map(|posting| posting.amount),
        )
        .map_err(|error| match error {
            MoneyError::CurrencyMismatch { .. } => EntryError::MixedCurrency,
            _ => EntryError::OutOfRange,
        })?;
        if !off_by.is_zero() {
            return Err(EntryError::Unbalanced { off_by });
        }
        for posting in &mut entry.postings {
            posting.account = posting.account.clone().normalised();
        }
        Ok(Entry(entry))
    }
}
