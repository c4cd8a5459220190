//! When M-PESA is asked what became of a push that it has told nothing final about.
//! It knows no push and no clock.

use chrono::{DateTime, TimeDelta, Utc};

/// For about so many seconds a prompt stays on the phone and waits for the PIN.
pub const PROMPT_SECONDS: i64 = 60;

/// The seconds after the request at which M-PESA is asked. A prompt is open for about a minute; then the pauses grow,
/// because whoever has not answered within ten minutes needs time and not requests.
pub const ASK_AFTER_SECONDS: [i64; 4] = [30, 120, 600, 3_600];

/// When to ask next about a push that was asked about so many times; `None` leaves it to the reconciliation.
pub fn next_ask(requested_at: DateTime<Utc>, asked: u32) -> Option<DateTime<Utc>> {
    let seconds = ASK_AFTER_SECONDS.get(usize::try_from(asked).ok()?)?;
    requested_at.checked_add_signed(TimeDelta::seconds(*seconds))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::next_ask;

    #[test]
    fn m_pesa_is_asked_four_times_at_growing_pauses() {
        let requested_at: DateTime<Utc> = "2026-12-07T05:30:15Z".parse().unwrap();
        let table = [
            (0, Some("2026-12-07T05:30:45Z")),
            (1, Some("2026-12-07T05:32:15Z")),
            (2, Some("2026-12-07T05:40:15Z")),
            (3, Some("2026-12-07T06:30:15Z")),
            (4, None),
            (u32::MAX, None),
        ];
        for (asked, expected) in table {
            let expected = expected.map(|text| text.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(next_ask(requested_at, asked), expected, "{asked}");
        }
        assert_eq!(next_ask(DateTime::<Utc>::MAX_UTC, 0), None);
    }
}
