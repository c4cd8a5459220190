//! What a customer can choose to pay: all that is due now, or one obligation. Reads, and writes nothing.

use billing::ids::{CustomerId, ObligationId};
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use store::client::Store;

use crate::debts::{self, Debt};
use crate::error::OperationError;

/// What is due: whatever is overdue, and what falls due on the first day from today on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// All of it.
    pub amount: Money,
    /// Of it, what is overdue.
    pub overdue: Money,
    /// The day on which the rest falls due; nothing where all of it is overdue.
    pub next_on: Option<NaiveDate>,
}

/// An obligation of which something is left to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenObligation {
    /// Which one.
    pub id: ObligationId,
    /// What it is for.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    pub institution: Option<String>,
    /// What the payer may quote.
    pub payment_code: Option<String>,
    /// What of it is due.
    pub due: Due,
    /// All that is left to pay of it.
    pub outstanding: Money,
}

/// What a customer can choose to pay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payable {
    /// What is due; nothing where nothing is left to pay.
    pub due: Option<Due>,
    /// Obligations of which something is left to pay, the one that is due first on top.
    pub obligations: Vec<OpenObligation>,
}

/// What a customer can choose to pay in a currency.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn of_customer(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
    today: NaiveDate,
) -> Result<Payable, OperationError> {
    let owed = store.obligations_of(customer).await?;
    let (open, _) = debts::by_seniority(&owed, currency, today)?;
    let mut obligations: Vec<OpenObligation> = Vec::new();
    for debt in &open {
        let known = obligations.iter().any(|one| one.id == debt.obligation);
        let doses = || open.iter().filter(|one| one.obligation == debt.obligation);
        if let (false, Some(due)) = (known, due(doses(), currency, today)?) {
            obligations.push(OpenObligation {
                id: debt.obligation.clone(),
                description: debt.description.clone(),
                institution: debt.institution.clone(),
                payment_code: debt.payment_code.clone(),
                outstanding: Money::sum(currency, doses().map(|one| one.dose.outstanding()))?,
                due,
            });
        }
    }
    Ok(Payable {
        due: due(open.iter(), currency, today)?,
        obligations,
    })
}

/// Of open instalments, those that are overdue and those of the first day to come.
fn due<'a>(
    open: impl Iterator<Item = &'a Debt> + Clone,
    currency: Currency,
    today: NaiveDate,
) -> Result<Option<Due>, OperationError> {
    let to_come = open.clone().filter(|debt| debt.dose.due_on >= today);
    let next_on = to_come.map(|debt| debt.dose.due_on).min();
    let sum = |wanted: &dyn Fn(NaiveDate) -> bool| {
        let of_day = open.clone().filter(|debt| wanted(debt.dose.due_on));
        Money::sum(currency, of_day.map(|debt| debt.dose.outstanding()))
    };
    let overdue = sum(&|day| day < today)?;
    let amount = overdue.checked_add(sum(&|day| Some(day) == next_on)?)?;
    Ok(amount.is_positive().then_some(Due {
        amount,
        overdue,
        next_on,
    }))
}
