//! Obligations: what a customer has to pay, in one or more instalments, and how far that has been done.
//! It knows nothing of payments; what was paid is an amount that the caller brings.

mod settlement;

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::{CustomerId, ObligationId};
use crate::money::{Money, MoneyError};

/// Something that a customer has to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// Which one.
    pub id: ObligationId,
    /// Who has to pay.
    pub customer: CustomerId,
    /// Who gets the money in the end.
    pub payee: Payee,
    /// What it is for, in words for the customer.
    pub description: String,
    /// What a payer may type to mean this obligation, normalised.
    pub payment_code: Option<String>,
    /// The total; the instalments add up to it.
    pub amount: Money,
    /// Whether the customer is told about it.
    pub notify_customer: bool,
    /// What only staff may read.
    pub manager_comments: Option<String>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// The doses, at least one, numbered from 1.
    pub instalments: Vec<Instalment>,
}

/// One dose of an obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// Counted from 1 in the order of the dates.
    pub number: u32,
    /// The date that the plan asks for.
    pub nominal_on: NaiveDate,
    /// The date until which it has to be paid.
    pub due_on: NaiveDate,
    /// Why the two dates differ, in words for the customer.
    pub moved_because: Option<String>,
    /// How much.
    pub amount: Money,
    /// What has been put to it.
    pub paid: Money,
}

/// How far something is paid; derived, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettlementStatus {
    /// Nothing has been paid.
    Unpaid,
    /// A part has been paid.
    PartiallyPaid,
    /// Nothing is left to pay.
    Paid,
}

impl SettlementStatus {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            SettlementStatus::Unpaid => "unpaid",
            SettlementStatus::PartiallyPaid => "partially_paid",
            SettlementStatus::Paid => "paid",
        }
    }
}

/// Who gets the money in the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Payee {
    /// We do.
    Us {
        /// What we earn it with.
        income: Income,
    },
    /// An institution that we collect for: a tax office, a council, a school.
    Institution {
        /// Its name, as it appears in the journal.
        name: String,
    },
}

/// What we earn money with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Income {
    /// The running service.
    Service,
    /// Setting it up.
    Installation,
    /// Things sold or lent.
    Equipment,
    /// Anything else.
    Other,
}

impl Income {
    /// Every kind of income.
    pub const ALL: [Income; 4] = [
        Income::Service,
        Income::Installation,
        Income::Equipment,
        Income::Other,
    ];

    /// The name in the journal and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Income::Service => "service",
            Income::Installation => "installation",
            Income::Equipment => "equipment",
            Income::Other => "other",
        }
    }
}

/// The most instalments of one obligation: eight years of months, and with the obligation itself what
/// one transaction of DynamoDB takes.
pub const INSTALMENTS_MAX: usize = 96;

/// When an obligation has to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Schedule {
    /// All of it on one day.
    OneOff {
        /// The day.
        due_on: NaiveDate,
    },
    /// The instalments that a person wrote down.
    Manual {
        /// Their days and amounts, in any order.
        instalments: Vec<(NaiveDate, Money)>,
    },
}

/// Why no plan can be made, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ScheduleError {
    /// There is no instalment.
    #[error("give at least one instalment")]
    NoInstalments,
    /// There are more than [`INSTALMENTS_MAX`] instalments.
    #[error("use at most 96 instalments")]
    TooManyInstalments,
    /// The total or an instalment is not above zero.
    #[error("use amounts above zero")]
    NotPositive,
    /// The instalments have another currency than the total, or add up beyond every limit.
    #[error("the instalments do not add up")]
    Amount(#[from] MoneyError),
    /// The instalments do not add up to the total.
    #[error("make the instalments add up to the total, which is {difference} more")]
    SumDiffers {
        /// The total minus the instalments; negative when the instalments are too much.
        difference: Money,
    },
}

/// The instalments of an obligation of `amount`: in the order of their dates, numbered from 1, nothing paid.
/// Instalments of the same day keep the order in which they were written.
pub fn plan(amount: Money, schedule: &Schedule) -> Result<Vec<Instalment>, ScheduleError> {
    let mut doses = match schedule {
        Schedule::OneOff { due_on } => vec![(*due_on, amount)],
        Schedule::Manual { instalments } => instalments.clone(),
    };
    if doses.is_empty() {
        return Err(ScheduleError::NoInstalments);
    }
    if doses.len() > INSTALMENTS_MAX {
        return Err(ScheduleError::TooManyInstalments);
    }
    if !amount.is_positive() || doses.iter().any(|(_, dose)| !dose.is_positive()) {
        return Err(ScheduleError::NotPositive);
    }
    let sum = Money::sum(amount.currency(), doses.iter().map(|(_, dose)| *dose))?;
    let difference = amount.checked_sub(sum)?;
    if !difference.is_zero() {
        return Err(ScheduleError::SumDiffers { difference });
    }
    doses.sort_by_key(|(date, _)| *date);
    let instalments = (1_u32..)
        .zip(doses)
        .map(|(number, (date, dose))| Instalment {
            number,
            nominal_on: date,
            due_on: date,
            moved_because: None,
            amount: dose,
            paid: Money::zero(amount.currency()),
        });
    Ok(instalments.collect())
}
