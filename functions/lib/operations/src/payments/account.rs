//! Payments in the account of the customer who has them, or had them when the money went back, by the numbers of that account's entries.

use std::collections::HashSet;

use billing::ids::{CustomerId, PaymentId};
use store::client::Store;

use crate::error::OperationError;
use crate::payments::{self, Shown};
use crate::statement::LINES_MAX;

/// Entries of an account that are read at once.
const PAGE_LINES: u16 = 100;

/// A payment in the account of the customer who has it now, or had it when it was reversed.
#[derive(Clone, Debug)]
pub struct AccountPayment {
    /// The number of the newest entry about it in that account: how its owner addresses it.
    pub number: u64,
    /// The payment.
    pub shown: Shown,
}

/// One page of a customer's payments.
#[derive(Clone, Debug, Default)]
pub struct AccountPage {
    /// Newest in the account first.
    pub items: Vec<AccountPayment>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<u64>,
}

/// Which payments of an account are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that the customer has.
    Standing,
    /// Those too that were theirs when the money went back.
    AlsoReversed,
}

/// One page of the payments of a customer, newest in their account first. Only payments among the newest entries of the
/// account are found, as many entries as a statement may have lines.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn page_of_customer(
    store: &Store,
    customer: &CustomerId,
    wanted: Wanted,
    after: Option<u64>,
    limit: usize,
) -> Result<AccountPage, OperationError> {
    if store.customer(customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    // A payment stands where the newest entry about it does, so no page shows it a second time.
    let mut seen: HashSet<PaymentId> = HashSet::new();
    let mut page = AccountPage::default();
    let (mut before, mut read) = (None, 0);
    while read < LINES_MAX {
        let (lines, more) = store.account_page(customer, before, PAGE_LINES).await?;
        before = lines.last().map(|line| line.seq);
        read += lines.len();
        let mut places: Vec<(u64, PaymentId)> = Vec::new();
        for line in &lines {
            if let Some(id) = line.entry.payment()
                && seen.insert(id.clone())
                && after.is_none_or(|after| line.seq < after)
            {
                places.push((line.seq, id.clone()));
            }
        }
        for payment in at_places(store, customer, &places).await? {
            if wanted == Wanted::Standing && payment.shown.state.reversal.is_some() {
                continue;
            }
            if page.items.len() == limit {
                page.next = page.items.last().map(|one| one.number);
                return Ok(page);
            }
            page.items.push(payment);
        }
        if !more {
            break;
        }
    }
    Ok(page)
}

/// Those payments at places of a customer's account that are not somebody else's by now, in the same order.
pub(crate) async fn at_places(
    store: &Store,
    customer: &CustomerId,
    places: &[(u64, PaymentId)],
) -> Result<Vec<AccountPayment>, OperationError> {
    let ids: Vec<PaymentId> = places.iter().map(|(_, id)| id.clone()).collect();
    let mut shown = payments::show(store, &ids).await?;
    shown.retain(|one| one.state.account_holder() == Some(customer));
    let numbered = shown.into_iter().filter_map(|shown| {
        let (number, _) = places.iter().find(|(_, id)| id == shown.id())?;
        Some(AccountPayment {
            number: *number,
            shown,
        })
    });
    Ok(numbered.collect())
}

/// The payment of a customer that an entry of their account is about, unless it is somebody else's by now. The number
/// leads nowhere but into that account, so another customer's payment is not found whatever the number is.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub async fn of_account(
    store: &Store,
    customer: &CustomerId,
    number: u64,
) -> Result<AccountPayment, OperationError> {
    let line = store.account_entry(customer, number).await?;
    let id = line.and_then(|line| line.entry.payment().cloned());
    let place = id.map(|id| (number, id));
    let found = at_places(store, customer, place.as_slice()).await?;
    let found = found.into_iter().next();
    found.ok_or(OperationError::PaymentNotFound)
}

/// How a customer addresses a payment of theirs, if it is among the newest entries of their account.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn number_of(
    store: &Store,
    customer: &CustomerId,
    payment: &PaymentId,
) -> Result<Option<u64>, OperationError> {
    let (lines, _) = store.account_page(customer, None, PAGE_LINES).await?;
    let line = lines
        .iter()
        .find(|line| line.entry.payment() == Some(payment));
    Ok(line.map(|line| line.seq))
}
