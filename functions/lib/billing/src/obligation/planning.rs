//! From a schedule to instalments: the days counted, the sum checked, each due date on a business day.

use chrono::{Datelike, NaiveDate};

use crate::business_days::BusinessDays;
use crate::money::Money;
use crate::obligation::{INSTALMENTS_MAX, Instalment, PLANNED_YEARS, Schedule, ScheduleError};

/// The plan without proposals where the doses do not add up.
pub(super) fn planned(
    amount: Money,
    schedule: &Schedule,
    days: &BusinessDays,
) -> Result<Vec<Instalment>, ScheduleError> {
    let mut doses = doses(amount, schedule)?;
    if doses.is_empty() {
        return Err(ScheduleError::NoInstalments);
    }
    if doses.len() > INSTALMENTS_MAX {
        return Err(ScheduleError::TooManyInstalments);
    }
    if !amount.is_positive() || doses.iter().any(|(_, dose)| !dose.is_positive()) {
        return Err(ScheduleError::NotPositive);
    }
    if doses
        .iter()
        .any(|(date, _)| !PLANNED_YEARS.contains(&date.year()))
    {
        return Err(ScheduleError::DayOutOfRange);
    }
    let sum = Money::sum(amount.currency(), doses.iter().map(|(_, dose)| *dose))?;
    let difference = amount.checked_sub(sum)?;
    if !difference.is_zero() {
        return Err(ScheduleError::SumDiffers { difference });
    }
    doses.sort_by_key(|(date, _)| *date);
    (1_u32..)
        .zip(doses)
        .map(|(number, (nominal_on, dose))| instalment(number, nominal_on, dose, days))
        .collect()
}

/// The planned days and amounts, not yet checked but for their number.
fn doses(amount: Money, schedule: &Schedule) -> Result<Vec<(NaiveDate, Money)>, ScheduleError> {
    match schedule {
        Schedule::OneOff { due_on } => Ok(vec![(*due_on, amount)]),
        Schedule::Manual { instalments } => Ok(instalments.clone()),
        Schedule::Automatic {
            first_on,
            every,
            instalment_amount,
            count,
            last_amount,
        } => {
            if usize::try_from(*count).is_ok_and(|count| count > INSTALMENTS_MAX) {
                return Err(ScheduleError::TooManyInstalments);
            }
            let mut doses = (0..*count)
                .map(|steps| Some((every.day_after(*first_on, steps)?, *instalment_amount)))
                .collect::<Option<Vec<_>>>()
                .ok_or(ScheduleError::DayOutOfRange)?;
            if let (Some((_, last)), Some(other)) = (doses.last_mut(), last_amount) {
                *last = *other;
            }
            Ok(doses)
        }
    }
}

fn instalment(
    number: u32,
    nominal_on: NaiveDate,
    amount: Money,
    days: &BusinessDays,
) -> Result<Instalment, ScheduleError> {
    let settled = days.settle(nominal_on);
    if !days.is_open(settled.due_on) {
        return Err(ScheduleError::NoBusinessDay { nominal_on });
    }
    Ok(Instalment {
        number,
        nominal_on,
        due_on: settled.due_on,
        moved_over: settled.moved_over,
        amount,
        paid: Money::zero(amount.currency()),
        cancelled: Money::zero(amount.currency()),
    })
}
