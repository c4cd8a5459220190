//! One consumer of one queue, as Lambda has them: batches, partial failures, and messages that failed
//! shown again later. It must not know what a message means.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage, SqsMessageAttribute};
use aws_sdk_sqs::types::{
    ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, Message,
    MessageAttributeValue, MessageSystemAttributeName,
};
use futures::future::BoxFuture;
use local_aws::endpoint::REGION;
use runtime::logging::chain;
use tokio::sync::watch;

use crate::host::machine::Queue;

#[cfg(test)]
mod tests;

/// Messages of one batch: what SQS gives at most, and Lambda's own default.
const BATCH_MESSAGES: i32 = 10;

/// How long a worker waits for a message before it asks again.
const LONG_POLL_S: i32 = 20;

/// How long a message stays hidden after its first, second, … failure.
const BACKOFF_S: [i32; 4] = [2, 10, 30, 60];

/// How long a worker waits when the queue itself fails.
const PAUSE_AFTER_FAULT: Duration = Duration::from_secs(1);

/// The function behind a queue, as Lambda calls it.
pub(super) type Function =
    Arc<dyn Fn(SqsEvent) -> BoxFuture<'static, SqsBatchResponse> + Send + Sync>;

/// A consumer.
pub(super) struct Worker {
    /// What it is called in the log.
    pub(super) name: &'static str,
    /// What it hands batches to.
    pub(super) function: Function,
    /// Where it takes them from.
    pub(super) queue: Queue,
    /// How it gets there.
    pub(super) sqs: aws_sdk_sqs::Client,
}

impl Worker {
    /// Works until it is told to stop; what is at hand then is brought to its end.
    pub(super) async fn run(self, mut stopping: watch::Receiver<bool>) {
        loop {
            let received = tokio::select! {
                biased;
                _ = stopping.wait_for(|stop| *stop) => return,
                received = self.receive() => received,
            };
            match received {
                Ok(messages) if messages.is_empty() => {}
                Ok(messages) => self.work(messages).await,
                Err(error) => {
                    tracing::warn!(cause = chain(&error), "a queue did not answer");
                    tokio::select! {
                        _ = stopping.wait_for(|stop| *stop) => return,
                        () = tokio::time::sleep(PAUSE_AFTER_FAULT) => {}
                    }
                }
            }
        }
    }

    async fn receive(&self) -> Result<Vec<Message>, aws_sdk_sqs::Error> {
        let received = self
            .sqs
            .receive_message()
            .queue_url(&self.queue.url)
            .max_number_of_messages(BATCH_MESSAGES)
            .wait_time_seconds(LONG_POLL_S)
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .message_attribute_names("All")
            .send()
            .await?;
        Ok(received.messages.unwrap_or_default())
    }

    async fn work(&self, messages: Vec<Message>) {
        let event = event_of(&messages, &self.queue.arn);
        let failed = self.handle(event).await;
        let (failed, done): (Vec<_>, Vec<_>) = messages
            .iter()
            .partition(|message| failed.covers(message.message_id()));
        // What cannot be deleted or hidden is shown again after its timeout, and done again in vain.
        if let Err(error) = self.delete(&done).await {
            tracing::warn!(cause = chain(&error), "done messages stay on the queue");
        }
        if let Err(error) = self.show_later(&failed).await {
            tracing::warn!(cause = chain(&error), "failed messages keep their timeout");
        }
    }

    /// A panic in the function, or one that takes for ever, fails the whole batch, as on Lambda.
    async fn handle(&self, event: SqsEvent) -> Failed {
        let mut task = tokio::spawn((self.function)(event));
        let limit = Duration::from_secs(self.queue.visibility_timeout_s.into());
        match tokio::time::timeout(limit, &mut task).await {
            Ok(Ok(response)) => Failed::of(response),
            Ok(Err(panic)) => {
                tracing::error!(function = self.name, cause = %panic, "a batch failed as a whole");
                Failed::All
            }
            Err(_) => {
                task.abort();
                tracing::error!(
                    function = self.name,
                    cause = "it took too long",
                    "a batch failed as a whole"
                );
                Failed::All
            }
        }
    }

