//! Batches from the queue of allocations as Lambda hands them over.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use bench::{Bench, NOTIFICATIONS, nothing, now, payment, sqs_event};
use billing::ids::PaymentId;
use billing::money::{Currency, Money};
use billing::notification::Message;
use billing::obligation::{Income, Payee, Schedule};
use operations::actor::Actor;
use operations::associate;
use operations::obligations::{self, NewObligation};
use store::customers::Customer;
use store::notifications::NotificationRecord;
use uuid::Uuid;

fn message(payment: &PaymentId) -> String {
    format!(r#"{{"payment":"{payment}"}}"#)
}

fn failures(response: SqsBatchResponse) -> Vec<String> {
    response
        .batch_item_failures
        .into_iter()
        .map(|failure| failure.item_identifier)
        .collect()
}

/// The customer owes `cents`.
async fn owes(bench: &Bench, customer: &Customer, cents: i64) {
    let new = NewObligation {
        customer: customer.id.clone(),
        payee: Payee::Us {
            income: Income::Service,
        },
        description: "December".to_owned(),
        payment_code: None,
        amount: Money::from_cents(cents, Currency::Kes).unwrap(),
        notify_customer: false,
        manager_comments: None,
        schedule: Schedule::OneOff {
            due_on: "2026-12-15".parse().unwrap(),
        },
    };
    let store = &bench.context.store;
    obligations::create(store, &new, &Actor::system(), Uuid::new_v4(), now())
        .await
        .unwrap();
}

/// A payment of the customer's that no one has put to anything.
async fn associated(bench: &Bench, customer: &Customer, receipt: &str, amount: &str) -> PaymentId {
    let id = bench
        .recorded(receipt, amount, &customer.account_number)
        .await;
    associate::by_rules(&bench.context.store, &id, now())
        .await
        .unwrap();
    id
}

async fn allocated_cents(bench: &Bench, payment: &PaymentId) -> Vec<i64> {
    let state = bench.state(payment).await;
    state
        .allocations
        .iter()
        .map(|allocation| allocation.cents)
        .collect()
}

#[tokio::test]
async fn a_payment_settles_what_is_due_once_however_often_the_message_comes() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    owes(&bench, &customer, 30_000).await;
    let id = associated(&bench, &customer, "RKL51ZDR4F", "500.00").await;
    for _ in 0..3 {
        let event = sqs_event(&[message(&id), message(&id)]);
        assert!(failures(allocations::handle(&bench.context, event).await).is_empty());
    }
    assert_eq!(allocated_cents(&bench, &id).await, [30_000]);
    assert_eq!(bench.state(&id).await.to_settle, None);
}

#[tokio::test]
async fn a_payment_without_owner_or_debt_is_done() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    let nobodys = bench.recorded("RKL51ZDR4F", "5.00", "").await;
    let in_credit = associated(&bench, &customer, "RKL51ZDR4G", "5.00").await;
    let event = sqs_event(&[message(&nobodys), message(&in_credit)]);
    assert!(failures(allocations::handle(&bench.context, event).await).is_empty());
    assert!(allocated_cents(&bench, &in_credit).await.is_empty());
}

#[tokio::test]
async fn two_payments_of_one_batch_share_one_debt() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    owes(&bench, &customer, 70_000).await;
    let first = associated(&bench, &customer, "RKL51ZDR4F", "500.00").await;
    let second = associated(&bench, &customer, "RKL51ZDR4G", "500.00").await;
    let event = sqs_event(&[message(&first), message(&second)]);
    assert!(failures(allocations::handle(&bench.context, event).await).is_empty());
    let mut cents = [
        allocated_cents(&bench, &first).await,
        allocated_cents(&bench, &second).await,
    ]
    .concat();
    cents.sort_unstable();
    assert_eq!(cents, [20_000, 50_000]);
}

#[tokio::test]
async fn only_what_failed_stays_on_the_queue() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    owes(&bench, &customer, 30_000).await;
    let id = associated(&bench, &customer, "RKL51ZDR4F", "500.00").await;
    let bodies = [
        "poison".to_owned(),
        message(&id),
        message(&payment("NEVERHEARD")),
    ];
    let response = allocations::handle(&bench.context, sqs_event(&bodies)).await;
    assert_eq!(failures(response), ["1", "3"]);
    assert_eq!(allocated_cents(&bench, &id).await, [30_000]);
}

#[tokio::test]
async fn while_the_store_does_not_answer_every_message_stays() {
    let event = sqs_event(&[message(&payment("RKL51ZDR4F"))]);
    assert_eq!(
        failures(allocations::handle(&nothing(), event).await),
        ["1"]
    );
}

/// What a customer was told of their payments.
async fn told(bench: &Bench, customer: &Customer) -> Vec<NotificationRecord> {
    let store = &bench.context.store;
    let page = store.notifications_of(&customer.id, None, 100).await;
    let mut records = page.unwrap().items;
    records.retain(|record| matches!(record.message, Message::PaymentReceived(_)));
    records
}

#[tokio::test]
async fn the_owner_is_told_once_with_what_it_settled_and_the_message_is_passed_on() {
    let bench = Bench::new().await;
    let asha = bench.reachable("Asha Otieno", &["0712345678"], &[]).await;
    owes(&bench, &asha, 30_000).await;
    let id = associated(&bench, &asha, "RKL51ZDR4F", "500.00").await;
    for _ in 0..3 {
        let event = sqs_event(&[message(&id), message(&id)]);
        assert!(failures(allocations::handle(&bench.context, event).await).is_empty());
    }
    let told = told(&bench, &asha).await;
    let [record] = told.as_slice() else {
        panic!("{told:?}");
    };
    let Message::PaymentReceived(received) = &record.message else {
        panic!("{record:?}");
    };
    assert_eq!(received.settled.len(), 1);
    assert_eq!(received.unallocated.amount_text(), "200.00");
    assert_eq!(received.balance.amount_text(), "200.00");
    let passed_on = bench.messages(NOTIFICATIONS).await;
    assert_eq!(
        passed_on,
        [format!(r#"{{"notification":"{}"}}"#, record.id)]
    );
}

#[tokio::test]
async fn a_message_that_is_not_passed_on_waits_in_the_outbox() {
    let bench = Bench::new().await;
    let asha = bench.reachable("Asha Otieno", &["0712345678"], &[]).await;
    let id = associated(&bench, &asha, "RKL51ZDR4F", "500.00").await;
    let event = sqs_event(&[message(&id)]);
    let answer = allocations::handle(&bench.without_queues(), event).await;
    assert!(failures(answer).is_empty());
    let told = told(&bench, &asha).await;
    let due = operations::claim::due(&bench.context.store, now()).await;
    assert_eq!(due.unwrap(), [told[0].id.clone()]);
}
