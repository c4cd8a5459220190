//! Writes each morning's reminders, whenever the schedule says so, and then works out the figures that staff look at
//! during the day. Sending the reminders is the notifications function's work.
//! It owns how long a run may take; who is reminded of what, `operations::reminders` decides.

use std::time::{Duration, Instant};

use operations::error::OperationError;
use operations::figures;
use operations::reminders::{ReminderRun, run};
use runtime::context::Context;

/// How much one invocation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Instalments of one round, after which the place is kept.
    pub instalments_per_round: usize,
    /// How long after the start another round may begin. A full one takes a minute or two on AWS.
    pub rounds_begin_within: Duration,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            instalments_per_round: 2_000,
            rounds_begin_within: Duration::from_secs(40),
        }
    }
}

/// Reminds of everything up to this morning, or of as much as `effort` allows.
///
/// # Idempotency
/// Running it again, beside itself or after a crash writes nothing twice; the next run goes on where this one was.
///
/// # Errors
/// [`OperationError::Store`]; what was written until then stays.
pub async fn handle(context: &Context, effort: Effort) -> Result<ReminderRun, OperationError> {
    let begun = Instant::now();
    let mut total = ReminderRun::default();
    loop {
        let now = context.clock.now();
        let round = run(&context.store, now, effort.instalments_per_round).await?;
        total.mornings.extend(round.mornings);
        total.looked_at += round.looked_at;
        total.written += round.written;
        total.superseded += round.superseded;
        total.more = round.more;
        if !total.more || begun.elapsed() >= effort.rounds_begin_within {
            break;
        }
    }
    let ReminderRun {
        looked_at,
        written,
        superseded,
        more,
        ..
    } = total;
    let mornings = total.mornings.len();
    if more {
        tracing::warn!(mornings, looked_at, written, superseded, more, "reminders");
    } else {
        tracing::info!(mornings, looked_at, written, superseded, more, "reminders");
    }
    Ok(total)
}

/// Works out what was collected on past days and what is overdue, or as much of it as `effort` allows; answers whether
/// there is more to do. Reminders come first: nobody waits for these figures, which are worked out while somebody looks
/// where they are missing.
///
/// # Idempotency
/// Once a day is worked out, a repetition reads a few records.
///
/// # Errors
/// [`OperationError::Store`]; the next run goes on where this one was.
pub async fn work_out_figures(context: &Context, effort: Effort) -> Result<bool, OperationError> {
    let begun = Instant::now();
    let mut rounds = 0;
    loop {
        rounds += 1;
        let now = context.clock.now();
        let round = figures::Effort::default();
        let more = figures::work_out(&context.store, now, round).await?;
        if !more || begun.elapsed() >= effort.rounds_begin_within {
            tracing::info!(rounds, more, "figures");
            return Ok(more);
        }
    }
}
