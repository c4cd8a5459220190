//! What the metrics say of what happened, function by function.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use operations::actor::Actor;
use operations::obligations::{self, NewObligation};
use runtime::context::Context;
use runtime::metrics::Metrics;
use serde_json::Value;
use store::customers::Customer;
use uuid::Uuid;

use crate::bench::{TOKEN, confirmation};
use crate::stage::Stage;

/// The lines that a deployment would write, kept for one test.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    fn metrics(&self) -> Metrics {
        let kept = self.0.clone();
        Metrics::into_sink("malipo-test", move |line| {
            kept.lock().unwrap().push(line.to_owned());
        })
    }

    /// Takes the lines; each must be what CloudWatch reads.
    fn take(&self) -> Vec<Value> {
        let lines = std::mem::take(&mut *self.0.lock().unwrap());
        let read = |line: String| -> Value {
            let line: Value = serde_json::from_str(&line).unwrap();
            assert!(line["_aws"]["Timestamp"].is_i64(), "{line}");
            let directive = &line["_aws"]["CloudWatchMetrics"][0];
            assert_eq!(
                (&directive["Namespace"], &line["Stack"]),
                (&"Malipo".into(), &"malipo-test".into())
            );
            for metric in directive["Metrics"].as_array().unwrap() {
                assert!(line[metric["Name"].as_str().unwrap()].is_number(), "{line}");
            }
            line
        };
        lines.into_iter().map(read).collect()
    }
}

/// What the lines say of a figure, in their order, as it is written.
fn told(lines: &[Value], name: &str) -> Vec<String> {
    let values = lines.iter().filter_map(|line| line.get(name));
    values.map(ToString::to_string).collect()
}

/// The same of one channel.
fn told_of(lines: &[Value], channel: &str, name: &str) -> Vec<String> {
    let of_channel: Vec<Value> = lines
        .iter()
        .filter(|line| line["Channel"] == channel)
        .cloned()
        .collect();
    told(&of_channel, name)
}

async fn measured() -> (Stage, Lines) {
    let mut stage = Stage::set().await;
    let lines = Lines::default();
    stage.context.metrics = lines.metrics();
    (stage, lines)
}

async fn post(context: &Context, token: &str, body: &str) {
    let request = Request::post(format!("/hooks/{token}/c2b/confirmation"));
    let request = request.body(Body::from(body.to_owned())).unwrap();
    Stage::answer(callbacks::router(context.clone()), request).await;
}

async fn owes(stage: &Stage, customer: &Customer, amount: &str) {
    let new = NewObligation {
        customer: customer.id.clone(),
        payee: Payee::Us {
            income: Income::Service,
        },
        description: "Internet".to_owned(),
        payment_code: None,
        amount: Money::parse(amount, Currency::Kes).unwrap(),
        notify_customer: false,
        manager_comments: None,
        schedule: Schedule::OneOff {
            due_on: "2026-12-10".parse().unwrap(),
        },
    };
    let (store, now) = (&stage.context.store, stage.context.clock.now());
    let actor = Actor::system();
    let created = obligations::create(store, &new, &actor, Uuid::new_v4(), now);
    created.await.unwrap();
}

#[tokio::test]
async fn a_payment_is_counted_once_by_each_function_with_its_exact_amount() {
    let (stage, lines) = measured().await;
    let asha = stage
        .customer("Asha Otieno", "0712345444", "asha.444@example.org")
        .await;
    owes(&stage, &asha, "300.10").await;
    let account = &asha.account_number;
    post(
        &stage.context,
        TOKEN,
        &confirmation("RKL51ZDR51", "500.30", account),
    )
    .await;
    // What arrives in the same instant is the same attempt to record it.
    stage.context.clock.advance(Duration::from_secs(1));
    post(
        &stage.context,
        TOKEN,
        &confirmation("RKL51ZDR51", "500.30", account),
    )
    .await;
    post(
        &stage.context,
        TOKEN,
        &confirmation("RKL51ZDR51", "900.00", account),
    )
    .await;
    post(&stage.context, TOKEN, "no JSON").await;
    post(&stage.context, "a-guess", "").await;
    post(&stage.context, TOKEN, &confirmation("RKL51ZDR52", "7", "")).await;
    let told_by_callbacks = lines.take();
    assert_eq!(told_by_callbacks.len(), 6, "a line each");
    for (name, expected) in [
        ("PaymentsReceived", &["1", "1"][..]),
        ("AmountReceived", &["500.30", "7.00"]),
        ("PaymentsRepeated", &["1"]),
        ("CallbacksParked", &["1", "1"]),
        ("CallbacksRefused", &["1"]),
    ] {
        assert_eq!(
            told(&told_by_callbacks, name).len(),
            expected.len(),
            "{name}"
        );
        for (told, expected) in told(&told_by_callbacks, name).iter().zip(expected) {
            let same = told.parse::<rust_decimal::Decimal>().unwrap() == expected.parse().unwrap();
            assert!(same, "{name}: {told}");
        }
    }

    stage.drain().await;
    let told_later = lines.take();
    for (name, expected) in [
        ("PaymentsAssociated", &["1"][..]),
        ("PaymentsUnassociated", &["1"]),
        ("PaymentsAllocated", &["1"]),
        ("AmountAllocated", &["300.1"]),
        ("AmountUnallocated", &["200.2"]),
        ("PaymentsReceived", &[]),
        ("MessagesFailed", &[]),
        ("MessagesUnknown", &[]),
    ] {
        let told: Vec<_> = told(&told_later, name)
            .iter()
            .map(|it| it.trim_end_matches('0').to_owned())
            .collect();
        assert_eq!(told, expected, "{name}");
    }
    for channel in ["sms", "email"] {
        assert_eq!(
            told_of(&told_later, channel, "MessagesSent"),
            ["1"],
            "{channel}"
        );
    }
}

