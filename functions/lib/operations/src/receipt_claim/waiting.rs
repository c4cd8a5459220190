//! Claims that wait for M-PESA: looked at again when it answers.

use billing::ids::{ClaimId, PaymentId};
use chrono::{DateTime, Utc};
use store::asks::{AskRecord, Question};
use store::client::Store;
use store::keys::List;
use store::walk::{Order, Range};

use super::find::{find, said};
use super::{after, is_waiting, update};
use crate::customers;
use crate::error::OperationError;

/// Open claims that are looked through when M-PESA answers.
const OPEN_CLAIMS_MAX: usize = 500;
/// Claims that are read of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// M-PESA has answered a question, or will not: whoever waits for it is looked at again. Answers the payment of which
/// one became, or is, the owner and which is still to be allocated.
///
/// # Errors
/// [`OperationError::Store`].
pub(crate) async fn heard(
    store: &Store,
    ask: &AskRecord,
    outcome: &str,
    now: DateTime<Utc>,
) -> Result<Option<PaymentId>, OperationError> {
    let Question::Status { receipt, claim } = &ask.question else {
        return Ok(None);
    };
    let mut waiting: Vec<ClaimId> = claim.iter().cloned().collect();
    // Others may have quoted it while the question was under way, and were not asked for again.
    let mut walk = store.walk(List::Claims, &Range::all(Order::NewestFirst), PAGE_ITEMS);
    let mut looked = 0;
    while looked < OPEN_CLAIMS_MAX
        && let Some(open) = walk.next_claim().await?
    {
        looked += 1;
        if open.receipt.as_ref() == Some(receipt) && !waiting.contains(&open.id) {
            waiting.push(open.id);
        }
    }
    let mut to_allocate = None;
    for id in &waiting {
        let payment = look_again(store, id, outcome, now).await?;
        to_allocate = to_allocate.or(payment);
    }
    Ok(to_allocate)
}

/// Looks once more for the receipt of a claim that is open; what is still not theirs is for staff.
pub(super) async fn look_again(
    store: &Store,
    id: &ClaimId,
    outcome: &str,
    now: DateTime<Utc>,
) -> Result<Option<PaymentId>, OperationError> {
    let Some(claim) = store.claim(id).await? else {
        return Ok(None);
    };
    let Some(receipt) = claim.receipt.as_ref().filter(|_| is_waiting(&claim)) else {
        return Ok(None);
    };
    let customer = customers::get(store, &id.customer()).await?;
    let said = said(&claim)?;
    let finding = find(store, &customer, receipt, said, now).await?;
    update(store, id, |standing| after(standing, &finding, outcome)).await?;
    Ok(finding.to_allocate())
}
