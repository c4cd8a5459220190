//! What happens by itself at certain times of the clock. One table says what; EventBridge is the same
//! for the deployed functions. It must not know what a schedule's function does.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use runtime::clock::Clock;
use runtime::context::Context;
use runtime::logging::chain;
use tokio::sync::Mutex;

/// The first runs are this long after the start, so that the host answers first.
const FIRST_RUN_AFTER: TimeDelta = TimeDelta::seconds(2);

/// The longest sleep between two looks at the clock.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Something that is done again and again. To add one: name it here, say how often, call its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Schedule {
    Sweeper,
}

impl Schedule {
    const ALL: [Self; 1] = [Self::Sweeper];

    fn name(self) -> &'static str {
        match self {
            Self::Sweeper => "sweeper",
        }
    }

    /// When it is due again after it ran at `instant`.
    fn next_after(self, instant: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Sweeper => later(instant, TimeDelta::minutes(1)),
        }
    }

    async fn run(self, context: Context) {
        let name = self.name();
        // In a task of its own, so that a panic ends nothing else.
        let task = tokio::spawn(async move {
            match self {
                Self::Sweeper => sweeper::handle(&context).await.map(drop),
            }
        });
        match task.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::warn!(
                    schedule = name,
                    cause = chain(&error),
                    "it runs again next time"
                );
            }
            Err(panic) => tracing::error!(schedule = name, cause = %panic, "a schedule failed"),
        }
    }
}

/// All schedules with the time when each is due. Clones share them.
#[derive(Clone)]
pub struct Schedules {
    context: Context,
    due: Arc<Mutex<Vec<Due>>>,
}

struct Due {
    schedule: Schedule,
    at: DateTime<Utc>,
}

impl Schedules {
    /// Every schedule, due shortly after now.
    pub fn new(context: Context) -> Self {
        let first = later(context.clock.now(), FIRST_RUN_AFTER);
        let due = Schedule::ALL.map(|schedule| Due {
            schedule,
            at: first,
        });
        let due = Arc::new(Mutex::new(due.into()));
        Self { context, due }
    }

    /// The clock that they go by.
    pub fn clock(&self) -> &Clock {
        &self.context.clock
    }

    /// Runs what is due now, each once however long it was due, and answers the names of what ran.
    pub async fn run_due(&self) -> Vec<&'static str> {
        // Held while they run: nothing runs beside itself.
        let mut due = self.due.lock().await;
        let mut ran = Vec::new();
        for Due { schedule, at } in due.iter_mut() {
            if *at <= self.context.clock.now() {
                schedule.run(self.context.clone()).await;
                *at = schedule.next_after(self.context.clock.now());
                ran.push(schedule.name());
            }
        }
        ran
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
        let wait = next.map(|next| next - self.context.clock.now());
        wait.map_or(LOOK_AGAIN, |wait| wait.to_std().unwrap_or_default())
            .min(LOOK_AGAIN)
    }
}

fn later(instant: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    instant
        .checked_add_signed(by)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}
