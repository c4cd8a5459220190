//! Allocation: which instalments an amount of a payment settles.
//! It moves no money and stores nothing; what it answers is a list of shares.

mod choice;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::ObligationId;
use crate::money::{Money, MoneyError};

/// The most instalments that one payment is put to, so that all of them fit into one transaction.
pub const ALLOCATIONS_MAX: usize = 45;

/// An instalment that something is still to be paid of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInstalment {
    /// The obligation that it is a dose of.
    pub obligation: ObligationId,
    /// Its number within the obligation.
    pub number: u32,
    /// Until when it has to be paid.
    pub due_on: NaiveDate,
    /// When the obligation was entered.
    pub created_at: DateTime<Utc>,
    /// What is still to be paid.
    pub outstanding: Money,
}

impl OpenInstalment {
    /// The order in which instalments are settled: oldest due first, and always the same order for the same instalments.
    fn seniority(&self) -> (NaiveDate, DateTime<Utc>, &ObligationId, u32) {
        (self.due_on, self.created_at, &self.obligation, self.number)
    }

    fn key(&self) -> (&ObligationId, u32) {
        (&self.obligation, self.number)
    }
}

/// An amount that is put to one instalment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The obligation.
    pub obligation: ObligationId,
    /// The number of its instalment.
    pub instalment: u32,
    /// How much, always positive.
    pub amount: Money,
}

/// Puts `available` to the `open` instalments: first those of the obligations that the payer pointed at, in that order,
/// then the others, oldest due first. What remains is the customer's unallocated credit.
///
/// It never uses more than `available`, never more than an instalment needs, and at most `limit` instalments.
/// Instalments of another currency are left alone; one that is listed twice counts once.
pub fn allocate(
    available: Money,
    open: &[OpenInstalment],
    pointed_at: &[ObligationId],
    limit: usize,
) -> Vec<Share> {
    let rank = |instalment: &OpenInstalment| {
        pointed_at
            .iter()
            .position(|obligation| *obligation == instalment.obligation)
            .unwrap_or(usize::MAX)
    };
    let mut ordered = settleable(available, open);
    ordered.sort_by_key(|instalment| (rank(instalment), instalment.seniority()));
    fill(available, ordered.into_iter().take(limit))
}

/// What a person wants an amount to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The obligation.
    pub obligation: ObligationId,
    /// Its instalment; `None` for its open instalments, oldest due first.
    pub instalment: Option<u32>,
    /// How much; `None` for as much as fits.
    pub amount: Option<Money>,
}

/// Why an allocation cannot be made as asked, in order of precedence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AllocationError {
    /// More than [`ALLOCATIONS_MAX`] instalments would be touched.
    #[error("put one payment to at most 45 instalments")]
    TooMany,
    /// An amount is not above zero.
    #[error("use amounts above zero")]
    NotPositive,
    /// The same instalment is asked for twice.
    #[error("name instalment {} of {obligation} once only", choice::number(.instalment))]
    Duplicate {
        /// The obligation.
        obligation: ObligationId,
        /// Its instalment, `None` for all that are open.
        instalment: Option<u32>,
    },
    /// There is no such instalment, or nothing is left to pay of it.
    #[error("choose an open instalment: {} of {obligation} is not", choice::number(.instalment))]
    UnknownInstalment {
        /// The obligation.
        obligation: ObligationId,
        /// Its instalment, `None` for any.
        instalment: Option<u32>,
    },
    /// An amount is of another currency, or all of them together are beyond every limit.
    #[error("the amounts do not add up")]
    Amount(#[from] MoneyError),
    /// More is asked for than an instalment still needs.
    #[error("use at most {outstanding} instead of {asked} for {obligation}")]
    ExceedsOutstanding {
        /// The obligation.
        obligation: ObligationId,
        /// Its instalment, `None` for all that are open.
        instalment: Option<u32>,
        /// What is still to be paid.
        outstanding: Money,
        /// What was asked for.
        asked: Money,
    },
    /// More is asked for than there is.
    #[error("use at most {available} of this payment instead of {asked}")]
    ExceedsPayment {
        /// What the payment has left.
        available: Money,
        /// What was asked for altogether.
        asked: Money,
    },
}

/// Puts `available` to what a person `wanted`.
///
/// Amounts that were named are served in full; entries without an amount share what those leave, in the order asked.
/// An entry for which nothing is left yields no share.
pub fn choose(
    available: Money,
    open: &[OpenInstalment],
    wanted: &[Wanted],
) -> Result<Vec<Share>, AllocationError> {
    choice::check_wanted(wanted)?;
    let mut choices = Vec::with_capacity(wanted.len());
    for want in wanted {
        let doses = choice::doses_of(available, open, want)?;
        choice::check_outstanding(want, &doses)?;
        choices.push((want, doses));
    }
    let asked = Money::sum(
        available.currency(),
        wanted.iter().filter_map(|want| want.amount),
    )?;
    if asked.cmp_same(available)?.is_gt() {
        return Err(AllocationError::ExceedsPayment { available, asked });
    }
    let mut unreserved = available.left_after(asked);
    let mut shares = Vec::new();
    for (want, doses) in choices {
        let filled = fill(want.amount.unwrap_or(unreserved), doses.into_iter());
        if want.amount.is_none() {
            for share in &filled {
                unreserved = unreserved.left_after(share.amount);
            }
        }
        shares.extend(filled);
    }
    if shares.len() > ALLOCATIONS_MAX {
        return Err(AllocationError::TooMany);
    }
    Ok(shares)
}

/// Those `open` instalments that fall due from `from` to `to`, both included.
pub fn due_between(open: &[OpenInstalment], from: NaiveDate, to: NaiveDate) -> Vec<OpenInstalment> {
    open.iter()
        .filter(|instalment| (from..=to).contains(&instalment.due_on))
        .cloned()
        .collect()
}

/// The instalments that money of `available`'s currency can go to, each once.
fn settleable(available: Money, open: &[OpenInstalment]) -> Vec<&OpenInstalment> {
    let mut seen = BTreeSet::new();
    open.iter()
        .filter(|instalment| instalment.outstanding.currency() == available.currency())
        .filter(|instalment| instalment.outstanding.is_positive())
        .filter(|instalment| seen.insert(instalment.key()))
        .collect()
}

/// Fills the instalments one after the other until the money is used up.
fn fill<'a>(available: Money, instalments: impl Iterator<Item = &'a OpenInstalment>) -> Vec<Share> {
    let mut left = available;
    let mut shares = Vec::new();
    for instalment in instalments {
        if !left.is_positive() {
            break;
        }
        let amount = left.at_most(instalment.outstanding);
        left = left.left_after(amount);
        shares.push(Share {
            obligation: instalment.obligation.clone(),
            instalment: instalment.number,
            amount,
        });
    }
    shares
}
