//! A month of one customer: what falls due on which day.

use billing::ids::CustomerId;
use billing::money::{Currency, Money};
use chrono::{Datelike, NaiveDate};
use store::client::Store;

use crate::debts::{self, Debt};
use crate::error::OperationError;

/// A day on which something falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub on: NaiveDate,
    /// What falls due on it, paid or not.
    pub amount: Money,
    /// What of that is still to be paid.
    pub outstanding: Money,
    /// The instalments.
    pub debts: Vec<Debt>,
}

/// What falls due in the month of `month`, day by day; days with nothing and what was cancelled are left out.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn month(
    store: &Store,
    customer: &CustomerId,
    month: NaiveDate,
    currency: Currency,
    today: NaiveDate,
) -> Result<Vec<DueDay>, OperationError> {
    let mut due: Vec<Debt> = Vec::new();
    for file in store.obligations_of(customer).await? {
        if file.head.currency == currency {
            due.extend(debts::of_file(&file, today)?);
        }
    }
    due.retain(|debt| is_in(month, debt.dose.due_on) && !debt.dose.is_cancelled());
    due.sort_by_key(|debt| debt.dose.due_on);
    let days = due.chunk_by(|one, other| one.dose.due_on == other.dose.due_on);
    let days = days.filter_map(|debts| Some((debts.first()?.dose.due_on, debts)));
    days.map(|(on, debts)| {
        Ok(DueDay {
            on,
            amount: Money::sum(currency, debts.iter().map(|debt| debt.dose.amount))?,
            outstanding: Money::sum(currency, debts.iter().map(|debt| debt.dose.outstanding()))?,
            debts: debts.to_vec(),
        })
    })
    .collect()
}

fn is_in(month: NaiveDate, day: NaiveDate) -> bool {
    (day.year(), day.month()) == (month.year(), month.month())
}
