//! How a customer stands.

use billing::ids::CustomerId;
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use store::client::Store;
use store::error::StoreError;
use store::journal::Tip;
use store::obligations::ObligationFile;

use crate::error::OperationError;

/// Readings before the figures are given out although the account moved in between.
pub(crate) const READINGS_MAX: usize = 4;

/// A customer's figures at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Credits minus debits.
    pub balance: Money,
    /// Still due, overdue or not.
    pub outstanding: Money,
    /// Of it, what fell due before today.
    pub overdue: Money,
    /// Paid and not yet put to anything.
    pub unallocated_credit: Money,
}

/// The balance comes from the journal and the outstanding amount from the instalments; what is paid
/// and not yet put to anything is the one plus the other, which [`check`](crate::check) proves.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn balance(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
    today: NaiveDate,
) -> Result<Balance, OperationError> {
    if store.customer(customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    let (tip, owed) = at_one_moment(store, customer, currency).await?;
    figures(&tip, &owed, currency, today)
}

/// The end of an account and what its customer owes or owed, as they stood together.
pub(crate) async fn at_one_moment(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
) -> Result<(Tip, Vec<ObligationFile>), OperationError> {
    let mut tip = store.account_tip(customer, currency).await?;
    for _ in 0..READINGS_MAX {
        let owed = store.obligations_of(customer).await?;
        // The two readings belong together only if no entry was written between them.
        let after = store.account_tip(customer, currency).await?;
        if after.seq == tip.seq {
            return Ok((tip, owed));
        }
        tip = after;
    }
    Err(StoreError::Conflict.into())
}

/// The figures of an account that stood like this.
pub(crate) fn figures(
    tip: &Tip,
    owed: &[ObligationFile],
    currency: Currency,
    today: NaiveDate,
) -> Result<Balance, OperationError> {
    let mut outstanding_cents: i64 = 0;
    let mut overdue_cents: i64 = 0;
    for dose in owed.iter().flat_map(|file| &file.instalments) {
        outstanding_cents += dose.outstanding_cents();
        if dose.due_on < today {
            overdue_cents += dose.outstanding_cents();
        }
    }
    let outstanding = Money::from_cents(outstanding_cents, currency)?;
    Ok(Balance {
        balance: tip.balance,
        outstanding,
        overdue: Money::from_cents(overdue_cents, currency)?,
        unallocated_credit: tip.balance.checked_add(outstanding)?,
    })
}
