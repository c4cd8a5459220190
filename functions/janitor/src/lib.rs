//! Finds out about STK pushes of which nobody told the end, whenever the schedule says so.
//! It owns the run; when M-PESA is asked and what follows from its answer, `operations` and `billing` decide.
//!
//! The schedule comes once a minute, so what is due half a minute after a push is done by the first run after it.

use operations::error::OperationError;
use operations::janitor::{self, JanitorRun};
use operations::mpesa::Mpesa;
use runtime::context::Context;

/// One run over the pushes that are due. What the schedule says in its event does not matter.
///
/// # Idempotency
/// Two runs at once ask M-PESA twice, which changes nothing.
///
/// # Errors
/// The first of what went wrong; every push was tried, and the next run goes on with what is due then.
pub async fn handle(context: &Context, mpesa: &Mpesa) -> Result<JanitorRun, OperationError> {
    let run = janitor::run(&context.store, mpesa, context.clock.now()).await?;
    let JanitorRun { looked, over, more } = run;
    tracing::info!(looked, over, more, "janitor");
    Ok(run)
}
