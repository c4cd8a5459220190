//! Lost races: load and decide again.

use std::time::Duration;

use store::error::StoreError;
use uuid::Uuid;

use crate::error::OperationError;

/// How often an operation decides anew before it leaves the conflict to its caller.
const ATTEMPTS_MAX: u32 = 12;
/// First wait after a lost race, in milliseconds; doubled up to [`WAIT_MS_MAX`].
const WAIT_MS: u64 = 4;
const WAIT_MS_MAX: u64 = 250;

/// Runs `attempt` until it ends otherwise than in a conflict.
pub(crate) async fn on_conflict<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, OperationError>
where
    F: Future<Output = Result<T, OperationError>>,
{
    let mut tried = 1;
    loop {
        match attempt().await {
            Err(OperationError::Store(StoreError::Conflict)) if tried < ATTEMPTS_MAX => {
                tokio::time::sleep(jittered(tried)).await;
                tried += 1;
            }
            done => return done,
        }
    }
}

/// Full jitter, so that writers who collided once do not collide again.
fn jittered(tried: u32) -> Duration {
    let ceiling = (WAIT_MS << tried.min(8)).min(WAIT_MS_MAX);
    let random = u64::from(Uuid::new_v4().as_bytes()[0]);
    Duration::from_millis(1 + ceiling * random / 255)
}
