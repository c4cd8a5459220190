//! Civil time: days and hours as Nairobi lives them.
//! It never asks what time it is.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Africa::Nairobi;

/// The day that it is in Nairobi at `instant`.
pub fn nairobi_date(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Nairobi).date_naive()
}

/// What the clocks of Nairobi show at `instant`.
pub fn nairobi_time(instant: DateTime<Utc>) -> NaiveTime {
    instant.with_timezone(&Nairobi).time()
}

/// The instant at which Nairobi's clocks show `local`.
///
/// Kenya has had no clock change since 1960; of an earlier hour that occurred twice the first is taken,
/// and one that never occurred is read as UTC.
pub fn nairobi_instant(local: NaiveDateTime) -> DateTime<Utc> {
    Nairobi
        .from_local_datetime(&local)
        .earliest()
        .map_or_else(|| local.and_utc(), |instant| instant.with_timezone(&Utc))
}

/// The instant at which `day` begins in Nairobi.
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    nairobi_instant(day.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, NaiveDateTime};

    use super::{nairobi_date, nairobi_instant, start_of_day};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_changes_at_nine_in_the_evening_of_utc() {
        let table = [
            ("2026-12-06T20:59:59Z", "2026-12-06"),
            ("2026-12-06T21:00:00Z", "2026-12-07"),
            ("2026-12-31T21:00:00Z", "2027-01-01"),
            ("2028-02-28T21:30:00Z", "2028-02-29"),
        ];
        for (instant, expected) in table {
            let instant = DateTime::parse_from_rfc3339(instant).unwrap().to_utc();
            assert_eq!(nairobi_date(instant), day(expected), "{instant}");
        }
    }

    #[test]
    fn a_day_begins_at_its_own_midnight() {
        let start = start_of_day(day("2026-12-07"));
        assert_eq!(start.to_rfc3339(), "2026-12-06T21:00:00+00:00");
        assert_eq!(nairobi_date(start), day("2026-12-07"));
    }

    #[test]
    fn clocks_in_nairobi_are_three_hours_ahead() {
        let local: NaiveDateTime = "2026-12-07T08:30:15".parse().unwrap();
        assert_eq!(
            nairobi_instant(local).to_rfc3339(),
            "2026-12-07T05:30:15+00:00"
        );
    }
}
