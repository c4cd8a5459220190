//! Figures that are worked out ahead, every morning: what was collected on past days, and what is overdue.
//! Whoever looks finds them done; without it they are worked out while somebody looks, a step at a time.

use chrono::{DateTime, Utc};
use store::client::Store;

use crate::error::OperationError;
use crate::{aging, collected};

/// How much one step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Payments that are read.
    pub payments_max: usize,
    /// Instalments that are looked at.
    pub instalments_max: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            payments_max: 2_000,
            instalments_max: 2_000,
        }
    }
}

/// One step of everything; answers whether there is more to do.
///
/// # Idempotency
/// What is done is done once a day; a repetition reads a few records.
///
/// # Errors
/// [`OperationError::Store`]; the next step goes on where this one was.
pub async fn work_out(
    store: &Store,
    now: DateTime<Utc>,
    effort: Effort,
) -> Result<bool, OperationError> {
    let payments = collected::work_out(store, now, effort.payments_max).await?;
    let aging = aging::run(store, now, effort.instalments_max).await?;
    Ok(payments || aging.more)
}
