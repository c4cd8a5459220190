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

/// Runs `attempt` until it ends otherwise than in a conflict, or in records that disagree: these were
/// read while somebody wrote, unless they still disagree at the last attempt.
pub(crate) async fn on_conflict<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, OperationError>
where
    F: Future<Output = Result<T, OperationError>>,
{
    let mut tried = 1;
    loop {
        match attempt().await {
            Err(
                OperationError::Store(StoreError::Conflict) | OperationError::Disagreement { .. },
            ) if tried < ATTEMPTS_MAX => {
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{ATTEMPTS_MAX, on_conflict};
    use crate::error::OperationError;

    #[tokio::test(start_paused = true)]
    async fn records_that_disagree_are_read_again_and_reported_if_they_still_do() {
        for (agree_from, expected) in [(3, Some(3)), (ATTEMPTS_MAX + 1, None)] {
            let attempts = Cell::new(0);
            let outcome = on_conflict(|| async {
                attempts.set(attempts.get() + 1);
                if attempts.get() < agree_from {
                    return Err(OperationError::Disagreement {
                        key: "obl_1/1".into(),
                        detail: "paid",
                    });
                }
                Ok(attempts.get())
            })
            .await;
            match expected {
                Some(attempt) => assert_eq!(outcome.ok(), Some(attempt)),
                None => assert!(matches!(outcome, Err(OperationError::Disagreement { .. }))),
            }
            assert_eq!(attempts.get(), agree_from.min(ATTEMPTS_MAX));
        }
    }
}
