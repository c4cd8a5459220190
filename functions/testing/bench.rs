//! What the tests of every function stand on: a table, queues in memory, a stopped clock.
//! Included by path, so that no function depends on it outside its tests.
#![allow(dead_code, reason = "each function's tests use a part of it")]

use std::sync::Arc;

use aws_sdk_sqs::config::retry::RetryConfig;
use billing::ids::{ObligationId, PaymentId};
use billing::money::{Currency, Money};
use billing::obligation::{Income, Payee, Schedule};
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, Utc};
use local_aws::endpoint::{Endpoint, sdk_config};
use local_aws::mailbox::Mailbox;
use local_aws::queues::{QueueSettings, Queues};
use operations::actor::Actor;
use operations::customers::{self, NewCustomer};
use operations::intake::{Arrival, take_in};
use operations::obligations::{self, NewObligation};
use runtime::clock::Clock;
use runtime::config::Config;
use runtime::context::Context;
use runtime::queue::QueueUrls;
use store::customers::Customer;
use store::states::PaymentState;
use uuid::Uuid;

use dynamodb::Dynamodb;

#[path = "dynamodb.rs"]
pub mod dynamodb;

pub const TOKEN: &str = "a-token-that-nobody-guesses";
pub const SHORT_CODE: &str = "600966";
pub const PAYMENTS: &str = "payments";
pub const ALLOCATIONS: &str = "allocations";
pub const NOTIFICATIONS: &str = "notifications";

pub const PUBLIC_URL: &str = "https://pay.example.co.ke";

/// Nothing listens there.
const NOWHERE: &str = "http://127.0.0.1:9";

pub struct Bench {
    pub context: Context,
    /// Answers SQS and SES.
    pub endpoint: Endpoint,
    /// What was handed to SES.
    pub mailbox: Mailbox,
    sqs: aws_sdk_sqs::Client,
    _dynamodb: Dynamodb,
    _queues: Queues,
}

impl Bench {
    pub async fn new() -> Self {
        let dynamodb = Dynamodb::fresh().await;
        let queues = Queues::memory().unwrap();
        for name in [PAYMENTS, ALLOCATIONS, NOTIFICATIONS] {
            queues
                .ensure_queue(QueueSettings::named(name))
                .await
                .unwrap();
        }
        let clock = Clock::stopped_at(now());
        let mailbox = Mailbox::memory_at(millis(&clock)).unwrap();
        let endpoint = Endpoint::start(&queues, &mailbox).await.unwrap();
        let sqs = endpoint.sqs_client();
        let urls = [
            url(&sqs, PAYMENTS).await,
            url(&sqs, ALLOCATIONS).await,
            url(&sqs, NOTIFICATIONS).await,
        ];
        let config = config(&dynamodb.table, urls);
        let context = Context::new(config, dynamodb.client.clone(), sqs.clone(), clock);
        Self {
            context,
            endpoint,
            mailbox,
            sqs,
            _dynamodb: dynamodb,
            _queues: queues,
        }
    }

    /// The context of a function whose table does not answer.
    pub fn without_store(&self) -> Context {
        let config = (*self.context.config).clone();
        Context::new(
            config,
            dead_dynamodb(),
            self.sqs.clone(),
            self.context.clock.clone(),
        )
    }

    /// The context of a function whose queues do not answer.
    pub fn without_queues(&self) -> Context {
        let working = self.context.clone();
        Context {
            queues: nothing().queues,
            ..working
        }
    }

    /// The sending ends of queues at other addresses.
    pub fn queues_at(&self, urls: QueueUrls) -> runtime::queue::Queues {
        runtime::queue::Queues::new(self.sqs.clone(), urls)
    }

    /// A customer of ours whom nobody can reach.
    pub async fn customer(&self, name: &str) -> Customer {
        self.reachable(name, &[], &[]).await
    }

    /// A customer of ours.
    pub async fn reachable(&self, name: &str, phones: &[&str], emails: &[&str]) -> Customer {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let new = NewCustomer {
            name: name.to_owned(),
            phones: owned(phones),
            emails: owned(emails),
            ..NewCustomer::default()
        };
        let seed = Uuid::new_v4();
        customers::create(&self.context.store, &new, &Actor::system(), seed, now())
            .await
            .unwrap()
    }

    /// The customer owes `amount` and is told of it; answers its id.
    pub async fn owes(&self, customer: &Customer, amount: &str, due_on: &str) -> ObligationId {
        let new = NewObligation {
            customer: customer.id.clone(),
            payee: Payee::Us {
                income: Income::Service,
            },
            description: "Internet".to_owned(),
            payment_code: None,
            amount: Money::parse(amount, Currency::Kes).unwrap(),
            notify_customer: true,
            manager_comments: None,
            schedule: Schedule::OneOff {
                due_on: due_on.parse().unwrap(),
            },
        };
        let (store, now) = (&self.context.store, self.context.clock.now());
        let seed = Uuid::new_v4();
        let file = obligations::create(store, &new, &Actor::system(), seed, now).await;
        file.unwrap().head.id
    }

