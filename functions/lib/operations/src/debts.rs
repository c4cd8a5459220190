//! What one customer owes, instalment by instalment and by age, beside what they have paid that is not put to anything;
//! and the one being put to the other.

pub mod credit;
pub mod settle;

use billing::aging::{Age, days_overdue};
use billing::ids::{CustomerId, ObligationId};
use billing::money::{Currency, Money};
use billing::obligation::Instalment;
use chrono::NaiveDate;
use store::client::Store;
use store::obligations::ObligationFile;

use self::credit::with_remainder;
use crate::balance::{Balance, at_one_moment, figures};
use crate::error::OperationError;
use crate::obligations::institution;
use crate::payments::account::{self, AccountPayment, Wanted};

/// Payments that are shown beside those with a remainder, where all rows are asked for.
const PAYMENTS_SHOWN: usize = 50;

/// An instalment as a row: with what of its obligation tells what it is. Staff's comments are not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    pub institution: Option<String>,
    /// What the payer may quote.
    pub payment_code: Option<String>,
    /// How many instalments the obligation has.
    pub of: u32,
    /// The instalment.
    pub dose: Instalment,
    /// Days since it was due; 0 for what is not due yet or has nothing left to pay.
    pub days_overdue: u32,
    /// How old that is; nothing for what is not overdue.
    pub age: Option<Age>,
}

impl Debt {
    /// Obligation and number, by which it is chosen.
    #[must_use]
    pub fn place(&self) -> (ObligationId, u32) {
        (self.obligation.clone(), self.dose.number)
    }
}

/// The instalments of an obligation as rows, by number.
///
/// # Errors
/// [`OperationError::Store`] if a stored amount is out of range.
pub fn of_file(file: &ObligationFile, today: NaiveDate) -> Result<Vec<Debt>, OperationError> {
    let doses = file.obligation()?.instalments;
    let of = u32::try_from(doses.len()).unwrap_or(u32::MAX);
    let debts = doses.into_iter().map(|dose| {
        let is_overdue = dose.overdue(today);
        Debt {
            obligation: file.head.id.clone(),
            description: file.head.description.clone(),
            institution: institution(&file.head.payee),
            payment_code: file.head.payment_code.clone(),
            of,
            days_overdue: if is_overdue {
                days_overdue(dose.due_on, today)
            } else {
                0
            },
            age: Age::of(dose.due_on, today).filter(|_| is_overdue),
            dose,
        }
    });
    Ok(debts.collect())
}

/// Which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// What is still owed, and payments with a remainder.
    Open,
    /// That, with what is settled or cancelled, and the latest other payments.
    All,
}

/// What one age of a customer's debts comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeAmount {
    /// The age; nothing for what is not overdue.
    pub age: Option<Age>,
    /// Still due.
    pub amount: Money,
}

/// What one customer owes, by age.
#[derive(Clone, Debug)]
pub struct AgedDebts {
    /// The day by which the ages count.
    pub day: NaiveDate,
    /// How they stand.
    pub figures: Balance,
    /// What is not due yet, and then each age, the youngest first.
    pub ages: Vec<AgeAmount>,
    /// What is still owed, oldest due first.
    pub open: Vec<Debt>,
    /// What is settled or cancelled, latest due first; empty unless asked for.
    pub settled: Vec<Debt>,
    /// Payments with an unallocated remainder, oldest first.
    pub credit: Vec<AccountPayment>,
    /// The latest payments without one, newest first; empty unless asked for.
    pub allocated: Vec<AccountPayment>,
}

/// What a customer owes in a currency, as it stood at one moment.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`], [`OperationError::Money`].
pub async fn aged_debtors(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
    rows: Rows,
    today: NaiveDate,
) -> Result<AgedDebts, OperationError> {
    if store.customer(customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    let (tip, owed) = at_one_moment(store, customer, currency).await?;
    let figures = figures(&tip, &owed, currency, today)?;
    let (open, mut settled) = by_seniority(&owed, currency, today)?;
    settled.reverse();
    let credit = with_remainder(store, customer, figures.unallocated_credit).await?;
    let mut allocated = Vec::new();
    if rows == Rows::All {
        let latest =
            account::page_of_customer(store, customer, Wanted::Standing, None, PAYMENTS_SHOWN)
                .await?;
        allocated = latest.items;
        allocated.retain(|one| credit.iter().all(|other| other.number != one.number));
    } else {
        settled.clear();
    }
    Ok(AgedDebts {
        day: today,
        figures,
        ages: ages(&open, currency)?,
        open,
        settled,
        credit,
        allocated,
    })
}

/// What is open and what is not, each oldest due first and always in the same order.
pub(crate) fn by_seniority(
    owed: &[ObligationFile],
    currency: Currency,
    today: NaiveDate,
) -> Result<(Vec<Debt>, Vec<Debt>), OperationError> {
    let mut files: Vec<&ObligationFile> = owed.iter().collect();
    files.retain(|file| file.head.currency == currency);
    files.sort_by_key(|file| (file.head.created_at, &file.head.id));
    let mut debts = Vec::new();
    for file in files {
        debts.extend(of_file(file, today)?);
    }
    debts.sort_by_key(|debt| debt.dose.due_on);
    Ok(debts
        .into_iter()
        .partition(|debt| debt.dose.outstanding().is_positive()))
}

fn ages(open: &[Debt], currency: Currency) -> Result<Vec<AgeAmount>, OperationError> {
    let ages = std::iter::once(None).chain(Age::ALL.map(Some));
    ages.map(|age| {
        let of_age = open.iter().filter(|debt| debt.age == age);
        let amounts = of_age.map(|debt| debt.dose.outstanding());
        Ok(AgeAmount {
            age,
            amount: Money::sum(currency, amounts)?,
        })
    })
    .collect()
}
