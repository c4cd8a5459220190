//! Many consumers at once.

use std::collections::HashMap;

use crate::stage::{Stage, handle, receive};

const CONSUMERS: usize = 16;
const MESSAGES: usize = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_consumers_get_each_of_a_thousand_messages_once() {
    let (stage, url) = Stage::with_queue().await;
    let senders = (0..CONSUMERS).map(|sender| {
        let (sqs, url) = (stage.sqs.clone(), url.clone());
        tokio::spawn(async move {
            for number in (sender..MESSAGES).step_by(CONSUMERS) {
                let sent = sqs
                    .send_message()
                    .queue_url(&url)
                    .message_body(number.to_string());
                sent.send().await.unwrap();
            }
        })
    });
    let consumers: Vec<_> = (0..CONSUMERS)
        .map(|_| tokio::spawn(consume(stage.sqs.clone(), url.clone())))
        .collect();
    for sender in senders.collect::<Vec<_>>() {
        sender.await.unwrap();
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    for consumer in consumers {
        for body in consumer.await.unwrap() {
            *times.entry(body).or_default() += 1;
        }
    }
    assert_eq!(times.len(), MESSAGES);
    assert!(times.values().all(|times| *times == 1));
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "0".into(), "0".into())
    );
}

/// Takes and deletes until a poll of a second stays empty.
async fn consume(sqs: aws_sdk_sqs::Client, url: String) -> Vec<String> {
    let mut bodies = Vec::new();
    loop {
        let mut messages = receive(&sqs, &url).await;
        if messages.is_empty() {
            let poll = sqs.receive_message().queue_url(&url).wait_time_seconds(1);
            let received = poll.send().await.expect("a long poll");
            messages = received.messages.unwrap_or_default();
        }
        if messages.is_empty() {
            return bodies;
        }
        for message in messages {
            let deletion = sqs.delete_message().queue_url(&url);
            let deleted = deletion.receipt_handle(handle(&message)).send().await;
            deleted.expect("a deletion");
            bodies.push(message.body.expect("a body"));
        }
    }
}
