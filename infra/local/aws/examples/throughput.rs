//! Prints what the queues of this machine do in a second, over HTTP with the SDK, on
//! a file on its disk: `cargo run --release -p local-aws --example throughput`.

use std::error::Error;
use std::time::Instant;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, SendMessageBatchRequestEntry};
use local_aws::endpoint::Endpoint;
use local_aws::mailbox::Mailbox;
use local_aws::queues::{QueueSettings, Queues};

const MESSAGES: usize = 4_000;
const BATCH: usize = 10;
const BODY_BYTES: usize = 250;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "this is what the example is for")]
async fn main() -> Outcome<()> {
    let folder = tempfile::tempdir_in(".")?;
    let queues = Queues::open(&folder.path().join("queues.db"))?;
    let endpoint = Endpoint::start(&queues, &Mailbox::memory()?).await?;
    queues
        .ensure_queue(QueueSettings::named("payments"))
        .await?;
    let sqs = endpoint.sqs_client();
    for clients in [1, 4, 16] {
        let sends = measured(clients, || send(sqs.clone(), MESSAGES / clients)).await?;
        let takes = measured(clients, || take(sqs.clone())).await?;
        let batches = measured(clients, || send_batches(sqs.clone(), MESSAGES / clients)).await?;
        let batch_takes = measured(clients, || take_batches(sqs.clone())).await?;
        println!(
            "{clients:2} clients: {sends:6.0} sends/s, {takes:6.0} receives with delete/s; \
             in batches of {BATCH}: {batches:6.0} and {batch_takes:6.0} messages/s"
        );
    }
    endpoint.stop().await;
    Ok(())
}

/// Messages per second of so many clients doing the same at once.
async fn measured<F>(clients: usize, work: impl Fn() -> F) -> Outcome<f64>
where
    F: Future<Output = Outcome<usize>> + Send + 'static,
{
    let started = Instant::now();
    let tasks: Vec<_> = (0..clients).map(|_| tokio::spawn(work())).collect();
    let mut messages = 0;
    for task in tasks {
        messages += task.await??;
    }
    Ok(messages as f64 / started.elapsed().as_secs_f64())
}

async fn send(sqs: Client, messages: usize) -> Outcome<usize> {
    let body = "x".repeat(BODY_BYTES);
    for _ in 0..messages {
        let send = sqs.send_message().queue_url("payments");
        send.message_body(&body).send().await?;
    }
    Ok(messages)
}

async fn take(sqs: Client) -> Outcome<usize> {
    let mut taken = 0;
    loop {
        let received = sqs.receive_message().queue_url("payments").send().await?;
        let Some(message) = received.messages().first() else {
            return Ok(taken);
        };
        let deletion = sqs.delete_message().queue_url("payments");
        let handle = message.receipt_handle().unwrap_or_default();
        deletion.receipt_handle(handle).send().await?;
        taken += 1;
    }
}

async fn send_batches(sqs: Client, messages: usize) -> Outcome<usize> {
    let body = "x".repeat(BODY_BYTES);
    for _ in 0..messages / BATCH {
        let mut batch = sqs.send_message_batch().queue_url("payments");
        for id in 0..BATCH {
            let entry = SendMessageBatchRequestEntry::builder();
            batch = batch.entries(entry.id(id.to_string()).message_body(&body).build()?);
        }
        batch.send().await?;
    }
    Ok(messages)
}

async fn take_batches(sqs: Client) -> Outcome<usize> {
    let mut taken = 0;
    loop {
        let receive = sqs.receive_message().queue_url("payments");
        let received = receive.max_number_of_messages(10).send().await?;
        if received.messages().is_empty() {
            return Ok(taken);
        }
        let mut batch = sqs.delete_message_batch().queue_url("payments");
        for (id, message) in received.messages().iter().enumerate() {
            let entry = DeleteMessageBatchRequestEntry::builder().id(id.to_string());
            let entry = entry.set_receipt_handle(message.receipt_handle.clone());
            batch = batch.entries(entry.build()?);
        }
        batch.send().await?;
        taken += received.messages().len();
    }
}
