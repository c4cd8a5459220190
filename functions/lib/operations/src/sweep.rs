//! Finds payments that a crash left between two steps.

use billing::ids::PaymentId;
use chrono::{DateTime, Duration, Utc};
use store::client::Store;
use store::keys::List;
use store::walk::{Order, Range};

use crate::error::OperationError;

/// A payment younger than this is most likely still on its ordinary way, in seconds. Short, so that
/// the first sweep after a crash finds what the crash left; dispatching twice is harmless.
const GRACE_S: i64 = 2;
/// The sweeper looks again at what is younger than this, in seconds: the list index may show an item
/// late, and a queue may need its time.
const SETTLED_S: i64 = 900;
/// Payments of one run.
const CHECKED_MAX: usize = 5_000;
/// Payments whose states are read at once.
const CHUNK: usize = 100;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// What a sweep found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Payments looked at.
    pub checked: usize,
    /// Payments that no rule has looked at: dispatch them.
    pub undispatched: Vec<PaymentId>,
    /// When the first of these was received.
    pub undispatched_since: Option<DateTime<Utc>>,
    /// Payments that have an owner and were not allocated yet.
    pub unallocated: Vec<PaymentId>,
    /// Whether there are more than one run looks at.
    pub more: bool,
}

/// Looks through the payments since the last sweep. Its place never moves past a payment that is
/// not dispatched, nor past the last quarter of an hour.
///
/// # Idempotency
/// Reads, but for its own place; finding a payment twice dispatches it twice, which is harmless.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn sweep(store: &Store, now: DateTime<Utc>) -> Result<Swept, OperationError> {
    let after = store.sweep_position().await?;
    let range = Range {
        from: None,
        until: Some(now - Duration::seconds(GRACE_S)),
        order: Order::OldestFirst,
        after: after.clone(),
    };
    let settled = store::keys::stamp(now - Duration::seconds(SETTLED_S));
    let mut walk = store.walk(List::Payments, &range, PAGE_ITEMS);
    let mut swept = Swept::default();
    let mut place = after.clone();
    let mut blocked = false;
    loop {
        let mut chunk: Vec<(PaymentId, String)> = Vec::with_capacity(CHUNK);
        while chunk.len() < CHUNK
            && let Some(found) = walk.next_identity().await?
        {
            chunk.push(found);
        }
        let ids: Vec<PaymentId> = chunk.iter().map(|(id, _)| id.clone()).collect();
        let states = store.payment_states(&ids).await?;
        for (id, position) in &chunk {
            let state = states.get(id);
            let waiting = match state {
                None => {
                    swept.undispatched.push(id.clone());
                    let since = || received_at(position);
                    swept.undispatched_since = swept.undispatched_since.or_else(since);
                    true
                }
                Some(state) if state.to_settle.is_some() && state.customer().is_some() => {
                    swept.unallocated.push(id.clone());
                    true
                }
                Some(_) => false,
            };
            blocked = blocked || waiting || *position >= settled;
            if !blocked {
                place = Some(position.clone());
            }
        }
        swept.checked += chunk.len();
        if chunk.len() < CHUNK || swept.checked >= CHECKED_MAX {
            swept.more = chunk.len() == CHUNK;
            break;
        }
    }
    add_unsettled(store, &mut swept).await?;
    if let Some(place) = place.filter(|place| after.as_ref() != Some(place)) {
        store.set_sweep_position(&place).await?;
    }
    Ok(swept)
}

/// The time in a position of the list of payments, which begins with it.
fn received_at(position: &str) -> Option<DateTime<Utc>> {
    let (stamp, _) = position.split_once('#')?;
    let received_at = DateTime::parse_from_rfc3339(stamp).ok()?;
    Some(received_at.to_utc())
}

/// When the payment was received that has waited longest for a person to say whose it is; nothing where none waits.
/// Reads one item of each shard of the list.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn unassociated_since(store: &Store) -> Result<Option<DateTime<Utc>>, OperationError> {
    let mut walk = store.walk(List::Unassociated, &Range::all(Order::OldestFirst), 1);
    let oldest = walk.next_identity().await?;
    Ok(oldest.and_then(|(_, position)| received_at(&position)))
}

/// Payments that got an owner late, when the sweeper's place had passed them, and were left before they
/// were allocated. The list holds only such payments, so it is nearly always empty.
async fn add_unsettled(store: &Store, swept: &mut Swept) -> Result<(), OperationError> {
    let mut walk = store.walk(List::Unsettled, &Range::all(Order::OldestFirst), PAGE_ITEMS);
    while swept.unallocated.len() < CHECKED_MAX
        && let Some(id) = walk.next_payment_id().await?
    {
        if !swept.unallocated.contains(&id) {
            swept.unallocated.push(id);
        }
    }
    Ok(())
}
