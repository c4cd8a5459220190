//! Why a balance is what it is: the customer's journal, step by step, each with what it rests on. It tells facts; the
//! words are the page's.

pub mod grounds;
mod known;

use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::journal::EntryKind;
use billing::money::{Currency, Money};
use billing::payment::Channel;
use billing::receipt::Receipt;
use chrono::{DateTime, NaiveDate, Utc};
use store::client::Store;
use store::obligation_changes::{ChangeKind, FieldChange};

use self::grounds::Ground;
use self::known::Known;
use crate::error::OperationError;

/// A payment that a step is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPayment {
    /// Its id.
    pub id: PaymentId,
    /// The code that the provider gave it.
    pub receipt: Receipt,
    /// The channel over which we heard of it first.
    pub channel: Option<Channel>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
}

/// An obligation that a step is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepObligation {
    /// Its id.
    pub id: ObligationId,
    /// What it is for, as it was called then.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    pub institution: Option<String>,
    /// How many instalments it has.
    pub instalments: Option<u32>,
    /// When it was charged, and by whom.
    pub charged: Option<(DateTime<Utc>, String)>,
}

/// What happened to the balance. Other customers are named for staff only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A payment became the customer's.
    PaymentGiven {
        /// Which.
        payment: StepPayment,
        /// On the strength of what.
        ground: Option<Ground>,
        /// Who had it before.
        moved_from: Option<CustomerId>,
    },
    /// A payment was taken from the customer again.
    PaymentTaken {
        /// Which.
        payment: StepPayment,
        /// On the strength of what.
        ground: Option<Ground>,
        /// Who has it instead.
        moved_to: Option<CustomerId>,
        /// What is corrected by it: how the customer had got it.
        corrects: Option<Ground>,
    },
    /// The money of a payment went back.
    PaymentReversed {
        /// Which.
        payment: StepPayment,
        /// On the strength of what.
        ground: Option<Ground>,
        /// What is corrected by it: how the customer had got it.
        corrects: Option<Ground>,
    },
    /// The customer has to pay something.
    Charged {
        /// What.
        obligation: StepObligation,
    },
    /// What the customer has to pay was changed.
    Changed {
        /// What was charged before.
        obligation: StepObligation,
        /// How.
        kind: Option<ChangeKind>,
        /// The instalment, where it is about one.
        instalment: Option<u32>,
        /// Every field that changed.
        fields: Vec<FieldChange>,
        /// Why.
        reason: String,
    },
    /// Anything else.
    Other {
        /// What kind of entry.
        kind: EntryKind,
        /// In the words of the journal.
        description: String,
    },
}

/// One step of a balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyLine {
    /// The number of the entry in the account.
    pub number: u64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// The day on which the money was paid, where that is another.
    pub value_on: Option<NaiveDate>,
    /// Who wrote it.
    pub by: String,
    /// How the balance changed: more credit is positive.
    pub change: Money,
    /// The balance after it.
    pub balance: Money,
    /// What happened.
    pub step: Step,
}

/// One page of the way to a balance.
#[derive(Clone, Debug)]
pub struct WhyPage {
    /// The balance now.
    pub balance: Money,
    /// Steps, newest first. All pages together come to the balance.
    pub lines: Vec<WhyLine>,
    /// Where the next page begins; nothing at the beginning of the account.
    pub next: Option<u64>,
}

/// How a customer's balance came to be, newest step first, from behind the entry number `after`.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn balance(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
    after: Option<u64>,
    limit: u16,
) -> Result<WhyPage, OperationError> {
    if store.customer(customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    let (page, tip) = tokio::try_join!(
        store.account_page(customer, after, limit),
        store.account_tip(customer, currency),
    )?;
    let (lines, more) = page;
    let known = Known::load(store, customer, &lines).await?;
    Ok(WhyPage {
        balance: tip.balance,
        next: lines.last().filter(|_| more).map(|line| line.seq),
        lines: lines.iter().map(|line| known.line(line)).collect(),
    })
}
