//! What the tests stand on: queues and a mailbox in memory behind a real port, and
//! a clock that only moves when it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use aws_sdk_sqs::types::{Message, MessageSystemAttributeName, QueueAttributeName};
use local_aws::clock::Clock;
use local_aws::endpoint::Endpoint;
use local_aws::mailbox::Mailbox;
use local_aws::queues::{QueueSettings, Queues};

/// 2026-11-02 08:00 in Nairobi.
pub const START_MS: i64 = 1_793_595_600_000;

/// A clock moved by hand.
#[derive(Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl HandClock {
    pub fn start() -> HandClock {
        HandClock(Arc::new(AtomicI64::new(START_MS)))
    }

    pub fn advance_s(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }

    pub fn clock(&self) -> Clock {
        let time = Arc::clone(&self.0);
        Arc::new(move || time.load(Ordering::SeqCst))
    }
}

/// Queues, a mailbox, their endpoint and an SQS client.
pub struct Stage {
    pub clock: HandClock,
    pub queues: Queues,
    pub mailbox: Mailbox,
    pub endpoint: Endpoint,
    pub sqs: aws_sdk_sqs::Client,
}

impl Stage {
    /// Nothing in it yet.
    pub async fn empty() -> Stage {
        let clock = HandClock::start();
        let queues = Queues::memory_at(clock.clock()).expect("queues in memory");
        let mailbox = Mailbox::memory_at(clock.clock()).expect("a mailbox in memory");
        let endpoint = Endpoint::start(&queues, &mailbox)
            .await
            .expect("an endpoint");
        let sqs = endpoint.sqs_client();
        Stage {
            clock,
            queues,
            mailbox,
            endpoint,
            sqs,
        }
    }

    /// One queue called `payments`, and its address.
    pub async fn with_queue() -> (Stage, String) {
        let stage = Stage::empty().await;
        let url = stage.queue(QueueSettings::named("payments")).await;
        (stage, url)
    }

    /// Makes sure of a queue and tells its address.
    pub async fn queue(&self, settings: QueueSettings) -> String {
        let name = settings.name.clone();
        self.queues.ensure_queue(settings).await.expect("a queue");
        let place = self.sqs.get_queue_url().queue_name(name).send().await;
        place.expect("its address").queue_url.expect("an address")
    }

    pub async fn send(&self, url: &str, body: &str) -> String {
        let sent = self.sqs.send_message().queue_url(url).message_body(body);
        let sent = sent.send().await.expect("a message is sent");
        sent.message_id.expect("its id")
    }

    /// Up to ten messages with everything that is known about them, at once.
    pub async fn receive(&self, url: &str) -> Vec<Message> {
        receive(&self.sqs, url).await
    }

    /// The only message there is to receive.
    pub async fn receive_one(&self, url: &str) -> Message {
        let mut messages = self.receive(url).await;
        assert_eq!(messages.len(), 1, "one message is visible");
        messages.remove(0)
    }

    pub async fn delete(&self, url: &str, handle: &str) {
        let deletion = self.sqs.delete_message().queue_url(url);
        let deleted = deletion.receipt_handle(handle).send().await;
        deleted.expect("a deletion is accepted");
    }

    /// Messages that are visible, held and delayed.
    pub async fn depth(&self, url: &str) -> (String, String, String) {
        use QueueAttributeName as Name;
        let names = [
            Name::ApproximateNumberOfMessages,
            Name::ApproximateNumberOfMessagesNotVisible,
            Name::ApproximateNumberOfMessagesDelayed,
        ];
        let question = self.sqs.get_queue_attributes().queue_url(url);
        let question = question.set_attribute_names(Some(names.to_vec()));
        let answer = question.send().await.expect("attributes");
        let attributes = answer.attributes.expect("some attributes");
        let [visible, held, delayed] = names.map(|name| attributes[&name].clone());
        (visible, held, delayed)
    }
}

/// As [`Stage::receive`], of any client.
pub async fn receive(sqs: &aws_sdk_sqs::Client, url: &str) -> Vec<Message> {
    let received = sqs
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(10)
        .message_system_attribute_names(MessageSystemAttributeName::All)
        .message_attribute_names("All")
        .send()
        .await;
    received.expect("a receive").messages.unwrap_or_default()
}

pub fn handle(message: &Message) -> &str {
    message.receipt_handle().expect("a receipt handle")
}

pub fn bodies(messages: &[Message]) -> Vec<&str> {
    messages.iter().filter_map(Message::body).collect()
}

/// A system attribute of a message; empty where there is none.
pub fn attribute(message: &Message, name: MessageSystemAttributeName) -> &str {
    message
        .attributes()
        .and_then(|attributes| attributes.get(&name))
        .map_or("", String::as_str)
}
