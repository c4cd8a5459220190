//! An obligation as staff see it.

use billing::business_days::ClosedDay;
use billing::ids::ObligationId;
use billing::money::Money;
use billing::obligation::{Instalment, Payee};
use chrono::NaiveDate;

use crate::components::settled::Settled;

/// One line of a list of obligations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObligationRow {
    /// Which one.
    pub id: ObligationId,
    /// The account number of who owes it, in the form in which it stands in addresses.
    pub account: String,
    /// The name of who owes it.
    pub customer_name: String,
    /// To whom it is owed.
    pub payee: Payee,
    /// What it is for.
    pub description: String,
    /// What a payer may quote.
    pub payment_code: Option<String>,
    /// The total.
    pub amount: Money,
    /// What is paid of it.
    pub paid: Money,
    /// What is still due of it.
    pub outstanding: Money,
    /// The next day on which something of it is due.
    pub next_due_on: Option<NaiveDate>,
    /// How it stands.
    pub settled: Settled,
}

/// One dose, with why it is due when it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dose {
    /// Counted from 1.
    pub number: u32,
    /// The day that the plan asks for.
    pub nominal_on: NaiveDate,
    /// The day until which it has to be paid.
    pub due_on: NaiveDate,
    /// The closed days because of which the two differ.
    pub moved_over: Vec<ClosedDay>,
    /// Whether a person insisted on the day.
    pub insisted: bool,
    /// How much, without what was cancelled.
    pub amount: Money,
    /// What is paid of it.
    pub paid: Money,
    /// What was cancelled of it.
    pub cancelled: Money,
    /// How it stands.
    pub settled: Settled,
}

impl Dose {
    /// What the page needs of an instalment.
    #[must_use]
    pub fn of(one: &Instalment, insisted: bool, today: NaiveDate) -> Self {
        Self {
            number: one.number,
            nominal_on: one.nominal_on,
            due_on: one.due_on,
            moved_over: one.moved_over.clone(),
            insisted,
            amount: one.amount,
            paid: one.paid,
            cancelled: one.cancelled,
            settled: Settled {
                status: one.status(),
                overdue: one.overdue(today),
                cancelled: one.is_cancelled(),
            },
        }
    }
}

/// Where the pages about an obligation begin.
#[must_use]
pub fn obligation_path(id: &ObligationId) -> String {
    format!("/staff/obligations/{id}")
}
