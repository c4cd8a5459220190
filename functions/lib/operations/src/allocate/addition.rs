//! What is left of a payment is put to instalments that a person chose, beside what it is put to already.

use std::collections::BTreeMap;

use billing::allocation::{ALLOCATIONS_MAX, OpenInstalment, Share, Wanted, choose};
use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::money::Money;
use chrono::{DateTime, Utc};
use store::client::Store;

use super::{Change, load_associated, replace, unallocated};
use crate::actor::Actor;
use crate::doses::Doses;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// Puts what is left of a payment to the chosen instalments in their order, and answers what it put where: nothing where
/// the payment is not this customer's any more. The caller has asked whether the actor may.
///
/// # Idempotency
/// What is settled gets nothing, and a payment of which nothing is left gives nothing.
pub(crate) async fn put_to(
    store: &Store,
    payment: &PaymentId,
    customer: &CustomerId,
    chosen: &[(ObligationId, u32)],
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Share>, OperationError> {
    on_conflict(|| async {
        let (file, before, owner) = match load_associated(store, payment).await {
            Ok(loaded) => loaded,
            Err(OperationError::PaymentReversed | OperationError::PaymentNotAssociated) => {
                return Ok(Vec::new());
            }
            Err(error) => return Err(error),
        };
        if owner != *customer {
            return Ok(Vec::new());
        }
        let mut doses = Doses::of(store, customer).await?;
        let left = unallocated(&file, &before)?;
        let open = doses.open(left.currency())?;
        let shares = share_out(left, &open, chosen, before.allocations.len())?;
        if shares.is_empty() {
            return Ok(shares);
        }
        doses.settle(&shares)?;
        let change = Change {
            what: "allocated",
            removed: Vec::new(),
            shares: shares.clone(),
            reason: "",
        };
        replace(store, &file, &before, &doses, change, actor, now).await?;
        Ok(shares)
    })
    .await
}

/// The shares of `left` in the order chosen; a payment that is put to `taken` instalments can be put to so many fewer.
pub(crate) fn share_out(
    left: Money,
    open: &[OpenInstalment],
    chosen: &[(ObligationId, u32)],
    taken: usize,
) -> Result<Vec<Share>, OperationError> {
    let is_open: BTreeMap<(&ObligationId, u32), bool> = open
        .iter()
        .map(|dose| {
            (
                (&dose.obligation, dose.number),
                dose.outstanding.is_positive(),
            )
        })
        .collect();
    let wanted: Vec<Wanted> = chosen
        .iter()
        .filter(|(obligation, number)| is_open.get(&(obligation, *number)) == Some(&true))
        .take(ALLOCATIONS_MAX.saturating_sub(taken))
        .map(|(obligation, number)| Wanted {
            obligation: obligation.clone(),
            instalment: Some(*number),
            amount: None,
        })
        .collect();
    if !left.is_positive() || wanted.is_empty() {
        return Ok(Vec::new());
    }
    choose(left, open, &wanted).map_err(OperationError::Allocation)
}
