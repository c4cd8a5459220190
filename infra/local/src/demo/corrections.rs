//! What people did in the sample: cash taken in the office, a payment given to its owner, one taken
//! back from the wrong customer, one that the provider reversed.

use billing::ids::{CustomerId, PaymentId};
use billing::payment::Method;
use operations::error::OperationError;
use operations::manual_payment::{self, ManualPayment};
use operations::{allocate, associate, reverse};
use store::states::Settle;

use crate::demo::{DemoError, Story, customer, seed, shillings};

/// Seeds of payments taken in the office; those of obligations are smaller.
const FIRST_SEED: u64 = 1 << 41;

/// Places in the list of payments.
const SWAPPED_DIGITS: usize = 10;
const FROM_THE_BROTHER: usize = 18;
const TWICE_BY_MISTAKE: usize = 3;

/// Makes them. The payments are in the order in which they were reported.
pub(crate) async fn make(
    story: &Story<'_>,
    customers: &[CustomerId],
    payments: &[PaymentId],
) -> Result<(), DemoError> {
    let (store, clerk, now) = (&story.context.store, &story.clerk, story.now);
    let payment = |place: usize| {
        let missing = || DemoError::Text(format!("no payment {place}"));
        payments.get(place).ok_or_else(missing)
    };
    take_cash(story, customer(customers, 2)?).await?;

    let owner = customer(customers, 6)?;
    let reason = "Called: the last two digits were swapped.";
    associate::by_person(store, payment(SWAPPED_DIGITS)?, owner, reason, clerk, now).await?;
    allocate::automatically(store, payment(SWAPPED_DIGITS)?, now).await?;

    let reason = "Sent by the brother for himself; he is not a customer yet.";
    let taken =
        associate::disassociate(store, payment(FROM_THE_BROTHER)?, reason, clerk, now).await;
    done_before(taken)?;

    let reason = "M-PESA reversed it: the customer had paid twice.";
    let reversed = reverse::reverse(store, payment(TWICE_BY_MISTAKE)?, reason, clerk, now).await;
    done_before(reversed)
}

async fn take_cash(story: &Story<'_>, customer: &CustomerId) -> Result<(), DemoError> {
    let cash = ManualPayment {
        customer: customer.clone(),
        amount: shillings(1_200)?,
        method: Method::Cash,
        reference: None,
        received_on: Some(story.day(-1)),
        till: Some("Front desk".to_owned()),
        remark: Some("Keep it for next month.".to_owned()),
        settle: Settle::Nothing,
        shortcode: story.short_code(),
    };
    let store = &story.context.store;
    manual_payment::record(store, &cash, &story.clerk, seed(FIRST_SEED), story.now).await?;
    Ok(())
}

/// A correction that was made before a crash is refused the second time.
fn done_before(outcome: Result<(), OperationError>) -> Result<(), DemoError> {
    match outcome {
        Err(OperationError::PaymentNotAssociated | OperationError::PaymentReversed) => Ok(()),
        other => Ok(other?),
    }
}
