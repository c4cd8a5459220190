//! What became of the prompts that a customer asked for, as the customer sees it: those that may still have been paid,
//! so that nobody pays twice, and the payment that one has become.

use billing::ids::{CustomerId, PushId};
use billing::money::Money;
use store::client::Store;
use store::pushes::PushRecord;

use crate::error::OperationError;
use crate::payments;

/// The newest entries of an account, among which a payment is that was just made.
const NEWEST_LINES: u16 = 100;

/// Pushes that may still have been paid, newest first.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn unsettled(
    store: &Store,
    customer: &CustomerId,
) -> Result<Vec<PushRecord>, OperationError> {
    let prompts = store.prompts_of_customer(customer).await?;
    let ids: Vec<PushId> = prompts.recent.into_iter().map(|one| one.push).collect();
    let mut pushes = store.pushes(&ids).await?;
    pushes.retain(|push| push.status.is_open());
    pushes.sort_by_key(|push| std::cmp::Reverse(push.requested_at));
    Ok(pushes)
}

/// A payment in the account of its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// How the owner addresses it: a number of their account.
    pub number: u64,
    /// The balance of the account now.
    pub balance: Money,
}

/// Where the payment that a push became stands in the account of its customer; nothing until it is there, and nothing
/// for one that is somebody else's by now or older than the newest entries.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn arrived(store: &Store, push: &PushRecord) -> Result<Option<Arrived>, OperationError> {
    let Some(payment) = &push.payment else {
        return Ok(None);
    };
    let customer = push.id.customer();
    let (lines, _) = store.account_page(&customer, None, NEWEST_LINES).await?;
    let balance = lines.first().map(|line| line.balance);
    let line = lines
        .iter()
        .find(|line| line.entry.payment() == Some(payment));
    let (Some(balance), Some(line)) = (balance, line) else {
        return Ok(None);
    };
    match payments::account::of_account(store, &customer, line.seq).await {
        Ok(found) => Ok(Some(Arrived {
            number: found.number,
            balance,
        })),
        Err(OperationError::PaymentNotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
