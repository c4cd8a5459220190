//! Lengths of time as ISO 8601 writes them, as in `P1DT2H`. Months and years are refused: how long they
//! are depends on when they begin.

use std::time::Duration;

/// The longest step of the clock, in days.
pub const PERIOD_DAYS_MAX: u64 = 3_660;

const MINUTE_S: u64 = 60;
const HOUR_S: u64 = 60 * MINUTE_S;
const DAY_S: u64 = 24 * HOUR_S;

/// Why a text is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// It has another form.
    #[error("write a period like P1D, PT90M or P1DT2H30M")]
    Form,
    /// It names months or years.
    #[error("months and years have no fixed length; use days or weeks, as in P30D")]
    NoFixedLength,
    /// It is longer than [`PERIOD_DAYS_MAX`].
    #[error("use at most {PERIOD_DAYS_MAX} days at once")]
    TooLong,
}

/// Reads whole weeks, days, hours, minutes and seconds, in this order.
///
/// # Errors
/// [`PeriodError`], in order of precedence.
pub fn parse(text: &str) -> Result<Duration, PeriodError> {
    let rest = text.strip_prefix('P').ok_or(PeriodError::Form)?;
    let (date, time) = match rest.split_once('T') {
        Some((_, "")) => return Err(PeriodError::Form),
        Some((date, time)) => (date, time),
        None => (rest, ""),
    };
    if date.is_empty() && time.is_empty() {
        return Err(PeriodError::Form);
    }
    if date.contains(['Y', 'M']) {
        return Err(PeriodError::NoFixedLength);
    }
    let date_s = seconds(date, &[('W', 7 * DAY_S), ('D', DAY_S)])?;
    let time_s = seconds(time, &[('H', HOUR_S), ('M', MINUTE_S), ('S', 1)])?;
    let sum_s = date_s.saturating_add(time_s);
    if sum_s > PERIOD_DAYS_MAX * DAY_S {
        return Err(PeriodError::TooLong);
    }
    Ok(Duration::from_secs(sum_s))
}

/// Each unit at most once and in the order given.
fn seconds(mut text: &str, units: &[(char, u64)]) -> Result<u64, PeriodError> {
    let mut sum: u64 = 0;
    for (unit, length_s) in units {
        if let Some((number, rest)) = text.split_once(*unit) {
            if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(PeriodError::Form);
            }
            // More digits than a number holds are too long in any case.
            let number: u64 = number.parse().unwrap_or(u64::MAX);
            sum = sum.saturating_add(number.saturating_mul(*length_s));
            text = rest;
        }
    }
    if text.is_empty() {
        Ok(sum)
    } else {
        Err(PeriodError::Form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_iso_8601_writes_them() {
        let cases = [
            ("P1D", Ok(86_400)),
            ("PT1H", Ok(3_600)),
            ("P2W", Ok(1_209_600)),
            ("P1DT2H30M5S", Ok(95_405)),
            ("PT0S", Ok(0)),
            ("P3660D", Ok(316_224_000)),
            ("P3661D", Err(PeriodError::TooLong)),
            ("P99999999999999999999999D", Err(PeriodError::TooLong)),
            ("P1M", Err(PeriodError::NoFixedLength)),
            ("P1Y", Err(PeriodError::NoFixedLength)),
            ("P", Err(PeriodError::Form)),
            ("PT", Err(PeriodError::Form)),
            ("P1DT", Err(PeriodError::Form)),
            ("1D", Err(PeriodError::Form)),
            ("P-1D", Err(PeriodError::Form)),
            ("PD", Err(PeriodError::Form)),
            ("P1H", Err(PeriodError::Form)),
            ("PT1M1H", Err(PeriodError::Form)),
            ("P1.5D", Err(PeriodError::Form)),
            ("", Err(PeriodError::Form)),
        ];
        for (text, expected) in cases {
            assert_eq!(
                parse(text).map(|period| period.as_secs()),
                expected,
                "{text}"
            );
        }
    }
}
