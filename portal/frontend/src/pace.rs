//! When something is looked at again, and when a countdown ends.

const FIRST_WAIT_MS: i32 = 2_000;
const LAST_WAIT_MS: i32 = 10_000;

/// A person who was asked for a PIN answers within half a minute, or takes long.
const QUICK_ROUNDS: i32 = 15;

const SLOWER_EACH_ROUND_MS: i32 = 500;

/// A clock that is off by more is not believed.
const CLOCK_ERROR_MAX_MS: i64 = 30_000;

/// How long to wait after so many rounds in which nothing happened.
pub fn wait_ms(round: i32) -> i32 {
    let slower = round.saturating_sub(QUICK_ROUNDS).max(0);
    SLOWER_EACH_ROUND_MS
        .saturating_mul(slower)
        .saturating_add(FIRST_WAIT_MS)
        .min(LAST_WAIT_MS)
}

/// When a countdown ends, on the clock of this device.
///
/// The server said when, on its own clock, and how many seconds were left when it said so. A cheap phone's clock can
/// be anything; then the seconds count from now.
pub fn ends_at_ms(until_ms: Option<i64>, left_seconds: Option<i64>, now_ms: i64) -> Option<i64> {
    let Some(left_seconds) = left_seconds else {
        return until_ms;
    };
    let counted_ms = now_ms.saturating_add(left_seconds.saturating_mul(1_000));
    let believed = until_ms.filter(|until_ms| {
        until_ms.saturating_sub(counted_ms).saturating_abs() < CLOCK_ERROR_MAX_MS
    });
    Some(believed.unwrap_or(counted_ms))
}

/// Whole seconds until then, the begun one included; never less than none.
pub fn left_seconds(ends_at_ms: i64, now_ms: i64) -> i64 {
    let left_ms = ends_at_ms.saturating_sub(now_ms).max(0);
    left_ms.saturating_add(999) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_looks_often_at_first_and_never_less_than_every_ten_seconds() {
        let cases = [
            (0, 2_000),
            (15, 2_000),
            (16, 2_500),
            (31, 10_000),
            (32, 10_000),
            (i32::MAX, 10_000),
        ];
        for (round, wait) in cases {
            assert_eq!(wait_ms(round), wait, "round {round}");
        }
    }

    #[test]
    fn a_wrong_clock_does_not_shorten_the_countdown() {
        let now = 1_000_000_000;
        let cases = [
            // The page took four seconds to arrive: they are gone.
            (Some(now + 56_000), Some(60), Some(now + 56_000)),
            // The phone is an hour ahead, or behind.
            (Some(now - 3_600_000), Some(60), Some(now + 60_000)),
            (Some(now + 3_660_000), Some(60), Some(now + 60_000)),
            (Some(now + 5_000), None, Some(now + 5_000)),
            (None, Some(60), Some(now + 60_000)),
            (None, None, None),
        ];
        for (until, left, expected) in cases {
            assert_eq!(ends_at_ms(until, left, now), expected, "{until:?} {left:?}");
        }
    }

    #[test]
    fn a_countdown_stops_at_none() {
        let cases = [(60_000, 60), (59_001, 60), (1, 1), (0, 0), (-5_000, 0)];
        for (left_ms, seconds) in cases {
            assert_eq!(left_seconds(1_000_000 + left_ms, 1_000_000), seconds);
        }
        assert_eq!(left_seconds(i64::MAX, i64::MIN), i64::MAX / 1_000);
    }
}
