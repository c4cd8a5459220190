//! As much of a calendar as the age of a snapshot needs.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY_SECONDS: u64 = 24 * 60 * 60;

/// Days from 1970-01-01 to now, in UTC.
pub fn today() -> i64 {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since_epoch.as_secs() / DAY_SECONDS).unwrap_or(i64::MAX)
}

/// Days from 1970-01-01 to a date like `2026-08-21`.
pub fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Counted from March, so that the leap day is the last day of a year.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days_before_month = (153 * month + 2) / 5;
    let days_before_year = 365 * year + year / 4 - year / 100 + year / 400;
    const DAYS_BEFORE_MARCH_1970_ERA: i64 = 719_469;
    Some(days_before_year + days_before_month + day - DAYS_BEFORE_MARCH_1970_ERA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years_and_centuries() {
        let cases = [
            ("1970-01-01", Some(0)),
            ("1970-03-01", Some(59)),
            ("2000-02-29", Some(11_016)),
            ("2026-08-21", Some(20_686)),
            ("2026-13-01", None),
            ("yesterday", None),
        ];
        for (date, expected) in cases {
            assert_eq!(day_number(date), expected, "{date}");
        }
    }
}