#[tokio::test]
async fn what_a_carrier_does_with_messages_is_told_by_channel() {
    let (stage, lines) = measured().await;
    let asha = stage
        .customer("Asha Otieno", "0712345555", "asha.555@example.org")
        .await;
    let odd = stage.gateway.handle();
    for (receipt, outcome) in [
        ("RKL51ZDR53", "MessagesUnknown"),
        ("RKL51ZDR54", "MessagesFailed"),
    ] {
        odd.change(|it| match outcome {
            "MessagesUnknown" => it.broken_off = local_providers::sms::oddities::Odds::Next(1),
            _ => drop(it.dead.insert(
                "254712345555".to_owned(),
                local_providers::sms::oddities::Dead::Refused,
            )),
        });
        post(
            &stage.context,
            TOKEN,
            &confirmation(receipt, "5", &asha.account_number),
        )
        .await;
        stage.drain().await;
        let told = lines.take();
        assert_eq!(told_of(&told, "sms", outcome), ["1"]);
        assert!(told_of(&told, "sms", "MessagesSent").is_empty());
        assert_eq!(told_of(&told, "email", "MessagesSent"), ["1"]);
    }
}

#[tokio::test]
async fn the_sweeper_tells_each_minute_what_waits_and_each_hour_has_the_balance_asked() {
    let (stage, lines) = measured().await;
    stage.gateway.handle().change(|it| it.credit = Some(1234));
    let queue = stage.context.config.queues.notifications.clone();
    let clock = stage.context.clock.clone();

    // Six o'clock: nothing waits, and the balance is asked for.
    sweeper::handle(&stage.context).await.unwrap();
    let told_at_six = lines.take();
    assert_eq!(told(&told_at_six, "OldestUndispatchedSeconds"), ["0"]);
    assert_eq!(told(&told_at_six, "OldestUnassociatedSeconds"), ["0"]);
    stage.drain().await;
    assert_eq!(told(&lines.take(), "SmsBalance"), ["1234.0"]);

    // A payment that nobody is told of, and later one of which nobody knows whose it is.
    let mute = Context {
        queues: stage.bench.without_queues().queues,
        ..stage.context.clone()
    };
    post(&mute, TOKEN, &confirmation("RKL51ZDR55", "5", "NOBODY")).await;
    lines.take();
    clock.advance(Duration::from_secs(90));
    sweeper::handle(&stage.context).await.unwrap();
    let told_then = lines.take();
    assert_eq!(told(&told_then, "OldestUndispatchedSeconds"), ["90"]);
    assert_eq!(told(&told_then, "OldestUnassociatedSeconds"), ["0"]);
    assert!(
        stage.receive(&queue).await.is_none(),
        "the hour is not over"
    );
    stage.drain().await;
    lines.take();
    clock.advance(Duration::from_secs(60));
    sweeper::handle(&stage.context).await.unwrap();
    let told_then = lines.take();
    assert_eq!(told(&told_then, "OldestUndispatchedSeconds"), ["0"]);
    assert_eq!(told(&told_then, "OldestUnassociatedSeconds"), ["150"]);

    // A gateway that tells no balance is not shown as empty.
    stage
        .gateway
        .handle()
        .change(|it| it.wrong_credentials = true);
    clock.advance(Duration::from_secs(3600 - 150));
    sweeper::handle(&stage.context).await.unwrap();
    stage.drain().await;
    assert!(told(&lines.take(), "SmsBalance").is_empty());

    // Where nobody wants figures nothing is asked for them.
    let plain = Context {
        metrics: Metrics::default(),
        ..stage.context.clone()
    };
    sweeper::handle(&plain).await.unwrap();
    assert!(stage.receive(&queue).await.is_none());
    assert!(lines.take().is_empty());
}

#[tokio::test]
async fn a_sweeper_without_its_table_tells_no_age_rather_than_none() {
    let (stage, lines) = measured().await;
    let broken = Context {
        store: stage.bench.without_store().store,
        ..stage.context.clone()
    };
    sweeper::handle(&broken).await.unwrap_err();
    let told_then = lines.take();
    assert!(told(&told_then, "OldestUndispatchedSeconds").is_empty());
    assert!(told(&told_then, "OldestUnassociatedSeconds").is_empty());
}

#[tokio::test]
async fn a_gap_is_counted_when_staff_are_first_shown_it_and_stays_open() {
    let (stage, lines) = measured().await;
    let told_of_balance = |receipt: &str, at: &str, balance: &str| {
        let body = confirmation(receipt, "100.00", "");
        body.replace("20261207085959", at).replace("25.00", balance)
    };
    // 250 shillings came in between, and nobody told us.
    post(
        &stage.context,
        TOKEN,
        &told_of_balance("RKL51ZDR56", "20261207083000", "1000.00"),
    )
    .await;
    post(
        &stage.context,
        TOKEN,
        &told_of_balance("RKL51ZDR57", "20261207083200", "1350.00"),
    )
    .await;
    lines.take();
    let mut seen = Vec::new();
    for _ in 0..3 {
        reconciliation::look(&stage.context).await.unwrap();
        let told_then = lines.take();
        let figure = |name: &str| told(&told_then, name).join(" ");
        seen.push((figure("GapsDetected"), figure("GapsOpen")));
        stage.context.clock.advance(Duration::from_secs(600));
    }
    let expected = [("", "0"), ("1", "1"), ("", "1")];
    assert_eq!(
        seen,
        expected.map(|(new, open)| (new.to_owned(), open.to_owned()))
    );
}
