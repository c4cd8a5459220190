//! The rules for changing what was planned: amounts, due dates, cancelling, and days that become holidays.
//! It decides; who asked, why, and who is told are the caller's.

#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use crate::business_days::{BusinessDays, ClosedDay, Settled};
use crate::money::{Money, MoneyError};
use crate::obligation::{Instalment, PLANNED_YEARS};

/// What a change comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<T> {
    /// It is so already.
    Nothing,
    /// It becomes this.
    Becomes(T),
}

/// Why something cannot be changed, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// The new amount is not above zero.
    #[error("use an amount above zero; cancel the instalment where nothing is to be paid any more")]
    NotPositive,
    /// The new amount has another currency, or what was cancelled adds up beyond every limit.
    #[error("the amount does not go with the instalment")]
    Amount(#[from] MoneyError),
    /// The new amount is below what has been put to the instalment.
    #[error(
        "{paid} has been put to this instalment: use at least that, or undo an allocation first"
    )]
    BelowAllocated {
        /// What has been put to it.
        paid: Money,
    },
    /// The new day is not within [`PLANNED_YEARS`].
    #[error(
        "use a day in the years {first} to {last}",
        first = PLANNED_YEARS.start(),
        last = PLANNED_YEARS.end()
    )]
    DayOutOfRange,
    /// There is no business day within [`crate::business_days::WALK_DAYS_MAX`] days.
    #[error(
        "every day is closed for a month from {asked_on}: look through the gazetted days, or insist"
    )]
    NoBusinessDay {
        /// The day that was asked for.
        asked_on: NaiveDate,
    },
    /// The new due date is before the one that the customer was promised.
    #[error("the customer was promised {due_on}: use that day or a later one, or insist")]
    EarlierThanPromised {
        /// The due date that stands.
        due_on: NaiveDate,
    },
    /// Nothing is left to pay, so nothing can be cancelled.
    #[error("nothing is left to pay")]
    NothingToCancel,
}

/// Gives an instalment another amount; the total of its obligation follows.
pub fn change_amount(instalment: &Instalment, new: Money) -> Result<Change<Money>, ChangeError> {
    if !new.is_positive() {
        return Err(ChangeError::NotPositive);
    }
    if new.checked_sub(instalment.paid)?.is_negative() {
        return Err(ChangeError::BelowAllocated {
            paid: instalment.paid,
        });
    }
    if new == instalment.amount {
        return Ok(Change::Nothing);
    }
    Ok(Change::Becomes(new))
}

/// Gives an instalment another due date: the business day for `asked_on`, which becomes the planned day.
///
/// With `insist` it is that very day, be it closed or earlier than the customer was promised. `promised` says
/// whether the customer knows the due date that stands.
pub fn change_due_date(
    instalment: &Instalment,
    asked_on: NaiveDate,
    promised: bool,
    insist: bool,
    days: &BusinessDays,
) -> Result<Change<Settled>, ChangeError> {
    if !PLANNED_YEARS.contains(&asked_on.year()) {
        return Err(ChangeError::DayOutOfRange);
    }
    let settled = if insist {
        Settled {
            due_on: asked_on,
            moved_over: Vec::new(),
        }
    } else {
        days.settle(asked_on)
    };
    if !insist && !days.is_open(settled.due_on) {
        return Err(ChangeError::NoBusinessDay { asked_on });
    }
    if !insist && promised && settled.due_on < instalment.due_on {
        return Err(ChangeError::EarlierThanPromised {
            due_on: instalment.due_on,
        });
    }
    if settled.due_on == instalment.due_on {
        return Ok(Change::Nothing);
    }
    Ok(Change::Becomes(settled))
}

/// What cancelling makes of one instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// The number of the instalment.
    pub number: u32,
    /// What need not be paid any more.
    pub taken_away: Money,
    /// The amount that stands: what was paid.
    pub amount: Money,
    /// What has been cancelled of it in all.
    pub cancelled: Money,
}

