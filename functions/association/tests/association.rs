//! Batches from the queue of payments as Lambda hands them over.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../testing/bench.rs"]
mod bench;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use bench::{ALLOCATIONS, Bench, NOTIFICATIONS, confirmation, nothing, now, payment, sqs_event};
use billing::ids::PaymentId;
use billing::ids::of_notification::{Addressee, NotificationId};
use chrono::TimeDelta;
use operations::actor::Actor;
use operations::settings::{self, SettingsChanges};
use runtime::queue::{PaymentMessage, RawCallback};
use store::client::Store;

fn recorded(payment: &PaymentId) -> String {
    let message = PaymentMessage::Recorded {
        payment: payment.clone(),
    };
    serde_json::to_string(&message).unwrap()
}

fn raw_callback(hook: &str, raw: &[u8]) -> String {
    let received_at = now() - TimeDelta::hours(3);
    let callback = RawCallback::new(hook, bench::SHORT_CODE, received_at, raw);
    serde_json::to_string(&PaymentMessage::RawCallback(callback)).unwrap()
}

fn passed_on(payment: &PaymentId) -> String {
    format!(r#"{{"payment":"{payment}"}}"#)
}

fn failures(response: SqsBatchResponse) -> Vec<String> {
    response
        .batch_item_failures
        .into_iter()
        .map(|failure| failure.item_identifier)
        .collect()
}

#[tokio::test]
async fn a_payment_with_an_account_number_finds_its_owner_and_goes_on_to_allocation() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    let id = bench
        .recorded("RKL51ZDR4F", "5.00", &customer.account_number)
        .await;

    let response = association::handle(&bench.context, sqs_event(&[recorded(&id)])).await;
    assert!(failures(response).is_empty());
    assert_eq!(bench.state(&id).await.customer(), Some(&customer.id));
    assert_eq!(bench.messages(ALLOCATIONS).await, [passed_on(&id)]);
}

#[tokio::test]
async fn a_payment_of_nobody_known_waits_for_a_person() {
    let bench = Bench::new().await;
    let id = bench.recorded("RKL51ZDR4F", "5.00", "KAMAU HOUSE 7").await;
    let response = association::handle(&bench.context, sqs_event(&[recorded(&id)])).await;
    assert!(failures(response).is_empty());
    assert_eq!(bench.state(&id).await.customer(), None);
    assert!(bench.messages(ALLOCATIONS).await.is_empty());
}

#[tokio::test]
async fn a_message_that_comes_again_changes_nothing_and_is_passed_on_until_allocated() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    let id = bench
        .recorded("RKL51ZDR4F", "5.00", &customer.account_number)
        .await;
    for _ in 0..3 {
        let response = association::handle(&bench.context, sqs_event(&[recorded(&id)])).await;
        assert!(failures(response).is_empty());
        assert_eq!(bench.messages(ALLOCATIONS).await, [passed_on(&id)]);
    }
    assert_eq!(bench.state(&id).await.edits.len(), 1);

    operations::allocate::automatically(&bench.context.store, &id, now())
        .await
        .unwrap();
    let response = association::handle(&bench.context, sqs_event(&[recorded(&id)])).await;
    assert!(failures(response).is_empty());
    assert!(bench.messages(ALLOCATIONS).await.is_empty());
}

#[tokio::test]
async fn one_message_twice_in_a_batch_gives_one_owner() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    let id = bench
        .recorded("RKL51ZDR4F", "5.00", &customer.account_number)
        .await;
    let response = association::handle(&bench.context, sqs_event(&vec![recorded(&id); 5])).await;
    assert!(failures(response).is_empty());
    assert_eq!(bench.state(&id).await.edits.len(), 1);
}

