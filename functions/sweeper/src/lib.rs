//! Dispatches again what a crash left between two steps, and what has come due since, whenever the schedule says so.
//! It owns the sending; what was left behind or is due, `operations` finds.

use billing::ids::of_notification::NotificationId;
use chrono::{DateTime, Timelike, Utc};
use operations::error::OperationError;
use operations::sweep::{Swept, sweep, unassociated_since};
use operations::{claim, holidays};
use runtime::context::Context;
use runtime::logging::chain;
use runtime::metrics::Metric;
use runtime::queue::{CarrierQuestion, QueueError};

/// The minute of each hour in which the SMS gateway is asked for its balance; there is one run in each minute.
const BALANCE_ASKED_AT_MINUTE: u32 = 0;

/// Instalments of one gazetted day that one run plans anew at most.
const REPLANNED_MAX: usize = 500;

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SweepRun {
    /// The payments that were looked through.
    pub payments: Swept,
    /// The notifications with something to do.
    pub notifications: Vec<NotificationId>,
    /// Instalments that were moved off a day gazetted since.
    pub moved: usize,
}

/// Why a sweep did not finish. The next one starts where this one did.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The payments could not be looked through.
    #[error("the payments could not be looked through")]
    Store(#[source] OperationError),
    /// Some payments were not dispatched.
    #[error("some payments were not dispatched")]
    Queue(#[source] QueueError),
    /// The outbox could not be looked through.
    #[error("the outbox could not be looked through")]
    Outbox(#[source] OperationError),
    /// Some notifications were not dispatched.
    #[error("some notifications were not dispatched")]
    Notifications(#[source] QueueError),
    /// What falls due on a gazetted day could not be planned anew.
    #[error("what falls due on a gazetted day could not be planned anew")]
    Holidays(#[source] OperationError),
}

/// One sweep. What the schedule says in its event does not matter.
///
/// # Idempotency
/// Two sweeps at once dispatch a payment or a notification twice, which changes nothing.
///
/// # Errors
/// The first of what went wrong; everything was tried. The schedule repeats a sweep that failed.
pub async fn handle(context: &Context) -> Result<SweepRun, SweepError> {
    // One duty must not hold up the others.
    let payments = dispatch_payments(context).await;
    if context.metrics.are_wanted() {
        measure(context).await;
    }
    // First, since it writes notifications.
    let moved = replan(context).await;
    let notifications = dispatch_notifications(context).await;
    for error in [
        payments.as_ref().err(),
        moved.as_ref().err(),
        notifications.as_ref().err(),
    ]
    .into_iter()
    .flatten()
    {
        tracing::warn!(cause = chain(error), "sweep");
    }
    context.metrics.write(context.clock.now());
    Ok(SweepRun {
        payments: payments?,
        notifications: notifications?,
        moved: moved?,
    })
}

async fn dispatch_payments(context: &Context) -> Result<Swept, SweepError> {
    let now = context.clock.now();
    let swept = sweep(&context.store, now).await;
    let swept = swept.map_err(SweepError::Store)?;
    let age_s = age_s(swept.undispatched_since, now);
    context
        .metrics
        .gauge(Metric::OldestUndispatchedSeconds, age_s);
    // Both are tried: a full queue of payments must not hold up allocations.
    let payments = context.queues.send_payments(&swept.undispatched).await;
    let allocations = context.queues.send_allocations(&swept.unallocated).await;
    payments.and(allocations).map_err(SweepError::Queue)?;
    let (undispatched, unallocated) = (swept.undispatched.len(), swept.unallocated.len());
    let Swept { checked, more, .. } = swept;
    if undispatched + unallocated > 0 {
        tracing::warn!(checked, undispatched, unallocated, more, "sweep");
    } else {
        tracing::info!(checked, undispatched, unallocated, more, "sweep");
    }
    Ok(swept)
}

/// What is only looked at for the figures. What cannot be told is not told: a gauge without a value is no zero.
async fn measure(context: &Context) {
    let now = context.clock.now();
    match unassociated_since(&context.store).await {
        Ok(since) => {
            let age_s = age_s(since, now);
            context
                .metrics
                .gauge(Metric::OldestUnassociatedSeconds, age_s);
        }
        Err(error) => tracing::warn!(cause = chain(&error), "not measured"),
    }
    // The account with the gateway is known to the function that sends, so that one asks.
    if now.minute() == BALANCE_ASKED_AT_MINUTE {
        let asked = context
            .queues
            .ask_carrier(CarrierQuestion::SmsBalance)
            .await;
        if let Err(error) = asked {
            tracing::warn!(cause = chain(&error), "the gateway is not asked");
        }
    }
}

/// Seconds since an instant; none where there is no instant.
fn age_s(since: Option<DateTime<Utc>>, now: DateTime<Utc>) -> i64 {
    since.map_or(0, |since| (now - since).num_seconds().max(0))
}

async fn replan(context: &Context) -> Result<usize, SweepError> {
    let now = context.clock.now();
    let moved = holidays::replan_rest(&context.store, REPLANNED_MAX, now).await;
    let moved = moved.map_err(SweepError::Holidays)?;
    if moved > 0 {
        tracing::info!(moved, "planned anew");
    }
    Ok(moved)
}

async fn dispatch_notifications(context: &Context) -> Result<Vec<NotificationId>, SweepError> {
    let due = claim::due(&context.store, context.clock.now()).await;
    let due = due.map_err(SweepError::Outbox)?;
    let sent = context.queues.send_notifications(&due).await;
    sent.map_err(SweepError::Notifications)?;
    if !due.is_empty() {
        tracing::info!(due = due.len(), "outbox");
    }
    Ok(due)
}
