//! The payments of a customer that are not put to anything, or not wholly.

use std::collections::HashSet;

use billing::ids::{CustomerId, PaymentId};
use billing::money::Money;
use store::client::Store;

use crate::error::OperationError;
use crate::payments::account::{self, AccountPayment};
use crate::statement::LINES_MAX;

/// Entries of an account that are read at once.
const PAGE_LINES: u16 = 50;

/// Payments of a customer of which something is left, oldest first, until they make up `credit`: what the account says
/// is left in all. Without credit nothing is read. Only payments among the newest entries of the account are found, as
/// many entries as a statement may have lines.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn with_remainder(
    store: &Store,
    customer: &CustomerId,
    credit: Money,
) -> Result<Vec<AccountPayment>, OperationError> {
    let mut missing = credit;
    let mut found: Vec<AccountPayment> = Vec::new();
    let mut seen: HashSet<PaymentId> = HashSet::new();
    let (mut before, mut read) = (None, 0);
    while missing.is_positive() && read < LINES_MAX {
        let (lines, more) = store.account_page(customer, before, PAGE_LINES).await?;
        before = lines.last().map(|line| line.seq);
        read += lines.len();
        let mut places: Vec<(u64, PaymentId)> = Vec::new();
        for line in &lines {
            if let Some(id) = line.entry.payment()
                && seen.insert(id.clone())
            {
                places.push((line.seq, id.clone()));
            }
        }
        for payment in account::at_places(store, customer, &places).await? {
            let left = payment.shown.unallocated()?;
            if left.is_positive() && left.currency() == credit.currency() {
                missing = missing.left_after(left);
                found.push(payment);
            }
        }
        if !more {
            break;
        }
    }
    found.sort_by(|one, other| {
        let key = |payment: &AccountPayment| (payment.shown.facts.payment.paid_at, payment.number);
        key(one).cmp(&key(other))
    });
    Ok(found)
}
