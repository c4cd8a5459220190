//! What becomes of messages that are done, that fail, and that make their function panic.

use std::sync::atomic::{AtomicI64, Ordering};

use local_aws::endpoint::Endpoint;
use local_aws::mailbox::Mailbox;
use local_aws::queues::{QueueSettings, Queues};

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
        .message_attributes(
            "request",
            MessageAttributeValue::builder()
                .data_type("String")
                .string_value("req-1")
                .build()
                .unwrap(),
        )
        .build();
    assert_eq!(receive_count(&message), 3);
    let event = event_of(&[message], "arn:aws:sqs:eu-west-1:1:q");
    let event = serde_json::to_value(event).unwrap();
    let record = &event["Records"][0];
    assert_eq!(record["messageId"], "id");
    assert_eq!(record["attributes"]["ApproximateReceiveCount"], "3");
    let request = &record["messageAttributes"]["request"];
    assert_eq!(
        (&request["stringValue"], &request["dataType"]),
        (&"req-1".into(), &"String".into())
    );
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

/// A queue in memory whose time a test moves.
struct Bench {
    now_ms: Arc<AtomicI64>,
    sqs: aws_sdk_sqs::Client,
    _queues: Queues,
    _endpoint: Endpoint,
}

impl Bench {
    /// Two receives, and then the dead letters.
    async fn new() -> Self {
        let now_ms = Arc::new(AtomicI64::new(0));
        let clock = now_ms.clone();
        let queues = Queues::memory_at(Arc::new(move || clock.load(Ordering::SeqCst))).unwrap();
        let dead = QueueSettings::named("dead");
        queues.ensure_queue(dead).await.unwrap();
        let work = QueueSettings {
            max_receive_count: Some(2),
            dead_letter_queue: Some("dead".to_owned()),
            ..QueueSettings::named("work")
        };
        queues.ensure_queue(work).await.unwrap();
        let endpoint = Endpoint::start(&queues, &Mailbox::memory().unwrap())
            .await
            .unwrap();
        let sqs = endpoint.sqs_client();
        Self {
            now_ms,
            sqs,
            _queues: queues,
            _endpoint: endpoint,
        }
    }

    async fn url(&self, queue: &str) -> String {
        let found = self
            .sqs
            .get_queue_url()
            .queue_name(queue)
            .send()
            .await
            .unwrap();
        found.queue_url.unwrap()
    }

    async fn send(&self, body: &str) {
        let request = self.sqs.send_message().queue_url(self.url("work").await);
        request.message_body(body).send().await.unwrap();
    }

    async fn worker(&self, function: Function) -> Worker {
        Worker {
            name: "tested",
            function,
            queue: Queue {
                url: self.url("work").await,
                arn: "arn".to_owned(),
                visibility_timeout_s: 30,
            },
            sqs: self.sqs.clone(),
        }
    }

    /// The bodies of what can be received now.
    async fn visible(&self, queue: &str) -> Vec<String> {
        let request = self.sqs.receive_message().queue_url(self.url(queue).await);
        let request = request.max_number_of_messages(10).visibility_timeout(0);
        let messages = request.send().await.unwrap().messages.unwrap_or_default();
        messages
            .into_iter()
            .filter_map(|message| message.body)
            .collect()
    }

    fn pass(&self, seconds: i64) {
        self.now_ms.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

async fn one_batch(worker: &Worker) {
    let messages = worker.receive().await.unwrap();
    assert!(!messages.is_empty());
    worker.work(messages).await;
}

#[tokio::test]
async fn what_is_done_goes_and_what_failed_comes_back_after_its_time() {
    let bench = Bench::new().await;
    bench.send("good").await;
    bench.send("bad").await;
    let function: Function = Arc::new(|event| {
        Box::pin(async move {
            let mut response = SqsBatchResponse::default();
            for record in event.records {
                if record.body.as_deref() == Some("bad") {
                    response.add_failure(record.message_id.unwrap());
                }
            }
            response
        })
    });
    one_batch(&bench.worker(function).await).await;
    assert!(bench.visible("work").await.is_empty());
    bench.pass(2);
    assert_eq!(bench.visible("work").await, ["bad"]);
}

#[tokio::test]
async fn a_function_that_panics_fails_its_batch_and_its_messages_end_as_dead_letters() {
    let bench = Bench::new().await;
    bench.send("poison").await;
    let function: Function = Arc::new(|_| Box::pin(async { panic!("on purpose") }));
    let worker = bench.worker(function).await;
    one_batch(&worker).await;
    bench.pass(2);
    one_batch(&worker).await;
    bench.pass(10);
    assert!(bench.visible("work").await.is_empty());
    assert_eq!(bench.visible("dead").await, ["poison"]);
}
