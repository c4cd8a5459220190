//! What a reversal did.

use billing::money::Money;
use billing::receipt::Receipt;
use chrono::{DateTime, Utc};

use super::balance::AccountBalance;
use super::parameters::Parameters;
use super::party::Party;
use crate::mpesa::facts::{self, Note};
use crate::mpesa::unreadable::Unreadable;
use crate::mpesa::wire::Fields;

/// A payment that was given back.
#[derive(Debug, Clone, PartialEq)]
pub struct ReversalFacts {
    /// The receipt of the reversal itself.
    pub receipt: Receipt,
    /// The receipt of the payment.
    pub original: Receipt,
    /// How much was given back, where it says so.
    pub amount: Option<Money>,
    /// What M-PESA took for it, where it says so.
    pub charge: Option<Money>,
    /// Whose money it is now.
    pub credit_party: Party,
    /// What is left on our account after it, where it says so.
    pub balance: Option<AccountBalance>,
    /// When it was done, where that can be read.
    pub completed_at: Option<DateTime<Utc>>,
    /// What is odd about it.
    pub notes: Vec<Note>,
}

pub(super) fn read(
    result: &Fields<'_>,
    parameters: &Parameters<'_>,
) -> Result<ReversalFacts, Unreadable> {
    const OWN: &str = "TransactionID";
    const ORIGINAL: &str = "OriginalTransactionID";
    let mut notes = Vec::new();
    let receipt = facts::receipt(OWN, &result.get(OWN), &mut notes)?;
    let original = facts::receipt(ORIGINAL, &parameters.get(ORIGINAL)?, &mut notes)?;
    let amount = match facts::amount("Amount", &parameters.get("Amount")?) {
        Err(Unreadable::Missing(_)) => None,
        amount => Some(amount?),
    };
    notes.dedup();
    let completed = parameters.get("TransCompletedTime").ok();
    let balance = parameters.get("DebitAccountBalance").ok();
    Ok(ReversalFacts {
        receipt,
        original,
        amount,
        charge: parameters
            .get("Charge")
            .ok()
            .as_ref()
            .and_then(facts::balance),
        credit_party: Party::of(&parameters.get("CreditPartyPublicName")?),
        balance: balance.and_then(|it| AccountBalance::of(it.text()?)),
        completed_at: completed.and_then(|it| facts::instant(it.text()?)),
        notes,
    })
}
