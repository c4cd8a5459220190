//! Obligations: what a customer has to pay, in one or more instalments, and how far that has been done.
//! It knows nothing of payments; what was paid is an amount that the caller brings.

pub mod change;
mod planning;
mod proposals;
mod settlement;

#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::business_days::{BusinessDays, ClosedDay, because};
use crate::ids::{CustomerId, ObligationId};
use crate::language::Language;
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
    /// The closed days because of which the two dates differ.
    pub moved_over: Vec<ClosedDay>,
    /// How much, without what was cancelled.
    pub amount: Money,
    /// What has been put to it.
    pub paid: Money,
    /// What was cancelled of it and is no longer part of the amount.
    pub cancelled: Money,
}

impl Instalment {
    /// Why the due date is not the planned one, in words for people; nothing where it is.
    pub fn moved_because(&self, language: Language) -> Option<String> {
        because(&self.moved_over, language)
    }
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

/// The most instalments of one obligation: seven and a half years of months. One transaction of DynamoDB
/// takes 100 items, and besides them it holds the obligation, its code, the journal entry and the messages.
pub const INSTALMENTS_MAX: usize = 90;

/// The years in which an instalment may be planned; anything else is a slip of the finger.
pub const PLANNED_YEARS: RangeInclusive<i32> = 2000..=2199;

/// When an obligation has to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Schedule {
    /// All of it on one day.
    OneOff {
        /// The day.
        due_on: NaiveDate,
    },
    /// Doses of one amount at one pace.
    Automatic {
        /// The day of the first dose.
        first_on: NaiveDate,
        /// The pace.
        #[serde(default)]
        every: Frequency,
        /// The amount of each dose.
        instalment_amount: Money,
        /// How many doses.
        count: u32,
        /// The amount of the last dose, where it is another.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_amount: Option<Money>,
    },
    /// The instalments that a person wrote down.
    Manual {
        /// Their days and amounts, in any order.
        instalments: Vec<(NaiveDate, Money)>,
    },
}

/// How long it is from one dose to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Seven days.
    Weekly,
    /// Fourteen days.
    Fortnightly,
    /// A month.
    #[default]
    Monthly,
    /// Three months.
    Quarterly,
}

impl Frequency {
    /// Every frequency.
    pub const ALL: [Frequency; 4] = [
        Frequency::Weekly,
        Frequency::Fortnightly,
        Frequency::Monthly,
        Frequency::Quarterly,
    ];

    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Frequency::Weekly => "weekly",
            Frequency::Fortnightly => "fortnightly",
            Frequency::Monthly => "monthly",
            Frequency::Quarterly => "quarterly",
        }
    }

    /// The day this many steps after the first. Months are counted from the first day, so that the 31st is the
    /// last day of a shorter month and the 31st again after it; nothing beyond the calendar's end.
    pub fn day_after(self, first: NaiveDate, steps: u32) -> Option<NaiveDate> {
        match self {
            Frequency::Weekly => {
                first.checked_add_days(Days::new(u64::from(steps).checked_mul(7)?))
            }
            Frequency::Fortnightly => {
                first.checked_add_days(Days::new(u64::from(steps).checked_mul(14)?))
            }
            Frequency::Monthly => first.checked_add_months(Months::new(steps)),
            Frequency::Quarterly => first.checked_add_months(Months::new(steps.checked_mul(3)?)),
        }
    }
}

/// Why no plan can be made, in order of precedence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScheduleError {
    /// There is no instalment.
    #[error("give at least one instalment")]
    NoInstalments,
    /// There are more than [`INSTALMENTS_MAX`] instalments.
    #[error("use at most {max} instalments", max = INSTALMENTS_MAX)]
    TooManyInstalments,
    /// The total or an instalment is not above zero.
    #[error("use amounts above zero")]
    NotPositive,
    /// An instalment is not within [`PLANNED_YEARS`].
    #[error(
        "use days in the years {first} to {last}",
        first = PLANNED_YEARS.start(),
        last = PLANNED_YEARS.end()
    )]
    DayOutOfRange,
    /// The instalments have another currency than the total, or add up beyond every limit.
    #[error("the instalments do not add up")]
    Amount(#[from] MoneyError),
    /// The instalments that a person wrote down do not add up to the total.
    #[error("make the instalments add up to the total, which is {difference} more")]
    SumDiffers {
        /// The total minus the instalments; negative when the instalments are too much.
        difference: Money,
    },
    /// Doses of this amount and number do not add up to the total.
    #[error("{}; change the amount or the number of instalments", how_far_off(*difference))]
    DoesNotFit {
        /// The total minus the instalments; negative when the instalments are too much.
        difference: Money,
        /// What would add up; each of them can be planned as it is.
        proposals: Vec<Proposal>,
    },
    /// There is no business day within [`crate::business_days::WALK_DAYS_MAX`] days.
    #[error("every day is closed for a month from {nominal_on}: look through the gazetted days")]
    NoBusinessDay {
        /// The planned day.
        nominal_on: NaiveDate,
    },
}

fn how_far_off(difference: Money) -> String {
    if difference.is_negative() {
        format!(
            "the instalments are {} more than the total",
            difference.negated()
        )
    } else {
        format!("the instalments are {difference} less than the total")
    }
}

/// Doses that add up to the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// In what it differs from what was asked for.
    pub kind: ProposalKind,
    /// The amount of each dose.
    pub instalment_amount: Money,
    /// How many doses.
    pub count: u32,
    /// The amount of the last dose, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_amount: Option<Money>,
}

impl Proposal {
    /// The schedule that it proposes.
    pub fn schedule(&self, first_on: NaiveDate, every: Frequency) -> Schedule {
        Schedule::Automatic {
            first_on,
            every,
            instalment_amount: self.instalment_amount,
            count: self.count,
            last_amount: self.last_amount,
        }
    }
}

/// In what a proposal differs from what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// The last dose is smaller.
    LastSmaller,
    /// The last dose is larger.
    LastLarger,
    /// There are more doses, or fewer.
    OtherCount,
    /// Each dose has another amount.
    OtherAmount,
}

impl ProposalKind {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            ProposalKind::LastSmaller => "last_smaller",
            ProposalKind::LastLarger => "last_larger",
            ProposalKind::OtherCount => "other_count",
            ProposalKind::OtherAmount => "other_amount",
        }
    }
}

/// The instalments of an obligation of `amount`: in the order of their dates, numbered from 1, nothing paid,
/// each due on a business day. Instalments of the same day keep the order in which they were written.
pub fn plan(
    amount: Money,
    schedule: &Schedule,
    days: &BusinessDays,
) -> Result<Vec<Instalment>, ScheduleError> {
    match (planning::planned(amount, schedule, days), schedule) {
        (Err(ScheduleError::SumDiffers { difference }), Schedule::Automatic { .. }) => {
            Err(ScheduleError::DoesNotFit {
                difference,
                proposals: proposals::that_fit(amount, schedule, days),
            })
        }
        (result, _) => result,
    }
}
