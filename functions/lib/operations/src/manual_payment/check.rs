//! Whether a payment that staff received can be recorded, before anybody confirms it.

use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use uuid::Uuid;

use super::{ManualPayment, check_chosen, facts};
use crate::actor::Actor;
use crate::error::OperationError;

/// Whether a payment can be recorded like this. Nothing is written.
///
/// # Errors
/// As [`record`](super::record).
pub async fn check(
    store: &Store,
    manual: &ManualPayment,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::RecordPayment)?;
    let facts = facts(manual, actor, seed, now)?;
    if store.customer(&manual.customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    check_chosen(store, manual).await?;
    let payment = facts.payment.id;
    let standing = store.payment_facts(&payment).await?;
    match standing.filter(|standing| standing.raw != facts.raw) {
        Some(_) => Err(OperationError::ReceiptAlreadyRecorded { payment }),
        None => Ok(()),
    }
}
