//! A bench with carriers: the mailbox as SES, and a gateway that behaves until it is told otherwise.

use std::time::Duration;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use billing::ids::CustomerId;
use billing::ids::of_notification::NotificationId;
use billing::notification::Channel;
use chrono::Utc;
use local_aws::mailbox::StoredMessage;
use local_providers::sms::{Settings, SmsGateway, nowhere};
use notifications::outlets::Outlets;
use operations::claim;
use providers::celcom::gateway::{self, Gateway, Patience};
use runtime::config::mail::Mail;
use runtime::config::payee::Payee;
use runtime::context::Context;
use store::customers::Customer;
use store::notifications::{NotificationRecord, NotificationStatus};

use crate::bench::{Bench, millis, sqs_event};

pub const PHONE: &str = "254712345678";
pub const EMAIL: &str = "asha@example.org";
pub const API_KEY: &str = "a-key-that-nobody-sees";

/// How long a test waits for a gateway that does not answer.
const PATIENCE: Patience = Patience {
    connect: Duration::from_millis(500),
    call: Duration::from_millis(500),
};

pub struct Stage {
    pub bench: Bench,
    pub gateway: SmsGateway,
    pub outlets: Outlets,
}

impl Stage {
    pub async fn set() -> Self {
        let bench = Bench::new().await;
        let settings = Settings {
            clock: millis(&bench.context.clock),
            ..Settings::default()
        };
        let gateway = SmsGateway::start(settings, nowhere()).await.unwrap();
        let outlets = Outlets {
            ses: bench.endpoint.ses_client(),
            sms: Some(client(&gateway.url())),
            mail: Some(Mail {
                from: "Savanna Net <billing@example.co.ke>".to_owned(),
                reply_to: Some("help@example.co.ke".to_owned()),
                configuration_set: Some("malipo".to_owned()),
            }),
            payee: Payee {
                name: "Savanna Net".to_owned(),
                short_code: "600966".to_owned(),
            },
        };
        Self {
            bench,
            gateway,
            outlets,
        }
    }

    pub fn context(&self) -> &Context {
        &self.bench.context
    }

    /// A customer with a phone and no e-mail, who owes something and is to be told so.
    pub async fn told_by_sms(&self, phone: &str) -> Customer {
        let customer = self.bench.reachable("Asha Otieno", &[phone], &[]).await;
        self.bench.owes(&customer, "500", "2026-12-10").await;
        customer
    }

    /// As many of them, with numbers that count up from 254712345600.
    pub async fn told_by_sms_all(&self, count: usize) -> Vec<Customer> {
        let mut customers = Vec::with_capacity(count);
        for number in 0..count {
            let phone = format!("2547123456{number:02}");
            customers.push(self.told_by_sms(&phone).await);
        }
        customers
    }

    /// A customer with an e-mail address and no phone, who owes something and is to be told so.
    pub async fn told_by_email(&self, email: &str) -> Customer {
        let customer = self.bench.reachable("Asha Otieno", &[], &[email]).await;
        self.bench.owes(&customer, "500", "2026-12-10").await;
        customer
    }

    /// What the sweeper would put onto the queue now.
    pub async fn due(&self) -> Vec<NotificationId> {
        let now = self.context().clock.now();
        claim::due(&self.context().store, now).await.unwrap()
    }

    /// One batch of everything that is due, which must not fail.
    pub async fn send_due(&self) {
        let bodies: Vec<String> = self.due().await.iter().map(body).collect();
        for batch in bodies.chunks(20) {
            let failed = self.handle(batch).await;
            assert!(failed.is_empty(), "{failed:?}");
        }
    }

    /// Whatever comes due in `hours`, a quarter of an hour at a time.
    pub async fn pass_hours(&self, hours: u64) {
        for _ in 0..hours * 4 {
            self.pass_min(15).await;
        }
    }

    pub async fn pass_min(&self, minutes: u64) {
        let clock = &self.context().clock;
        clock.advance(Duration::from_secs(minutes * 60));
        self.send_due().await;
    }

    /// Hands over a batch; answers which messages stay on the queue.
    pub async fn handle(&self, bodies: &[String]) -> Vec<String> {
        let event = sqs_event(bodies);
        failures(notifications::handle(self.context(), &self.outlets, event).await)
    }

    /// A customer's notifications over a channel, in the order of their ids.
    pub async fn records(
        &self,
        customer: &CustomerId,
        channel: Channel,
    ) -> Vec<NotificationRecord> {
        let store = &self.context().store;
        let page = store.notifications_of(customer, None, 100).await.unwrap();
        let mut records = page.items;
        records.retain(|record| record.channel == channel);
        records
    }

    /// The one notification of a customer.
    pub async fn record(&self, customer: &Customer) -> NotificationRecord {
        let store = &self.context().store;
        let page = store
            .notifications_of(&customer.id, None, 100)
            .await
            .unwrap();
        assert_eq!(page.items.len(), 1);
        page.items.into_iter().next().unwrap()
    }

    pub async fn statuses(&self, customers: &[Customer]) -> Vec<NotificationStatus> {
        let mut statuses = Vec::new();
        for customer in customers {
            statuses.push(self.record(customer).await.status);
        }
        statuses
    }

    /// Where a customer cannot be reached.
    pub async fn unreachable(&self, customer: &Customer) -> Vec<String> {
        let store = &self.context().store;
        let problems = store.contact_problems(&customer.id).await.unwrap();
        problems.into_iter().map(|problem| problem.to).collect()
    }

    /// The letters in the mailbox, oldest first.
    pub async fn letters(&self) -> Vec<StoredMessage> {
        let mut letters = self.bench.mailbox.messages(100, None).await.unwrap();
        letters.reverse();
        letters
    }

    /// How many messages reached phones.
    pub fn on_phones(&self) -> usize {
        self.gateway.handle().sent().len()
    }

    /// Reminds of what is due, as a morning of today.
    pub async fn morning(&self) {
        let now = self.context().clock.now();
        let run = operations::reminders::run(&self.context().store, now, 1_000).await;
        assert!(!run.unwrap().more);
    }

    /// Moves the clock to an instant.
    pub fn wait_until(&self, instant: &str) {
        let instant: chrono::DateTime<Utc> = instant.parse().unwrap();
        let ahead = instant - self.context().clock.now();
        self.context().clock.advance(ahead.to_std().unwrap());
    }
}

/// A client of the gateway at an address.
pub fn client(url: &str) -> Gateway {
    let settings = gateway::Settings {
        base_url: url.to_owned(),
        api_key: API_KEY.to_owned(),
        partner_id: "77".to_owned(),
        sender_id: "SAVANNA".to_owned(),
    };
    Gateway::with_patience(settings, PATIENCE).unwrap()
}

pub fn body(id: &NotificationId) -> String {
    format!(r#"{{"notification":"{id}"}}"#)
}

pub fn failures(response: SqsBatchResponse) -> Vec<String> {
    response
        .batch_item_failures
        .into_iter()
        .map(|failure| failure.item_identifier)
        .collect()
}
