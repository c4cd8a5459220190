//! Claims as staff work on them: the list, and the end of one.

use billing::audit::AuditAction;
use billing::ids::{ClaimId, PaymentId};
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::claims::{ClaimClosed, ClaimRecord, ClaimStatus};
use store::client::Store;
use store::keys::List;
use store::walk::{Order, Range};

use super::{is_waiting, load, update};
use crate::actor::Actor;
use crate::associate;
use crate::audit;
use crate::error::OperationError;
use crate::words::checked_reason;

/// Claims that one page reads of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// One page of the work list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Claims that M-PESA has not answered or that staff have to look at, newest first.
    pub items: Vec<ClaimRecord>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// Claims that are open, newest first, from the position `after`.
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
    let mut walk = store.walk(List::Claims, &range, PAGE_ITEMS);
    let mut page = Page::default();
    while page.items.len() < limit {
        let Some(claim) = walk.next_claim().await? else {
            return Ok(page);
        };
        page.items.push(claim);
    }
    page.next = walk.position().map(str::to_owned);
    Ok(page)
}

/// A person closes a claim; `given` is the payment that they found for it, which becomes the customer's as any that a
/// person associates.
///
/// # Idempotency
/// A claim that is settled or closed stays as it is.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::ClaimNotFound`], those of [`associate::by_person`], [`OperationError::Store`].
pub async fn close(
    store: &Store,
    id: &ClaimId,
    reason: &str,
    given: Option<&PaymentId>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<ClaimRecord, OperationError> {
    actor.may(Permission::ResolveClaim)?;
    let reason = checked_reason(reason)?;
    let claim = load(store, id).await?;
    if !is_waiting(&claim) {
        return Ok(claim);
    }
    if let Some(payment) = given {
        associate::by_person(store, payment, &id.customer(), &reason, actor, now).await?;
    }
    let words = if given.is_some() {
        "with a payment"
    } else {
        "without a payment"
    };
    let store = audit::line(actor, AuditAction::ClaimResolved, id, now)
        .of(&id.customer())
        .noting(words)
        .because(&reason)
        .on(store);
    update(&store, id, |standing| ClaimRecord {
        status: ClaimStatus::Closed,
        payment: given.cloned().or(standing.payment.clone()),
        closed: Some(ClaimClosed {
            by: actor.name().to_owned(),
            at: now,
            reason: reason.clone(),
        }),
        ..standing.clone()
    })
    .await
}
