//! What an obligation was paid with, as its customer sees it.

use billing::ids::ObligationId;
use billing::money::Money;
use billing::payment::Payment;
use store::client::Store;

use crate::error::OperationError;
use crate::payments::account::{Wanted, page_of_customer};

/// Payments of the customer among which is looked, newest first.
const PAYMENTS_LOOKED_AT: usize = 200;

/// An amount of a payment that is put to an instalment of the obligation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// How the owner addresses the payment: a number of their account.
    pub number: u64,
    /// The payment.
    pub payment: Payment,
    /// The instalment.
    pub instalment: u32,
    /// How much.
    pub amount: Money,
}

/// What was put to an obligation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlements {
    /// By the time of the payment, the latest first.
    pub items: Vec<Settlement>,
    /// Whether older payments were not looked at.
    pub more: bool,
}

/// What was put to an obligation, out of the latest payments of its customer.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`], [`OperationError::Money`].
pub async fn of_obligation(
    store: &Store,
    id: &ObligationId,
) -> Result<Settlements, OperationError> {
    let page = page_of_customer(
        store,
        &id.customer(),
        Wanted::Standing,
        None,
        PAYMENTS_LOOKED_AT,
    )
    .await?;
    let mut items = Vec::new();
    for one in page.items {
        let payment = one.shown.facts.payment;
        for allocation in one.shown.state.allocations {
            if allocation.obligation == *id {
                items.push(Settlement {
                    number: one.number,
                    instalment: allocation.instalment,
                    amount: Money::from_cents(allocation.cents, payment.amount.currency())?,
                    payment: payment.clone(),
                });
            }
        }
    }
    items.sort_by_key(|one| std::cmp::Reverse(one.payment.paid_at));
    Ok(Settlements {
        items,
        more: page.next.is_some(),
    })
}
