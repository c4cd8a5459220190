//! Sweeps over what a crash left between recording, associating and allocating.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;

use std::time::Duration;

use bench::{ALLOCATIONS, Bench, NOTIFICATIONS, PAYMENTS, nothing};
use billing::notification::Message;
use operations::actor::Actor;
use operations::claim::{Claim, claim};
use operations::{allocate, associate, holidays};
use runtime::context::Context;

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
    let swept = sweeper::handle(&bench.context).await.unwrap().payments;
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

#[tokio::test]
async fn what_is_due_in_the_outbox_is_passed_on_until_somebody_takes_it() {
    let bench = Bench::new().await;
    let asha = bench
        .reachable("Asha Otieno", &["0712345678"], &["asha@example.org"])
        .await;
    bench.owes(&asha, "500", "2026-12-10").await;
    for _ in 0..2 {
        let run = sweeper::handle(&bench.context).await.unwrap();
        assert_eq!(run.notifications.len(), 2);
        let mut expected: Vec<String> = run
            .notifications
            .iter()
            .map(|id| format!(r#"{{"notification":"{id}"}}"#))
            .collect();
        let mut messages = bench.messages(NOTIFICATIONS).await;
        expected.sort();
        messages.sort();
        assert_eq!(messages, expected);
    }
    let (store, now) = (&bench.context.store, bench.context.clock.now());
    for id in sweeper::handle(&bench.context).await.unwrap().notifications {
        assert!(matches!(claim(store, &id, now).await, Ok(Claim::Send(_))));
    }
    bench.messages(NOTIFICATIONS).await;
    sweeper::handle(&bench.context).await.unwrap();
    assert!(bench.messages(NOTIFICATIONS).await.is_empty());
}

#[tokio::test]
async fn what_falls_due_on_a_gazetted_day_is_moved_and_told_in_the_same_run() {
    let bench = Bench::new().await;
    let asha = bench.reachable("Asha Otieno", &["0712345678"], &[]).await;
    bench.owes(&asha, "500", "2026-12-10").await;
    let (store, now) = (&bench.context.store, bench.context.clock.now());
    let day = "2026-12-10".parse().unwrap();
    holidays::gazette(store, day, "Idd", "", &Actor::system(), now)
        .await
        .unwrap();
    let run = sweeper::handle(&bench.context).await.unwrap();
    assert_eq!(run.moved, 1);
    let mut told = 0;
    for id in &run.notifications {
        let record = store.notification(id).await.unwrap().unwrap();
        told += usize::from(matches!(record.message, Message::DateMoved { .. }));
    }
    assert_eq!(told, 1);
    bench.context.clock.advance(LATER * 60);
    assert_eq!(sweeper::handle(&bench.context).await.unwrap().moved, 0);
}

#[tokio::test]
async fn one_duty_that_fails_does_not_hold_up_the_others() {
    let bench = Bench::new().await;
    let asha = bench.reachable("Asha Otieno", &["0712345678"], &[]).await;
    bench.owes(&asha, "500", "2026-12-10").await;
    bench.recorded("RKL51ZDR4F", "5.00", "").await;
    bench.context.clock.advance(LATER);
    let mut urls = bench.context.config.queues.clone();
    urls.payments = urls.payments.replace(PAYMENTS, "nowhere");
    let context = Context {
        queues: bench.queues_at(urls),
        ..bench.context.clone()
    };
    let failed = sweeper::handle(&context).await.unwrap_err();
    assert_eq!(failed.to_string(), "some payments were not dispatched");
    assert_eq!(bench.messages(NOTIFICATIONS).await.len(), 1);
}
