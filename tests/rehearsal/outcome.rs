//! What arrived in the month, held against what had to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use billing::ids::of_notification::NotificationId;
use billing::notification::{Channel, Message};
use local_aws::mailbox::StoredMessage;
use store::notifications::{NotificationRecord, NotificationStatus};

use crate::expectation::{Expected, expected};
use crate::month::Month;

/// How often each message reached a phone or a mailbox.
#[derive(Default)]
pub struct Deliveries {
    sms: BTreeMap<String, u32>,
    emails: BTreeMap<String, u32>,
}

impl Deliveries {
    pub fn add_sms(&mut self, client_id: &str) {
        *self.sms.entry(client_id.to_owned()).or_default() += 1;
    }

    pub fn add_email(&mut self, message: &StoredMessage) {
        let header = message
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("Message-ID"));
        let id = header.map_or("", |header| header.value.as_str());
        let local = id
            .trim_start_matches('<')
            .split('@')
            .next()
            .unwrap_or_default();
        *self.emails.entry(local.to_owned()).or_default() += 1;
    }

    /// How often a notification arrived.
    pub fn of(&self, id: &NotificationId) -> u32 {
        let sms = self.sms.get(&client_id(id).to_string());
        let emails = self.emails.get(id.as_str());
        sms.copied().unwrap_or_default() + emails.copied().unwrap_or_default()
    }
}

/// The number by which the gateway knows a notification: the first 52 bits of its digest.
fn client_id(id: &NotificationId) -> u64 {
    u64::from_str_radix(&id.digest()[..13], 16).unwrap()
}

/// One line of the table.
#[derive(Default)]
struct Line {
    expected: u32,
    once: u32,
    twice: u32,
    never: u32,
    settled: u32,
}

/// The month as a table.
pub struct Outcome {
    lines: BTreeMap<&'static str, Line>,
    /// Everything that is not as it has to be.
    pub complaints: Vec<String>,
}

impl Outcome {
    pub async fn of(month: &Month) -> Self {
        let deliveries = month.deliveries().await;
        let mut outcome = Self {
            lines: BTreeMap::new(),
            complaints: Vec::new(),
        };
        let mut missing = expected(&month.town);
        for record in records(month).await {
            outcome.add(&record, &deliveries, &mut missing);
        }
        for lost in missing {
            let line = outcome.lines.entry(lost.kind()).or_default();
            line.expected += 1;
            line.never += 1;
            outcome.complaints.push(format!("never written: {lost:?}"));
        }
        outcome
    }

    fn add(
        &mut self,
        record: &NotificationRecord,
        deliveries: &Deliveries,
        missing: &mut BTreeSet<Expected>,
    ) {
        let is = told(record);
        let line = self.lines.entry(is.kind()).or_default();
        if missing.remove(&is) {
            line.expected += 1;
        } else {
            self.complaints.push(format!("nobody expected it: {is:?}"));
        }
        match (deliveries.of(&record.id), record.status) {
            (1, _) => line.once += 1,
            // It was paid before it could be sent.
            (0, NotificationStatus::Obsolete) => line.settled += 1,
            (0, status) => {
                line.never += 1;
                self.complaints.push(format!(
                    "{status:?} and not delivered: {is:?} {:?}",
                    record.steps
                ));
            }
            (times, _) => {
                line.twice += 1;
                self.complaints.push(format!(
                    "delivered {times} times: {is:?} {:?}",
                    record.steps
                ));
            }
        }
    }
}

async fn records(month: &Month) -> Vec<NotificationRecord> {
    let mut all = Vec::new();
    for person in &month.town.people {
        let store = &month.town.bench.context.store;
        let mut after = None;
        loop {
            let id = &person.customer.id;
            let page = store
                .notifications_of(id, after.as_deref(), 100)
                .await
                .unwrap();
            all.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    all
}

fn told(record: &NotificationRecord) -> Expected {
    let channel: Channel = record.channel;
    match &record.message {
        Message::ObligationRegistered(about) => {
            Expected::Registered(about.obligation.clone(), channel)
        }
        Message::DateMoved { dose, .. } => {
            Expected::Moved(dose.obligation.clone(), dose.number, channel)
        }
        Message::InstalmentDue(dose) => {
            let morning = record.id.day();
            Expected::Due(
                dose.obligation.clone(),
                dose.number,
                dose.due_on,
                morning,
                channel,
            )
        }
        Message::PaymentReceived(about) => Expected::Received(about.payment.clone(), channel),
        Message::PaymentUnmatched(_) => panic!("every payer is known: {record:?}"),
        Message::SignInCode(_) => panic!("nobody signs in: {record:?}"),
        Message::ChannelTest { .. } => panic!("nobody tests a channel: {record:?}"),
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "| {:<21} | expected | once | twice | never | paid before |",
            "message"
        )?;
        writeln!(
            formatter,
            "|{:-<23}|---------:|-----:|------:|------:|------------:|",
            ""
        )?;
        for (kind, line) in &self.lines {
            writeln!(
                formatter,
                "| {kind:<21} | {:>8} | {:>4} | {:>5} | {:>5} | {:>11} |",
                line.expected, line.once, line.twice, line.never, line.settled
            )?;
        }
        Ok(())
    }
}
