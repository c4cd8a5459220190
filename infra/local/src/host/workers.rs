//! Takes messages off the queues and hands them to the functions, as Lambda does: in batches, deleting
//! what succeeded, showing again later what did not. It must not know what a message means.

use std::collections::HashSet;
use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use aws_sdk_sqs::types::{
    ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, Message,
    MessageSystemAttributeName,
};
use local_aws::endpoint::REGION;
use runtime::context::Context;
use runtime::logging::chain;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::host::machine::{Machine, Queue, VISIBILITY_TIMEOUT_S};

/// Workers on each queue. More would only wait for the engine.
const WORKERS_PER_QUEUE: usize = 2;

/// Messages of one batch: what SQS gives at most, and Lambda's own default.
const BATCH_MESSAGES: i32 = 10;

/// How long a worker waits for a message before it asks again.
const LONG_POLL_S: i32 = 20;

/// How long a message stays hidden after its first, second, … failure.
const BACKOFF_S: [i32; 4] = [2, 10, 30, 60];

/// How long a worker waits when the queue itself fails.
const PAUSE_AFTER_FAULT: Duration = Duration::from_secs(1);

/// The function behind a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    Association,
    Allocations,
}

impl Function {
    async fn handle(self, context: &Context, event: SqsEvent) -> SqsBatchResponse {
        match self {
            Self::Association => association::handle(context, event).await,
            Self::Allocations => allocations::handle(context, event).await,
        }
    }
}

/// All workers of the host.
pub struct Workers {
    tasks: JoinSet<()>,
    stopping: watch::Sender<bool>,
}

impl Workers {
    /// Starts them.
    pub fn start(machine: &Machine) -> Self {
        let (stopping, observed) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let queues = [
            (Function::Association, &machine.payments),
            (Function::Allocations, &machine.allocations),
        ];
        for (function, queue) in queues {
            for _ in 0..WORKERS_PER_QUEUE {
                let worker = Worker {
                    function,
                    queue: queue.clone(),
                    sqs: machine.sqs.clone(),
                    context: machine.context.clone(),
                };
                tasks.spawn(worker.run(observed.clone()));
            }
        }
        Self { tasks, stopping }
    }

    /// Takes no more messages and returns when those at hand are done, or when `grace` is over; what is
    /// cut off then is shown again by its queue.
    pub async fn stop(mut self, grace: Duration) {
        self.stopping.send_replace(true);
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(grace, ended).await.is_err() {
            tracing::warn!("some messages were left in the middle of their work");
        }
    }
}

struct Worker {
    function: Function,
    queue: Queue,
    sqs: aws_sdk_sqs::Client,
    context: Context,
}

impl Worker {
    async fn run(self, mut stopping: watch::Receiver<bool>) {
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
        let (function, context) = (self.function, self.context.clone());
        let mut task = tokio::spawn(async move { function.handle(&context, event).await });
        let limit = Duration::from_secs(VISIBILITY_TIMEOUT_S.into());
        match tokio::time::timeout(limit, &mut task).await {
            Ok(Ok(response)) => Failed::of(response),
            Ok(Err(panic)) => {
                tracing::error!(?function, cause = %panic, "a batch failed as a whole");
                Failed::All
            }
            Err(_) => {
                task.abort();
                tracing::error!(
                    ?function,
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
        record.event_source = Some("aws:sqs".to_owned());
        record.event_source_arn = Some(queue_arn.to_owned());
        record.aws_region = Some(REGION.to_owned());
        record
    };
    let mut event = SqsEvent::default();
    event.records = messages.iter().map(record).collect();
    event
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_fails_again_waits_longer() {
        let waits: Vec<i32> = (0..7).map(backoff_s).collect();
        assert_eq!(waits, [2, 2, 10, 30, 60, 60, 60]);
    }

    #[test]
    fn an_event_holds_what_lambda_puts_into_it() {
        let message = Message::builder()
            .message_id("id")
            .receipt_handle("handle")
            .body("{}")
            .md5_of_body("99914b932bd37a50b983c5e7c90ae93b")
            .attributes(MessageSystemAttributeName::ApproximateReceiveCount, "3")
            .build();
        assert_eq!(receive_count(&message), 3);
        let event = event_of(&[message], "arn:aws:sqs:eu-west-1:1:q");
        let event = serde_json::to_value(event).unwrap();
        let record = &event["Records"][0];
        assert_eq!(record["messageId"], "id");
        assert_eq!(record["attributes"]["ApproximateReceiveCount"], "3");
        assert_eq!(record["eventSourceARN"], "arn:aws:sqs:eu-west-1:1:q");
        assert_eq!(record["eventSource"], "aws:sqs");
    }

    #[test]
    fn a_failure_without_a_name_keeps_the_whole_batch() {
        let mut response = SqsBatchResponse::default();
        response.add_failure("1");
        let failed = Failed::of(response.clone());
        assert!(failed.covers(Some("1")) && !failed.covers(Some("2")));
        response.add_failure("");
        assert_eq!(Failed::of(response), Failed::All);
    }
}
