//! How long what is overdue has been overdue.
//! It knows neither who owes it nor what day it is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An age of what is overdue, by the days since its due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Age {
    /// 1 to 7 days.
    #[serde(rename = "days_1_to_7")]
    Days1To7,
    /// 8 to 30 days.
    #[serde(rename = "days_8_to_30")]
    Days8To30,
    /// 31 to 60 days.
    #[serde(rename = "days_31_to_60")]
    Days31To60,
    /// 61 to 90 days.
    #[serde(rename = "days_61_to_90")]
    Days61To90,
    /// More than 90 days.
    #[serde(rename = "over_90_days")]
    Over90Days,
}

impl Age {
    /// Every age, the youngest first.
    pub const ALL: [Age; 5] = [
        Age::Days1To7,
        Age::Days8To30,
        Age::Days31To60,
        Age::Days61To90,
        Age::Over90Days,
    ];

    /// The age on `today` of what was due on `due_on`; `None` for what is not overdue, as on the due date itself.
    pub fn of(due_on: NaiveDate, today: NaiveDate) -> Option<Age> {
        match days_overdue(due_on, today) {
            0 => None,
            1..=7 => Some(Age::Days1To7),
            8..=30 => Some(Age::Days8To30),
            31..=60 => Some(Age::Days31To60),
            61..=90 => Some(Age::Days61To90),
            _ => Some(Age::Over90Days),
        }
    }

    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Age::Days1To7 => "days_1_to_7",
            Age::Days8To30 => "days_8_to_30",
            Age::Days31To60 => "days_31_to_60",
            Age::Days61To90 => "days_61_to_90",
            Age::Over90Days => "over_90_days",
        }
    }

    /// The first and the last number of days; the last age has no end.
    pub const fn days(self) -> (u32, Option<u32>) {
        match self {
            Age::Days1To7 => (1, Some(7)),
            Age::Days8To30 => (8, Some(30)),
            Age::Days31To60 => (31, Some(60)),
            Age::Days61To90 => (61, Some(90)),
            Age::Over90Days => (91, None),
        }
    }
}

/// The days on `today` since `due_on`; 0 on the due date and before it.
pub fn days_overdue(due_on: NaiveDate, today: NaiveDate) -> u32 {
    let days = today.signed_duration_since(due_on).num_days();
    u32::try_from(days).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::{Age, days_overdue};

    #[test]
    fn an_age_begins_and_ends_with_its_days() {
        let due_on: NaiveDate = "2026-08-31".parse().unwrap();
        let on = |days| due_on.checked_add_days(Days::new(days)).unwrap();
        for age in Age::ALL {
            let (first, last) = age.days();
            assert_eq!(Age::of(due_on, on(first.into())), Some(age));
            let last = last.unwrap_or(5_000);
            assert_eq!(Age::of(due_on, on(last.into())), Some(age));
            assert_ne!(Age::of(due_on, on((first - 1).into())), Some(age));
        }
        assert_eq!(Age::of(due_on, due_on), None);
        assert_eq!(Age::of(on(1), due_on), None);
        assert_eq!(days_overdue(on(3), due_on), 0);
        assert_eq!(days_overdue(due_on, on(3)), 3);
    }

    #[test]
    fn names_are_those_that_are_stored() {
        for age in Age::ALL {
            let stored = serde_json::to_string(&age).unwrap();
            assert_eq!(stored, format!("\"{}\"", age.name()));
        }
    }
}
