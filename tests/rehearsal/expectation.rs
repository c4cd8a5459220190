//! What has to arrive in the month, worked out from the plans alone and not by the code under test.

use std::collections::BTreeSet;

use billing::ids::{ObligationId, PaymentId};
use billing::notification::Channel;
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::month::{GAZETTED, MISSED_DAY};
use crate::town::{DAYS, Plan, Town, at, day};

/// A message to one customer over one channel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    Registered(ObligationId, Channel),
    Moved(ObligationId, u32, Channel),
    /// A dose, its due date, and the morning on which one is reminded of it.
    Due(ObligationId, u32, NaiveDate, NaiveDate, Channel),
    /// Money that paid the first dose of an obligation.
    Received(PaymentId, Channel),
}

impl Expected {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Registered(..) => "obligation registered",
            Self::Moved(..) => "date moved",
            Self::Due(_, _, due_on, morning, _) if morning < due_on => "due in some days",
            Self::Due(_, _, due_on, morning, _) if morning == due_on => "due today",
            Self::Due(..) => "overdue",
            Self::Received(..) => "payment received",
        }
    }
}

/// Everything that has to arrive.
pub fn expected(town: &Town) -> BTreeSet<Expected> {
    let mut all = BTreeSet::new();
    for plan in &town.plans {
        for channel in &town.people[plan.person].channels {
            all.insert(Expected::Registered(plan.obligation.clone(), *channel));
            if plan.paid_at.is_some() {
                all.insert(Expected::Received(plan.payment(), *channel));
            }
            for (number, planned) in (1..).zip(&plan.due_on) {
                let due_on = after_gazette(*planned);
                if due_on != *planned {
                    all.insert(Expected::Moved(plan.obligation.clone(), number, *channel));
                }
                for morning in mornings(due_on) {
                    // By the first evening, the first morning's reminders of the old date were over.
                    let too_early = due_on != *planned && morning == day(0);
                    if !too_early && !is_paid(plan, number, at(written_on(morning), 8, 0)) {
                        let id = plan.obligation.clone();
                        all.insert(Expected::Due(id, number, due_on, morning, *channel));
                    }
                }
            }
        }
    }
    all
}

/// The fifth day of the month, a Friday, becomes a holiday before anybody was reminded of it.
fn after_gazette(planned: NaiveDate) -> NaiveDate {
    if planned == day(GAZETTED) {
        day(GAZETTED + 3)
    } else {
        planned
    }
}

/// The mornings within the month on which one is reminded of a due date. On the missed one nothing ran; the next day
/// makes up for it, unless that day has a reminder of its own for the same date.
fn mornings(due_on: NaiveDate) -> Vec<NaiveDate> {
    let before = [7, 3, 0].map(|days| due_on.checked_sub_days(Days::new(days)).unwrap());
    let after = [1, 7].map(|days| due_on.checked_add_days(Days::new(days)).unwrap());
    let all: Vec<NaiveDate> = before.into_iter().chain(after).collect();
    let within = |morning: &&NaiveDate| (day(0)..day(DAYS)).contains(morning);
    let made_up_for =
        |morning: &&NaiveDate| **morning != day(MISSED_DAY) || !all.contains(&day(MISSED_DAY + 1));
    all.iter()
        .filter(within)
        .filter(made_up_for)
        .copied()
        .collect()
}

/// The day on which a morning's reminders are written.
fn written_on(morning: NaiveDate) -> NaiveDate {
    if morning == day(MISSED_DAY) {
        day(MISSED_DAY + 1)
    } else {
        morning
    }
}

fn is_paid(plan: &Plan, number: u32, by: DateTime<Utc>) -> bool {
    number == 1 && plan.paid_at.is_some_and(|at| at <= by)
}
