//! Keeps the result of an STK push that moved no money.

use chrono::{DateTime, Utc};
use store::client::Store;
use store::error::StoreError;
use store::stk::StkResult;

/// Keeps a result by the request that it answers, so that whoever asks about the push finds it.
///
/// # Idempotency
/// The same bytes are kept once.
///
/// # Errors
/// [`StoreError::Unavailable`]: keeping it again is safe.
pub async fn keep_stk_result(
    store: &Store,
    checkout_request: &str,
    code: &str,
    description: &str,
    raw: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let result = StkResult {
        checkout_request: checkout_request.to_owned(),
        code: code.to_owned(),
        description: description.to_owned(),
        received_at: now,
    };
    store.keep_stk_result(&result, raw).await
}
