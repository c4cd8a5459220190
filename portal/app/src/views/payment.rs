//! A payment as staff see it.

pub mod whole;

use billing::ids::{ObligationId, PaymentId};
use billing::money::Money;
use billing::payment::AllocationStatus;
use chrono::{DateTime, NaiveDate, Utc};

/// A customer as other pages name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The account number in the form in which it stands in addresses.
    pub account: String,
    /// The account number as the customer knows it.
    pub account_number: String,
    /// As they are called; empty where they are not known any more.
    pub name: String,
}

/// The phone of a payer, in as much as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telephone {
    /// With some of its digits, or as the provider wrote it.
    Shown(String),
    /// Only its hash was told.
    Hidden,
    /// Nothing was told.
    Untold,
}

/// How a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The money went back.
    Reversed,
    /// Nothing that can be trusted has confirmed it, so nobody can own it.
    Unconfirmed,
    /// Nobody owns it.
    Unassociated,
    /// Somebody owns it, and so much of it is put to use.
    Owned(AllocationStatus),
}

/// One line of a list of payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// Which one.
    pub id: PaymentId,
    /// Its code.
    pub receipt: String,
    /// Whose it is.
    pub owner: Option<Party>,
    /// Who paid, as told; may be empty.
    pub payer: String,
    /// Their phone.
    pub phone: Telephone,
    /// What they typed; may be empty.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// How it stands.
    pub standing: Standing,
    /// Whose it most likely is, where nobody owns it.
    pub suggestion: Option<Suggested>,
    /// What typing filters by before the server has answered.
    pub find: String,
}

/// Whose a payment may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// Who.
    pub party: Party,
    /// Why, as it is recorded.
    pub reason: String,
}

/// What a correction would do to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceChange {
    /// Whose.
    pub party: Party,
    /// The balance now.
    pub before: Money,
    /// The balance afterwards.
    pub after: Money,
}

/// What a correction would do to an instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseChange {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The number of the instalment.
    pub number: u32,
    /// How many there are.
    pub of: usize,
    /// When it is due.
    pub due_on: NaiveDate,
    /// What of the payment is put to it now.
    pub put_before: Money,
    /// What is put to it afterwards.
    pub put_after: Money,
    /// What is still to be paid of it afterwards.
    pub outstanding_after: Money,
}

/// Everything that a correction would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Foreseen {
    /// Balances that change.
    pub balances: Vec<BalanceChange>,
    /// Instalments that change.
    pub doses: Vec<DoseChange>,
    /// What of the payment is put to nothing afterwards.
    pub unallocated: Option<Money>,
    /// Which change of the owner this is, of how many.
    pub edit: Option<(usize, usize)>,
    /// Who is told, and over which channels; nothing where this tells nobody in any case.
    pub told: Option<Told>,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// As they are called.
    pub name: String,
    /// Over which channels; none where they were told before, or want and have none.
    pub channels: Vec<billing::notification::Channel>,
}

impl Foreseen {
    /// Whether only an administrator may do it.
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        self.edit.is_some_and(|(after, limit)| after > limit)
    }
}

/// Where the pages about a payment begin.
#[must_use]
pub fn payment_path(id: &PaymentId) -> String {
    format!("/staff/payments/{id}")
}