/// Cancels what is not paid of these instalments; those that are paid are left out of the answer.
pub fn cancel(instalments: &[Instalment]) -> Result<Vec<Cancelled>, ChangeError> {
    let cancelled = instalments
        .iter()
        .filter(|instalment| instalment.outstanding().is_positive())
        .map(|instalment| {
            let taken_away = instalment.outstanding();
            Ok(Cancelled {
                number: instalment.number,
                taken_away,
                amount: instalment.paid,
                cancelled: instalment.cancelled.checked_add(taken_away)?,
            })
        })
        .collect::<Result<Vec<_>, ChangeError>>()?;
    if cancelled.is_empty() {
        return Err(ChangeError::NothingToCancel);
    }
    Ok(cancelled)
}

/// What a day that became a holiday does to an instalment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replan {
    /// It moves, always to a later day. The closed days are all those between the planned day and the new one.
    Moves(Settled),
    /// It stays.
    Keeps(Kept),
}

/// Why an instalment stays although a day became a holiday, in order of precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kept {
    /// It is due on another day.
    OtherDay,
    /// It is due today or was due before.
    NotInTheFuture,
    /// Nothing is left to pay.
    NothingOutstanding,
    /// The customer has been told to pay on this day, or a person insisted on it.
    Announced,
    /// The day was closed before, so a person insisted on it.
    ClosedBefore,
    /// The day is open: the holiday was taken back in the meantime.
    DayIsOpen,
    /// There is no business day within [`crate::business_days::WALK_DAYS_MAX`] days.
    NoBusinessDay,
}

impl Kept {
    /// The name in logs.
    pub const fn name(self) -> &'static str {
        match self {
            Kept::OtherDay => "other_day",
            Kept::NotInTheFuture => "not_in_the_future",
            Kept::NothingOutstanding => "nothing_outstanding",
            Kept::Announced => "announced",
            Kept::ClosedBefore => "closed_before",
            Kept::DayIsOpen => "day_is_open",
            Kept::NoBusinessDay => "no_business_day",
        }
    }
}

/// Plans an instalment anew after `added` became a holiday; `days` is the calendar that has it.
///
/// Repeating it changes nothing: a moved instalment is due on another day. Whatever the direction of the
/// calendar, it moves forward, as the customer may count on the day that was.
pub fn replan(
    instalment: &Instalment,
    announced: bool,
    today: NaiveDate,
    added: NaiveDate,
    days: &BusinessDays,
) -> Replan {
    if let Some(kept) = kept(instalment, announced, today, added, days) {
        return Replan::Keeps(kept);
    }
    let settled = days.following(added);
    if settled.due_on == added {
        return Replan::Keeps(Kept::NoBusinessDay);
    }
    let mut moved_over = days_moved_forward(instalment);
    moved_over.extend(settled.moved_over);
    Replan::Moves(Settled {
        due_on: settled.due_on,
        moved_over,
    })
}

fn kept(
    instalment: &Instalment,
    announced: bool,
    today: NaiveDate,
    added: NaiveDate,
    days: &BusinessDays,
) -> Option<Kept> {
    if instalment.due_on != added {
        Some(Kept::OtherDay)
    } else if instalment.due_on <= today {
        Some(Kept::NotInTheFuture)
    } else if !instalment.outstanding().is_positive() {
        Some(Kept::NothingOutstanding)
    } else if announced {
        Some(Kept::Announced)
    } else if !BusinessDays::statutory().is_open(added) {
        Some(Kept::ClosedBefore)
    } else if days.is_open(added) {
        Some(Kept::DayIsOpen)
    } else {
        None
    }
}

/// The closed days that it moved over before, if it moved forward: those of a move backward say nothing about
/// why it is later now.
fn days_moved_forward(instalment: &Instalment) -> Vec<ClosedDay> {
    if instalment.due_on > instalment.nominal_on {
        instalment.moved_over.clone()
    } else {
        Vec::new()
    }
}
