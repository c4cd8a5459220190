//! Civil time: days and hours as Nairobi lives them.
//! It never asks what time it is.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Africa::Nairobi;

/// The day that it is in Nairobi at `instant`.
pub fn nairobi_date(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Nairobi).date_naive()
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
