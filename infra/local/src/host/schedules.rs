//! What happens by itself at certain times of the clock. One table says what; EventBridge is the same
//! for the deployed functions. It must not know what a schedule's function does.

use std::sync::Arc;
use std::time::Duration;

use billing::civil::{nairobi_date, nairobi_instant};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use operations::mpesa::Mpesa;
use reminders::Effort;
use runtime::clock::Clock;
use runtime::context::Context;
use runtime::logging::chain;
use runtime::request::{RequestId, carrying};
use tokio::sync::Mutex;

use crate::host::machine::Machine;
use crate::host::mpesa::simulator::Simulator;

/// The first runs are this long after the start, so that the host answers first.
const FIRST_RUN_AFTER: TimeDelta = TimeDelta::seconds(2);

/// The longest sleep between two looks at the clock.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// How often is looked whether the queues are empty.
const LOOK_AT_QUEUES_EVERY: Duration = Duration::from_millis(50);

/// When the morning's reminders are written, in Nairobi.
const REMINDERS_AT: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).expect("a time of the day");

/// How soon what did not come to its end goes on.
const AGAIN_AFTER: TimeDelta = TimeDelta::seconds(5);

/// Runs that follow each other at once at most, so that something that is always due holds nobody up for ever.
const PASSES_MAX: usize = 20;

/// Something that is done again and again, in the order in which it is done where several are due: what happens outside
/// comes first, then what finds out about it; what the morning writes, the sweeper then passes on.
/// To add one: name it here, say when, call its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Schedule {
    Simulator,
    Janitor,
    Reconciliation,
    Reminders,
    Sweeper,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// It did what there was.
    Done,
    /// It did something, and there may be more of it: whoever moves the clock by an hour is asked about all of it.
    Again,
    /// It did not come to its end.
    More,
}

impl Schedule {
    const ALL: [Self; 5] = [
        Self::Simulator,
        Self::Janitor,
        Self::Reconciliation,
        Self::Reminders,
        Self::Sweeper,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Simulator => "simulator",
            Self::Janitor => "janitor",
            Self::Reconciliation => "reconciliation",
            Self::Reminders => "reminders",
            Self::Sweeper => "sweeper",
        }
    }

    /// When it is due for the first time after a start at `instant`: soon, if it may have been missed.
    fn first_after(self, instant: DateTime<Utc>) -> DateTime<Utc> {
        let soon = later(instant, FIRST_RUN_AFTER);
        match self {
            // Today's are due soon or later today; that they were written before does no harm.
            Self::Reminders => morning_of(nairobi_date(instant)).max(soon),
            _ => soon,
        }
    }

    /// When it is due again after it ran at `instant`.
    fn next_after(self, instant: DateTime<Utc>, ended: Ended) -> DateTime<Utc> {
        match (self, ended) {
            (_, Ended::Again) => instant,
            (Self::Simulator, _) => later(instant, TimeDelta::seconds(1)),
            // More often than on AWS, so that what is due after half a minute is seen then.
            (Self::Janitor, _) => later(instant, TimeDelta::seconds(15)),
            (Self::Reconciliation, _) => later(instant, TimeDelta::minutes(10)),
            (Self::Reminders, Ended::More) => later(instant, AGAIN_AFTER),
            (Self::Reminders, Ended::Done) => next_morning(instant),
            (Self::Sweeper, _) => later(instant, TimeDelta::minutes(1)),
        }
    }

    async fn run(self, parts: Parts) -> Ended {
        let name = self.name();
        // In a thread of its own, so that a panic ends nothing else, and a schedule need not be able to change threads.
        let runtime = tokio::runtime::Handle::current();
        let task = tokio::task::spawn_blocking(move || {
            runtime.block_on(carrying(RequestId::fresh(), self.ended(&parts)))
        });
        match task.await {
            Ok(Ok(ended)) => ended,
            Ok(Err(cause)) => {
                tracing::warn!(schedule = name, cause, "it runs again next time");
                Ended::More
            }
            Err(panic) => {
                tracing::error!(schedule = name, cause = %panic, "a schedule failed");
                Ended::Done
            }
        }
    }

    /// The failure is text for the log.
    async fn ended(self, parts: &Parts) -> Result<Ended, String> {
        let Parts {
            context,
            mpesa,
            simulator,
        } = parts;
        let ended = |is: bool, then| if is { then } else { Ended::Done };
        match self {
            Self::Simulator => {
                if let Some(simulator) = simulator {
                    simulator.handle.tick().await;
                }
                Ok(Ended::Done)
            }
            Self::Janitor => janitor::handle(context, mpesa)
                .await
                .map(|run| ended(run.looked > 0, Ended::Again))
                .map_err(|error| chain(&error)),
            Self::Reconciliation => reconciliation::handle(context, mpesa)
                .await
                .map(|_| Ended::Done)
                .map_err(|error| chain(&error)),
            Self::Reminders => {
                let run = reminders::handle(context, Effort::default()).await;
                let run = run.map_err(|error| chain(&error))?;
                let figures = reminders::work_out_figures(context, Effort::default()).await;
                let more = figures.map_err(|error| chain(&error))?;
                Ok(ended(run.more || more, Ended::More))
            }
            Self::Sweeper => sweeper::handle(context)
                .await
                .map(|_| Ended::Done)
                .map_err(|error| chain(&error)),
        }
    }
}

fn morning_of(day: NaiveDate) -> DateTime<Utc> {
    nairobi_instant(day.and_time(REMINDERS_AT))
}

