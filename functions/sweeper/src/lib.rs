//! Dispatches again what a crash left between two steps, whenever the schedule says so.
//! It owns the sending; which payments were left behind, `operations::sweep` finds.

use operations::error::OperationError;
use operations::sweep::{Swept, sweep};
use runtime::context::Context;
use runtime::queue::QueueError;

/// Why a sweep did not finish. The next one starts where this one did.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The payments could not be looked through.
    #[error("the payments could not be looked through")]
    Store(#[from] OperationError),
    /// Some payments were not dispatched.
    #[error("some payments were not dispatched")]
    Queue(#[from] QueueError),
}

/// One sweep. What the schedule says in its event does not matter.
///
/// # Idempotency
/// Two sweeps at once dispatch a payment twice, which changes nothing.
///
/// # Errors
/// The schedule repeats a sweep that failed.
pub async fn handle(context: &Context) -> Result<Swept, SweepError> {
    let swept = sweep(&context.store, context.clock.now()).await?;
    // Both are tried: a full queue of payments must not hold up allocations.
    let payments = context.queues.send_payments(&swept.undispatched).await;
    let allocations = context.queues.send_allocations(&swept.unallocated).await;
    payments?;
    allocations?;
    let (undispatched, unallocated) = (swept.undispatched.len(), swept.unallocated.len());
    let Swept { checked, more, .. } = swept;
    if undispatched + unallocated > 0 {
        tracing::warn!(checked, undispatched, unallocated, more, "sweep");
    } else {
        tracing::info!(checked, undispatched, unallocated, more, "sweep");
    }
    Ok(swept)
}
