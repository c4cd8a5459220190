//! Callbacks that wait for a person: taken in again after a fix, or put aside.

use billing::audit::AuditAction;
use billing::ids::ParkedId;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::keys::List;
use store::parked::{ParkedRecord, Resolution};
use store::walk::{Order, Range};

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::intake::{self, Outcome, TakenIn};
use crate::words::checked_reason;

/// Callbacks that one page reads of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// One page of the work list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Callbacks that wait, newest first.
    pub items: Vec<ParkedRecord>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// Callbacks that wait, newest first, from the position `after`.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(
    store: &Store,
    after: Option<String>,
    limit: usize,
) -> Result<Page, OperationError> {
    let range = Range {
        after,
        ..Range::all(Order::NewestFirst)
    };
    let mut walk = store.walk(List::Parked, &range, PAGE_ITEMS);
    let mut page = Page::default();
    while page.items.len() < limit {
        let Some(record) = walk.next_parked().await? else {
            return Ok(page);
        };
        page.items.push(record);
    }
    page.next = walk.position().map(str::to_owned);
    Ok(page)
}

/// A callback that waits, with its body.
///
/// # Errors
/// [`OperationError::ParkedNotFound`], [`OperationError::Store`].
pub async fn get(store: &Store, id: &ParkedId) -> Result<(ParkedRecord, Vec<u8>), OperationError> {
    store
        .parked(id)
        .await?
        .ok_or(OperationError::ParkedNotFound)
}

/// Takes a parked body in again, as it came, with the rules of today. If it can be read now it leaves
/// the work list; otherwise it stays, with the reason in the answer.
///
/// # Idempotency
/// The payment in it is recorded at most once, and a callback that was replayed is refused.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::ParkedNotFound`],
/// [`OperationError::ParkedResolved`], [`OperationError::Store`].
pub async fn replay(
    store: &Store,
    id: &ParkedId,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<TakenIn, OperationError> {
    actor.may(Permission::ResolveParked)?;
    let (record, raw) = open(store, id).await?;
    let taken = intake::take_in(
        store,
        &intake::Arrival::new(&record.hook, &record.holder, &raw, now),
    )
    .await?;
    // What still cannot be read, or still contradicts, has parked itself again under the same id.
    if matches!(taken.outcome, Outcome::Parked(_) | Outcome::Conflicting(_)) {
        return Ok(taken);
    }
    let payment = taken.outcome.payment().cloned();
    let resolution = Resolution {
        how: "replayed".into(),
        reason: "read after a fix".into(),
        by: actor.name().to_owned(),
        at: now,
        payment,
    };
    audit::line(actor, AuditAction::ParkedReplayed, id, now)
        .noting(record.hook.clone())
        .on(store)
        .resolve_parked(&record, resolution)
        .await?;
    Ok(taken)
}

/// Puts a parked callback aside for good; its body stays readable.
///
/// # Idempotency
/// A callback that was dealt with is refused.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::ParkedNotFound`], [`OperationError::ParkedResolved`], [`OperationError::Store`].
pub async fn dismiss(
    store: &Store,
    id: &ParkedId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::ResolveParked)?;
    let reason = checked_reason(reason)?;
    let (record, _) = open(store, id).await?;
    let store = audit::line(actor, AuditAction::ParkedDismissed, id, now)
        .noting(record.hook.clone())
        .because(&reason)
        .on(store);
    let resolution = Resolution {
        how: "dismissed".into(),
        reason,
        by: actor.name().to_owned(),
        at: now,
        payment: record.payment.clone(),
    };
    Ok(store.resolve_parked(&record, resolution).await?)
}

async fn open(store: &Store, id: &ParkedId) -> Result<(ParkedRecord, Vec<u8>), OperationError> {
    let (record, raw) = get(store, id).await?;
    match &record.resolution {
        Some(resolution) => Err(OperationError::ParkedResolved {
            how: resolution.how.clone(),
        }),
        None => Ok((record, raw)),
    }
}