    async fn delete(&self, done: &[&Message]) -> Result<(), aws_sdk_sqs::Error> {
        if done.is_empty() {
            return Ok(());
        }
        let mut request = self.sqs.delete_message_batch().queue_url(&self.queue.url);
        for (number, message) in done.iter().enumerate() {
            let entry = DeleteMessageBatchRequestEntry::builder().id(number.to_string());
            let entry = entry.set_receipt_handle(message.receipt_handle.clone());
            request = request.entries(entry.build()?);
        }
        let answer = request.send().await?;
        if !answer.failed().is_empty() {
            tracing::warn!(
                count = answer.failed().len(),
                "done messages stay on the queue"
            );
        }
        Ok(())
    }

    async fn show_later(&self, failed: &[&Message]) -> Result<(), aws_sdk_sqs::Error> {
        if failed.is_empty() {
            return Ok(());
        }
        let queue = &self.queue.url;
        let mut request = self.sqs.change_message_visibility_batch().queue_url(queue);
        for (number, message) in failed.iter().enumerate() {
            let entry = ChangeMessageVisibilityBatchRequestEntry::builder()
                .id(number.to_string())
                .set_receipt_handle(message.receipt_handle.clone())
                .visibility_timeout(backoff_s(receive_count(message)));
            request = request.entries(entry.build()?);
        }
        request.send().await?;
        Ok(())
    }
}

/// Which messages of a batch have to stay on the queue.
#[derive(Debug, PartialEq, Eq)]
enum Failed {
    All,
    These(HashSet<String>),
}

impl Failed {
    /// An answer that names nothing repeats the whole batch, as on Lambda.
    fn of(response: SqsBatchResponse) -> Self {
        let failures = response.batch_item_failures.into_iter();
        let names: HashSet<String> = failures.map(|failure| failure.item_identifier).collect();
        if names.contains("") {
            return Self::All;
        }
        Self::These(names)
    }

    fn covers(&self, message: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::These(names) => message.is_none_or(|id| names.contains(id)),
        }
    }
}

/// The event that Lambda makes of received messages.
fn event_of(messages: &[Message], queue_arn: &str) -> SqsEvent {
    let record = |message: &Message| {
        let mut record = SqsMessage::default();
        record.message_id.clone_from(&message.message_id);
        record.receipt_handle.clone_from(&message.receipt_handle);
        record.body.clone_from(&message.body);
        record.md5_of_body.clone_from(&message.md5_of_body);
        let attributes = message.attributes.iter().flatten();
        record.attributes = attributes
            .map(|(name, value)| (name.as_str().to_owned(), value.clone()))
            .collect();
        let attributes = message.message_attributes.iter().flatten();
        record.message_attributes = attributes
            .map(|(name, value)| (name.clone(), attribute_of(value)))
            .collect();
        record.event_source = Some("aws:sqs".to_owned());
        record.event_source_arn = Some(queue_arn.to_owned());
        record.aws_region = Some(REGION.to_owned());
        record
    };
    let mut event = SqsEvent::default();
    event.records = messages.iter().map(record).collect();
    event
}

fn attribute_of(value: &MessageAttributeValue) -> SqsMessageAttribute {
    let mut attribute = SqsMessageAttribute::default();
    attribute.data_type = Some(value.data_type.clone());
    attribute.string_value.clone_from(&value.string_value);
    attribute
}

fn receive_count(message: &Message) -> usize {
    let name = MessageSystemAttributeName::ApproximateReceiveCount;
    let count = message.attributes.as_ref().and_then(|all| all.get(&name));
    count.and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn backoff_s(receives: usize) -> i32 {
    let last = BACKOFF_S.len() - 1;
    BACKOFF_S[receives.saturating_sub(1).min(last)]
}
