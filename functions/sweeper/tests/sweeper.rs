//! Sweeps over what a crash left between recording, associating and allocating.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;

use std::time::Duration;

use bench::{ALLOCATIONS, Bench, PAYMENTS, nothing};
use operations::{allocate, associate};

const LATER: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_payment_is_dispatched_again_at_each_step_until_it_is_through() {
    let bench = Bench::new().await;
    let store = &bench.context.store;
    let customer = bench.customer("Nicholas Otieno").await;
    let id = bench
        .recorded("RKL51ZDR4F", "5.00", &customer.account_number)
        .await;

    sweeper::handle(&bench.context).await.unwrap();
    assert!(
        bench.messages(PAYMENTS).await.is_empty(),
        "a fresh payment is on its way"
    );

    bench.context.clock.advance(LATER);
    sweeper::handle(&bench.context).await.unwrap();
    assert_eq!(
        bench.messages(PAYMENTS).await,
        [format!(r#"{{"kind":"recorded","payment":"{id}"}}"#)]
    );

    associate::by_rules(store, &id, bench.context.clock.now())
        .await
        .unwrap();
    sweeper::handle(&bench.context).await.unwrap();
    assert!(bench.messages(PAYMENTS).await.is_empty());
    assert_eq!(
        bench.messages(ALLOCATIONS).await,
        [format!(r#"{{"payment":"{id}"}}"#)]
    );

    allocate::automatically(store, &id, bench.context.clock.now())
        .await
        .unwrap();
    let swept = sweeper::handle(&bench.context).await.unwrap();
    assert!(swept.undispatched.is_empty() && swept.unallocated.is_empty());
    assert!(
        bench.messages(PAYMENTS).await.is_empty() && bench.messages(ALLOCATIONS).await.is_empty()
    );
}

#[tokio::test]
async fn more_payments_than_one_request_takes_are_all_dispatched() {
    let bench = Bench::new().await;
    for number in 10..35 {
        bench
            .recorded(&format!("RKL51ZDR{number}"), "5.00", "")
            .await;
    }
    bench.context.clock.advance(LATER);
    sweeper::handle(&bench.context).await.unwrap();
    let mut messages = bench.messages(PAYMENTS).await;
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), 25);
}

#[tokio::test]
async fn a_sweep_that_could_not_dispatch_fails_and_the_next_one_makes_up_for_it() {
    let bench = Bench::new().await;
    bench.recorded("RKL51ZDR4F", "5.00", "").await;
    bench.context.clock.advance(LATER);
    let failed = sweeper::handle(&bench.without_queues()).await.unwrap_err();
    assert_eq!(failed.to_string(), "some payments were not dispatched");

    sweeper::handle(&bench.context).await.unwrap();
    assert_eq!(bench.messages(PAYMENTS).await.len(), 1);
}

#[tokio::test]
async fn a_sweep_without_the_store_fails() {
    let failed = sweeper::handle(&nothing()).await.unwrap_err();
    assert_eq!(
        failed.to_string(),
        "the payments could not be looked through"
    );
}
