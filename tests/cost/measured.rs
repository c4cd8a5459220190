//! Payments from the callback to the receipts by SMS and e-mail, one after the other: no batch holds more than one
//! payment, which is the dearest way there is.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use billing::ids::CustomerId;
use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use operations::actor::Actor;
use operations::obligations::{self, NewObligation};
use runtime::context::Context;
use serde_json::json;
use store::meter::Meter;
use uuid::Uuid;

use crate::bench::{TOKEN, confirmation};
use crate::log;
use crate::stage::Stage;

/// Enough that what happens once, such as a channel's first message, weighs nothing.
pub const PAYMENTS: u64 = 50;

/// What all the payments used.
#[derive(Debug, Default)]
pub struct Usage {
    /// Requests to API Gateway, each of which calls `callbacks`.
    pub http: u64,
    /// Batches of `association`, `allocations` and `notifications`.
    pub association: u64,
    /// See above.
    pub allocations: u64,
    /// See above.
    pub notifications: u64,
    /// Twice the request units, since half a unit is the least.
    pub half_writes: u64,
    /// See above.
    pub half_reads: u64,
    /// Requests to SQS: sending, receiving and deleting each batch.
    pub sqs: u64,
    /// Bytes of our own lines in the log.
    pub log_bytes: u64,
    /// E-mails, of each of which SES tells once through SNS.
    pub emails: u64,
    /// Messages by SMS.
    pub sms: u64,
}

/// What a run of the sweeper uses that finds nothing.
#[derive(Clone, Copy, Debug)]
pub struct Sweep {
    /// Twice the read units.
    pub half_reads: u64,
    /// Bytes of our own lines in the log.
    pub log_bytes: u64,
}

/// Measures payments that settle an instalment, and a run of the sweeper.
pub async fn payments() -> (Usage, Sweep) {
    let mut stage = Stage::set().await;
    let meter = Meter::default();
    stage.context.store = stage.context.store.clone().metered(meter.clone());
    let asha = stage
        .customer("Asha Otieno", "254712345111", "asha.111@example.org")
        .await;
    let router = callbacks::router(stage.context.clone());
    let mut usage = Usage::default();
    for number in 0..=PAYMENTS {
        owe(&stage.context, &asha.id, number).await;
        stage.context.clock.advance(Duration::from_secs(3600));
        settle(&stage, &mut Usage::default()).await;
        // What was owed is announced to the customer: that is not the payment's. Nor is the first payment counted.
        if number <= 1 {
            usage = Usage::default();
        }
        let _ = (meter.take(), log::take());

        let body = confirmation(&receipt(number), "500.00", &asha.account_number);
        let request = Request::post(format!("/hooks/{TOKEN}/c2b/confirmation"));
        let answer = Stage::answer(router.clone(), request.body(Body::from(body)).unwrap());
        assert_eq!(answer.await.0, 200);
        usage.http += 1;
        usage.sqs += 1;
        let lines = settle(&stage, &mut usage).await;
        assert!(lines >= 4, "a payment wrote {lines} lines");
        let units = meter.take_total();
        usage.half_writes += halves(units.write);
        usage.half_reads += halves(units.read);
    }
    // The first run after new payments looks them through; the second one finds nothing.
    for _ in 0..2 {
        stage.context.clock.advance(Duration::from_secs(24 * 3600));
        settle(&stage, &mut Usage::default()).await;
        let _ = (meter.take(), log::take());
        sweeper::handle(&stage.context).await.unwrap();
    }
    let sweep = Sweep {
        half_reads: halves(meter.take_total().read),
        log_bytes: log::take().0,
    };
    (usage, sweep)
}

async fn owe(context: &Context, customer: &CustomerId, number: u64) {
    let now = context.clock.now();
    let new = NewObligation {
        customer: customer.clone(),
        payee: Payee::Us {
            income: Income::Service,
        },
        description: "Home internet 10 Mbps, this month".to_owned(),
        payment_code: None,
        amount: Money::parse("500.00", Currency::Kes).unwrap(),
        notify_customer: true,
        manager_comments: None,
        schedule: Schedule::OneOff {
            due_on: now.date_naive(),
        },
    };
    let seed = Uuid::from_u128(u128::from(number) + 1);
    obligations::create(&context.store, &new, &Actor::system(), seed, now)
        .await
        .unwrap();
}

/// Until nothing is left to do: the batches, what SES tells, and two minutes later what the SMS gateway is asked.
/// Answers how many lines were logged.
async fn settle(stage: &Stage, usage: &mut Usage) -> usize {
    let mut lines = drain(stage, usage).await;
    let urls = &stage.context.config.queues;
    for minutes in [2, 0] {
        stage
            .context
            .clock
            .advance(Duration::from_secs(minutes * 60));
        if minutes > 0 {
            let asked = without_meter(&stage.context);
            sweeper::handle(&asked).await.unwrap();
            let _ = log::take();
            usage.sqs += 1;
        }
        lines += drain(stage, usage).await;
    }
    assert!(stage.receive(&urls.notifications).await.is_none());
    lines
}

/// The sweeper runs anyway, whether there was a payment or not.
fn without_meter(context: &Context) -> Context {
    let mut context = context.clone();
    context.store = context.store.metered(Meter::default());
    context
}

async fn drain(stage: &Stage, usage: &mut Usage) -> usize {
    let (context, urls) = (&stage.context, stage.context.config.queues.clone());
    let mut told = 0;
    loop {
        let mut is_idle = true;
        if let Some(event) = stage.receive(&urls.payments).await {
            is_idle = false;
            association::handle(context, event).await;
            usage.association += 1;
            // Received and deleted here, and the next message sent.
            usage.sqs += 3;
        }
        if let Some(event) = stage.receive(&urls.allocations).await {
            is_idle = false;
            allocations::handle(context, event).await;
            usage.allocations += 1;
            usage.sqs += 3;
        }
        if let Some(event) = stage.receive(&urls.notifications).await {
            is_idle = false;
            notifications::handle(context, &stage.outlets, event).await;
            usage.notifications += 1;
            usage.sqs += 2;
        }
        let (bytes, lines) = log::take();
        usage.log_bytes += bytes;
        told += lines.len();
        let failed = lines.iter().find(|it| it["level"] == "ERROR");
        assert!(failed.is_none(), "{failed:?}");
        for line in lines
            .iter()
            .filter(|it| it["outcome"] == "sent" && it["message"] == "notification")
        {
            let id = line["notification"].as_str().unwrap();
            if line["channel"] == "sms" {
                usage.sms += 1;
            } else {
                usage.emails += 1;
                let event = json!({
                    "eventType": "Delivery",
                    "mail": { "destination": ["asha.111@example.org"], "tags": { "notification": [id] } },
                    "delivery": { "recipients": ["asha.111@example.org"] },
                });
                stage.put(&urls.notifications, &event.to_string()).await;
                is_idle = false;
            }
        }
        if is_idle {
            return told;
        }
    }
}

fn receipt(number: u64) -> String {
    let letter = |it: u64| char::from(b'A' + u8::try_from(it % 26).unwrap());
    format!(
        "RKL51ZD{}{}{}",
        letter(number / 26),
        letter(number),
        number % 10
    )
}

/// Units come in halves, which a float holds exactly.
fn halves(units: f64) -> u64 {
    format!("{:.0}", units * 2.0).parse().unwrap()
}
