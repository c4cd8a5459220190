//! The time, as one value that is handed around, so that a test or a developer can move it.
//! It owns the only calls that ask the machine what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// Where everything that needs the time gets it. Clones show the same time.
#[derive(Debug, Clone)]
pub struct Clock {
    base: Base,
    offset_ms: Arc<AtomicI64>,
}

#[derive(Debug, Clone, Copy)]
enum Base {
    Running,
    Stopped(DateTime<Utc>),
}

impl Clock {
    /// The machine's time.
    #[must_use]
    pub fn system() -> Self {
        Self::at(Base::Running, 0)
    }

    /// Shows `instant` now and runs on from there.
    #[must_use]
    pub fn starting_at(instant: DateTime<Utc>) -> Self {
        Self::at(Base::Running, (instant - Utc::now()).num_milliseconds())
    }

    /// Shows `instant` until it is advanced.
    #[must_use]
    pub fn stopped_at(instant: DateTime<Utc>) -> Self {
        Self::at(Base::Stopped(instant), 0)
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let base = match self.base {
            Base::Running => Utc::now(),
            Base::Stopped(instant) => instant,
        };
        let offset = TimeDelta::milliseconds(self.offset_ms.load(Ordering::SeqCst));
        base.checked_add_signed(offset)
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Moves every clone forward. Time never goes back.
    pub fn advance(&self, by: Duration) {
        let by_ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        // Within the range of a TimeDelta, so that `now` always has an answer.
        let moved = |offset: i64| Some(offset.saturating_add(by_ms).min(i64::MAX / 2));
        // The closure always answers, so the update always happens.
        let _ = self
            .offset_ms
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, moved);
    }

    fn at(base: Base, offset_ms: i64) -> Self {
        Self {
            base,
            offset_ms: Arc::new(AtomicI64::new(offset_ms)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant() -> DateTime<Utc> {
        "2026-12-07T06:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_stopped_clock_moves_only_when_it_is_advanced_and_with_all_its_clones() {
        let clock = Clock::stopped_at(instant());
        let clone = clock.clone();
        assert_eq!(clock.now(), instant());
        clock.advance(Duration::from_secs(86_400));
        assert_eq!(
            clone.now(),
            "2026-12-08T06:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }

    #[test]
    fn a_clock_that_starts_elsewhere_runs_on_from_there() {
        let clock = Clock::starting_at(instant());
        let first = clock.now();
        assert!((first - instant()).num_seconds().abs() < 60, "{first}");
        assert!(clock.now() >= first);
    }

    #[test]
    fn advancing_beyond_all_time_stays_at_its_end() {
        let clock = Clock::stopped_at(instant());
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), DateTime::<Utc>::MAX_UTC);
    }
}
