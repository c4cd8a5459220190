//! What saying anew what a payment is for would do, and what it can be put to.

use billing::allocation::{Wanted, choose};
use billing::ids::ObligationId;
use billing::money::Money;
use chrono::NaiveDate;
use store::client::Store;
use store::payments::PaymentFile;
use store::states::Allocation;

use super::owed::Owed;
use super::{Preview, owned};
use crate::error::OperationError;

/// An instalment that a payment can be put to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The number of the instalment.
    pub number: u32,
    /// How many instalments there are.
    pub of: usize,
    /// When it is due.
    pub due_on: NaiveDate,
    /// The most that can be put to it: what is still to be paid, and what of this payment is put to it.
    pub most: Money,
    /// What of this payment is put to it now.
    pub put: Money,
}

/// What putting a payment to something else would do.
///
/// # Errors
/// In this order: [`OperationError::PaymentReversed`], [`OperationError::PaymentNotAssociated`],
/// [`OperationError::ObligationOfAnotherCustomer`], [`OperationError::Allocation`], [`OperationError::Store`].
pub async fn reallocation(
    store: &Store,
    file: &PaymentFile,
    wanted: &[Wanted],
) -> Result<Preview, OperationError> {
    let (state, holder) = owned(file)?;
    if wanted.iter().any(|one| one.obligation.customer() != holder) {
        return Err(OperationError::ObligationOfAnotherCustomer);
    }
    let amount = file.facts.payment.amount;
    let owed = Owed::by(store, &holder).await?;
    let open = owed.open(&state.allocations, amount.currency())?;
    let shares = choose(amount, &open, wanted).map_err(OperationError::Allocation)?;
    let put = Money::sum(amount.currency(), shares.iter().map(|share| share.amount))?;
    Ok(Preview {
        loses: None,
        gets: None,
        doses: owed.changes(&state.allocations, &shares, amount.currency())?,
        unallocated: Some(amount.checked_sub(put)?),
        edits: None,
        told: Vec::new(),
    })
}

/// What taking back some of the allocations of a payment would do: the one with this number, or all of them.
///
/// # Errors
/// In this order: [`OperationError::PaymentReversed`], [`OperationError::PaymentNotAssociated`],
/// [`OperationError::AllocationNotFound`], [`OperationError::Store`].
pub async fn undoing(
    store: &Store,
    file: &PaymentFile,
    number: Option<u32>,
) -> Result<Preview, OperationError> {
    let (state, holder) = owned(file)?;
    let is_meant = |one: &&Allocation| number.is_none_or(|number| one.number == number);
    let released: Vec<Allocation> = state.allocations.iter().filter(is_meant).cloned().collect();
    if number.is_some() && released.is_empty() {
        return Err(OperationError::AllocationNotFound);
    }
    let amount = file.facts.payment.amount;
    let owed = Owed::by(store, &holder).await?;
    let kept: i64 = state.allocated_cents() - released.iter().map(|one| one.cents).sum::<i64>();
    let kept = Money::from_cents(kept, amount.currency())?;
    Ok(Preview {
        loses: None,
        gets: None,
        doses: owed.changes(&released, &[], amount.currency())?,
        unallocated: Some(amount.checked_sub(kept)?),
        edits: None,
        told: Vec::new(),
    })
}

/// What a payment can be put to: what its owner still has to pay, and what it is put to now, oldest due first.
///
/// # Errors
/// In this order: [`OperationError::PaymentReversed`], [`OperationError::PaymentNotAssociated`],
/// [`OperationError::Store`].
pub async fn choices(store: &Store, file: &PaymentFile) -> Result<Vec<Choice>, OperationError> {
    let (state, holder) = owned(file)?;
    let currency = file.facts.payment.amount.currency();
    Owed::by(store, &holder)
        .await?
        .choices(&state.allocations, currency)
}