#[tokio::test]
async fn a_callback_that_waited_for_the_store_is_taken_in_with_the_time_it_came() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    let raw = confirmation("RKL51ZDR4F", "5.00", &customer.account_number);
    let message = raw_callback("c2b/confirmation", raw.as_bytes());
    // Twice, as if the first receipt had ended before it was deleted.
    for _ in 0..2 {
        let response =
            association::handle(&bench.context, sqs_event(std::slice::from_ref(&message))).await;
        assert!(failures(response).is_empty());
        assert_eq!(
            bench.messages(ALLOCATIONS).await,
            [passed_on(&payment("RKL51ZDR4F"))]
        );
    }
    let file = bench
        .context
        .store
        .payment_file(&payment("RKL51ZDR4F"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(file.facts.payment.received_at, now() - TimeDelta::hours(3));
    assert_eq!(file.state.unwrap().edits.len(), 1);
}

#[tokio::test]
async fn a_queued_callback_that_nobody_can_read_is_parked() {
    let bench = Bench::new().await;
    let bodies = [
        ("c2b/confirmation", "?"),
        ("c2b/validation", "??"),
        ("unheard/of", "???"),
    ];
    for (hook, raw) in bodies {
        let message = raw_callback(hook, raw.as_bytes());
        let response = association::handle(&bench.context, sqs_event(&[message])).await;
        assert!(failures(response).is_empty(), "{hook}");
        let id = Store::parked_id(hook, raw.as_bytes()).unwrap();
        let (_, kept) = bench.context.store.parked(&id).await.unwrap().unwrap();
        assert_eq!(kept, raw.as_bytes(), "{hook}");
    }
}

#[tokio::test]
async fn of_a_batch_of_ten_only_the_poisonous_ones_stay_on_the_queue() {
    let bench = Bench::new().await;
    let mut bodies = Vec::new();
    for number in 0..7 {
        let id = bench
            .recorded(&format!("RKL51ZDR4{number}"), "5.00", "")
            .await;
        bodies.push(recorded(&id));
    }
    bodies.insert(2, "poison".to_owned());
    bodies.insert(5, recorded(&payment("NEVERHEARD")));
    bodies.insert(8, r#"{"kind":"unheard_of"}"#.to_owned());
    let response = association::handle(&bench.context, sqs_event(&bodies)).await;
    assert_eq!(failures(response), ["3", "6", "9"]);
    for number in 0..7 {
        let file = bench
            .context
            .store
            .payment_file(&payment(&format!("RKL51ZDR4{number}")))
            .await;
        assert!(file.unwrap().unwrap().state.is_some(), "{number}");
    }
}

#[tokio::test]
async fn while_store_or_queue_do_not_answer_every_message_stays() {
    let bench = Bench::new().await;
    let customer = bench.customer("Nicholas Otieno").await;
    let id = bench
        .recorded("RKL51ZDR4F", "5.00", &customer.account_number)
        .await;
    let raw = confirmation("RKL51ZDR4G", "5.00", "");
    let bodies = [
        recorded(&id),
        raw_callback("c2b/confirmation", raw.as_bytes()),
    ];
    assert_eq!(
        failures(association::handle(&nothing(), sqs_event(&bodies)).await),
        ["1", "2"]
    );

    let context = bench.without_queues();
    assert_eq!(
        failures(association::handle(&context, sqs_event(&bodies)).await),
        ["1"]
    );
    assert!(failures(association::handle(&bench.context, sqs_event(&bodies)).await).is_empty());
    assert_eq!(bench.messages(ALLOCATIONS).await, [passed_on(&id)]);
}

#[tokio::test]
async fn a_payment_of_nobody_is_told_once_to_its_payer_and_to_the_staff_who_asked() {
    let bench = Bench::new().await;
    let store = &bench.context.store;
    let wanted = SettingsChanges {
        staff_emails: Some(vec!["cashier@example.co.ke".to_owned()]),
        ..SettingsChanges::default()
    };
    settings::change(store, &wanted, &Actor::named("amina"), now())
        .await
        .unwrap();
    // Mostly masked; whole where M-PESA has not hidden it yet.
    let whole = confirmation("RKL51ZDR4F", "500.00", "").replace("2547 ***** 126", "254712345678");
    let message = raw_callback("c2b/confirmation", whole.as_bytes());
    for _ in 0..2 {
        let event = sqs_event(std::slice::from_ref(&message));
        let response = association::handle(&bench.context, event).await;
        assert!(failures(response).is_empty());
    }
    let passed_on = bench.messages(NOTIFICATIONS).await;
    let mut told: Vec<Addressee> = passed_on
        .iter()
        .map(|body| {
            let message: serde_json::Value = serde_json::from_str(body).unwrap();
            let id = NotificationId::parse(message["notification"].as_str().unwrap());
            id.unwrap().addressee()
        })
        .collect();
    told.sort();
    assert_eq!(told, [Addressee::Payer, Addressee::Staff]);
}
