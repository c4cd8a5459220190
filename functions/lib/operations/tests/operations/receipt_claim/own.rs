//! What a customer sees of the receipts that they quoted.

use chrono::Duration;
use operations::error::OperationError;
use operations::receipt_claim::own::{self, OwnClaim, Standing};
use store::claims::LATEST_CLAIMS_MAX;
use store::customers::Customer;

use super::{RECEIPT, quotes};
use crate::world::{C2b, World};

async fn latest(world: &World, customer: &Customer) -> Vec<(String, Standing, Option<i64>)> {
    let claims = own::latest(&world.store, &customer.id).await.unwrap();
    let told = |claim: OwnClaim| {
        let receipt = claim.receipt.map(String::from).unwrap_or_default();
        let cents = claim.amount.map(|amount| amount.cents());
        (receipt, claim.standing, cents)
    };
    claims.into_iter().map(told).collect()
}

#[tokio::test]
async fn the_latest_are_listed_newest_first_and_older_ones_are_still_opened() {
    let mut world = World::new().await;
    let jane = world.customer("Jane Wanjiku", "").await;
    let mut first = None;
    for number in 0..=LATEST_CLAIMS_MAX {
        let quoted = quotes(&world, None, &jane, &format!("RKL51ZDR{number:02}")).await;
        first = first.or(quoted.claim);
        world.passes(Duration::hours(3));
    }
    let receipts: Vec<String> = latest(&world, &jane)
        .await
        .into_iter()
        .map(|(receipt, _, _)| receipt)
        .collect();
    let expected: Vec<String> = (1..=LATEST_CLAIMS_MAX)
        .rev()
        .map(|number| format!("RKL51ZDR{number:02}"))
        .collect();
    assert_eq!(receipts, expected);
    let first = own::get(&world.store, &jane.id, &first.unwrap().id).await;
    assert_eq!(first.unwrap().standing, Standing::Looking);
}

#[tokio::test]
async fn a_payment_that_reaches_them_some_other_way_is_told_as_found() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku", "").await;
    let text = format!("{RECEIPT} Confirmed. Ksh750.00 sent to ZURI NET.");
    quotes(&world, None, &jane, &text).await;
    let looking = vec![(RECEIPT.to_owned(), Standing::Looking, Some(75_000))];
    assert_eq!(latest(&world, &jane).await, looking);
    let payment = world.pays(&C2b::new(RECEIPT, "500.00", "")).await;
    assert_eq!(
        latest(&world, &jane).await,
        looking,
        "nobody's payment is not told"
    );
    world.associates(&payment, &jane).await;
    let found = vec![(RECEIPT.to_owned(), Standing::Credited, Some(50_000))];
    assert_eq!(latest(&world, &jane).await, found);
}

#[tokio::test]
async fn somebody_elses_claim_is_not_found_and_not_listed() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiku", "").await;
    let john = world.customer("John Kamau", "").await;
    let quoted = quotes(&world, None, &jane, RECEIPT).await;
    let id = quoted.claim.unwrap().id;
    let found = own::get(&world.store, &john.id, &id).await;
    assert!(matches!(found, Err(OperationError::ClaimNotFound)));
    assert!(latest(&world, &john).await.is_empty());
}