    /// A payment that the callbacks function has just recorded, but not dispatched.
    pub async fn recorded(&self, receipt: &str, amount: &str, reference: &str) -> PaymentId {
        let raw = confirmation(receipt, amount, reference);
        let store = &self.context.store;
        let taken = take_in(
            store,
            &Arrival::new("c2b/confirmation", SHORT_CODE, raw.as_bytes(), now()),
        )
        .await;
        taken.unwrap().dispatch.unwrap()
    }

    /// Whose a payment is and what it was put to.
    pub async fn state(&self, payment: &PaymentId) -> PaymentState {
        let file = self
            .context
            .store
            .payment_file(payment)
            .await
            .unwrap()
            .unwrap();
        file.state.unwrap_or_default()
    }

    /// Takes every message from a queue.
    pub async fn messages(&self, queue: &str) -> Vec<String> {
        let url = url(&self.sqs, queue).await;
        let mut bodies = Vec::new();
        loop {
            let request = self
                .sqs
                .receive_message()
                .queue_url(&url)
                .max_number_of_messages(10);
            let messages = request.send().await.unwrap().messages.unwrap_or_default();
            if messages.is_empty() {
                return bodies;
            }
            for message in messages {
                let handle = message.receipt_handle.unwrap();
                self.sqs
                    .delete_message()
                    .queue_url(&url)
                    .receipt_handle(handle)
                    .send()
                    .await
                    .unwrap();
                bodies.push(message.body.unwrap());
            }
        }
    }
}

/// The context of a function to which nothing answers.
pub fn nothing() -> Context {
    let aws = sdk_config(NOWHERE);
    let sqs = aws_sdk_sqs::config::Builder::from(&aws)
        .retry_config(RetryConfig::disabled())
        .build();
    let sqs = aws_sdk_sqs::Client::from_conf(sqs);
    let urls = [PAYMENTS, ALLOCATIONS, NOTIFICATIONS].map(|name| format!("{NOWHERE}/1/{name}"));
    let config = config("malipo", urls);
    Context::new(config, dead_dynamodb(), sqs, Clock::stopped_at(now()))
}

pub fn now() -> DateTime<Utc> {
    "2026-12-07T06:00:00Z".parse().unwrap()
}

pub fn payment(receipt: &str) -> PaymentId {
    PaymentId::of(&Provider::mpesa(), &Receipt::parse(receipt).unwrap())
}

/// A confirmation as M-PESA sends it.
pub fn confirmation(receipt: &str, amount: &str, reference: &str) -> String {
    serde_json::json!({
        "TransactionType": "Pay Bill",
        "TransID": receipt,
        "TransTime": "20261207085959",
        "TransAmount": amount,
        "BusinessShortCode": SHORT_CODE,
        "BillRefNumber": reference,
        "InvoiceNumber": "",
        "OrgAccountBalance": "25.00",
        "ThirdPartyTransID": "",
        "MSISDN": "2547 ***** 126",
        "FirstName": "NICHOLAS",
        "MiddleName": "",
        "LastName": "",
    })
    .to_string()
}

/// An event as Lambda hands it over, with one record for each body; their ids count from 1.
pub fn sqs_event(bodies: &[String]) -> aws_lambda_events::event::sqs::SqsEvent {
    let records = bodies.iter().zip(1..).map(|(body, number)| {
        serde_json::json!({
            "messageId": number.to_string(),
            "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
            "body": body,
            "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1765087200000"},
            "messageAttributes": {},
            "md5OfBody": "7b270e59b47ff90a553787216d55d91d",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:payments",
            "awsRegion": "eu-west-1",
        })
    });
    let records: Vec<_> = records.collect();
    serde_json::from_value(serde_json::json!({"Records": records})).unwrap()
}

fn config(table: &str, [payments, allocations, notifications]: [String; 3]) -> Config {
    let settings = [
        ("MALIPO_TABLE", table),
        ("MALIPO_PAYMENTS_QUEUE_URL", payments.as_str()),
        ("MALIPO_ALLOCATIONS_QUEUE_URL", allocations.as_str()),
        ("MALIPO_NOTIFICATIONS_QUEUE_URL", notifications.as_str()),
        ("MALIPO_PUBLIC_URL", PUBLIC_URL),
        ("MALIPO_HOOK_TOKEN", TOKEN),
        ("MALIPO_SHORTCODE", SHORT_CODE),
        ("MALIPO_MAIL_FROM", "billing@example.co.ke"),
        ("MALIPO_SMS_URL", NOWHERE),
    ];
    Config::read(|name| {
        let found = settings.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    })
    .unwrap()
}

/// A clock as the mailbox and the simulated parties read it.
pub fn millis(clock: &Clock) -> local_aws::clock::Clock {
    let clock = clock.clone();
    Arc::new(move || clock.now().timestamp_millis())
}

fn dead_dynamodb() -> aws_sdk_dynamodb::Client {
    let aws = sdk_config(NOWHERE);
    let config =
        aws_sdk_dynamodb::config::Builder::from(&aws).retry_config(RetryConfig::disabled());
    aws_sdk_dynamodb::Client::from_conf(config.build())
}

async fn url(sqs: &aws_sdk_sqs::Client, queue: &str) -> String {
    let found = sqs.get_queue_url().queue_name(queue).send().await.unwrap();
    found.queue_url.unwrap()
}