fn next_morning(instant: DateTime<Utc>) -> DateTime<Utc> {
    let today = nairobi_date(instant);
    let morning = morning_of(today);
    if morning > instant {
        return morning;
    }
    today
        .succ_opt()
        .map_or(DateTime::<Utc>::MAX_UTC, morning_of)
}

/// All schedules with the time when each is due. Clones share them.
#[derive(Clone)]
pub struct Schedules {
    parts: Parts,
    due: Arc<Mutex<Vec<Due>>>,
}

/// What the runs need.
#[derive(Clone)]
struct Parts {
    context: Context,
    mpesa: Mpesa,
    simulator: Option<Simulator>,
}

struct Due {
    schedule: Schedule,
    at: DateTime<Utc>,
}

impl Schedules {
    /// Every schedule, due as after a start now.
    pub fn new(machine: &Machine) -> Self {
        let parts = Parts {
            context: machine.context.clone(),
            mpesa: machine.mpesa().clone(),
            simulator: machine.simulator().cloned(),
        };
        let now = parts.context.clock.now();
        let due = Schedule::ALL.map(|schedule| Due {
            schedule,
            at: schedule.first_after(now),
        });
        let due = Arc::new(Mutex::new(due.into()));
        Self { parts, due }
    }

    /// The clock that they go by.
    pub fn clock(&self) -> &Clock {
        &self.parts.context.clock
    }

    /// Runs what is due now until nothing is, and answers the names of what ran. Each runs once however long it was due,
    /// unless it says that there may be more.
    pub async fn run_due(&self) -> Vec<&'static str> {
        // Held while they run: nothing runs beside itself.
        let mut due = self.due.lock().await;
        // What comes due meanwhile is for the next time.
        let now = self.clock().now();
        let mut ran = Vec::new();
        for _ in 0..PASSES_MAX {
            let mut again = false;
            for Due { schedule, at } in due.iter_mut().filter(|due| due.at <= now) {
                let ended = schedule.run(self.parts.clone()).await;
                again |= ended == Ended::Again;
                let ran_at = if ended == Ended::Again {
                    now
                } else {
                    self.parts.context.clock.now()
                };
                *at = schedule.next_after(ran_at, ended);
                if !ran.contains(&schedule.name()) {
                    ran.push(schedule.name());
                }
            }
            if !again {
                break;
            }
        }
        ran
    }

    /// Waits until the queues are empty, so that what a run dispatched is done, but no longer than `patience`.
    pub async fn queues_drained(&self, patience: Duration) {
        let drained = async {
            while self
                .parts
                .context
                .queues
                .waiting()
                .await
                .is_ok_and(|waiting| waiting > 0)
            {
                tokio::time::sleep(LOOK_AT_QUEUES_EVERY).await;
            }
        };
        if tokio::time::timeout(patience, drained).await.is_err() {
            tracing::warn!("the queues are not empty yet");
        }
    }

    /// Runs for ever what falls due as time passes.
    pub async fn keep_running(self) {
        loop {
            tokio::time::sleep(self.until_next().await).await;
            self.run_due().await;
        }
    }

    async fn until_next(&self) -> Duration {
        let due = self.due.lock().await;
        let next = due.iter().map(|due| due.at).min();
        let wait = next.map(|next| next - self.clock().now());
        wait.map_or(LOOK_AGAIN, |wait| wait.to_std().unwrap_or_default())
            .min(LOOK_AGAIN)
    }
}

fn later(instant: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    instant
        .checked_add_signed(by)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn reminders_are_due_at_eight_and_at_once_where_that_has_passed() {
        let cases = [
            // (now, first due after a start, due again after a run)
            (
                "2026-12-07T04:00:00Z",
                "2026-12-07T05:00:00Z",
                "2026-12-07T05:00:00Z",
            ),
            (
                "2026-12-07T05:00:00Z",
                "2026-12-07T05:00:02Z",
                "2026-12-08T05:00:00Z",
            ),
            (
                "2026-12-07T20:59:00Z",
                "2026-12-07T20:59:02Z",
                "2026-12-08T05:00:00Z",
            ),
            (
                "2026-12-07T21:00:00Z",
                "2026-12-08T05:00:00Z",
                "2026-12-08T05:00:00Z",
            ),
        ];
        for (now, first, again) in cases {
            let now = at(now);
            assert_eq!(Schedule::Reminders.first_after(now), at(first), "{now}");
            assert_eq!(
                Schedule::Reminders.next_after(now, Ended::Done),
                at(again),
                "{now}"
            );
        }
        let now = at("2026-12-07T05:00:00Z");
        let soon = Schedule::Reminders.next_after(now, Ended::More);
        assert_eq!(soon, at("2026-12-07T05:00:05Z"));
    }

    #[test]
    fn what_happens_outside_is_found_out_and_passed_on_in_the_same_step() {
        let order = Schedule::ALL.map(Schedule::name);
        let expected = [
            "simulator",
            "janitor",
            "reconciliation",
            "reminders",
            "sweeper",
        ];
        assert_eq!(order, expected);
    }

    #[test]
    fn the_janitor_goes_on_while_it_finds_something_and_then_rests() {
        let now = at("2026-12-07T05:00:00Z");
        assert_eq!(Schedule::Janitor.next_after(now, Ended::Again), now);
        let rested = at("2026-12-07T05:00:15Z");
        for ended in [Ended::Done, Ended::More] {
            assert_eq!(Schedule::Janitor.next_after(now, ended), rested);
        }
    }
}
