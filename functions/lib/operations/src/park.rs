//! Keeps a callback that nobody can read, or that is not about us, for a person.

use billing::ids::ParkedId;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::error::StoreError;
use store::parked::{ParkedKind, ParkedRecord};

/// A callback that has to wait, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Which hook received it, such as `c2b/confirmation`.
    pub hook: String,
    /// The account that the hook belongs to.
    pub holder: String,
    /// Whether it can be read and is about another account.
    pub kind: ParkedKind,
    /// What is wrong, in words.
    pub reason: String,
    /// Whether the sender sent more than was read.
    pub truncated: bool,
}

/// Keeps the body with its reason.
///
/// # Idempotency
/// The same body on the same hook waits once, however often it comes.
///
/// # Errors
/// [`StoreError::Unavailable`]: parking again is safe.
pub async fn park(
    store: &Store,
    why: &Unreadable,
    raw: &[u8],
    now: DateTime<Utc>,
) -> Result<ParkedId, StoreError> {
    let id = Store::parked_id(&why.hook, raw)?;
    let record = ParkedRecord {
        id: id.clone(),
        kind: why.kind,
        hook: why.hook.clone(),
        holder: why.holder.clone(),
        reason: why.reason.clone(),
        payment: None,
        received_at: now,
        body_bytes: u64::try_from(raw.len()).unwrap_or(u64::MAX),
        truncated: why.truncated,
        version: 1,
        resolution: None,
    };
    store.park(&record, raw).await?;
    Ok(id)
}
