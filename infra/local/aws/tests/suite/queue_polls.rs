//! Waiting for a message, and the limits of a receive.

use std::time::{Duration, Instant};

use aws_sdk_sqs::error::ProvideErrorMetadata;

use crate::stage::{Stage, bodies, handle};

#[tokio::test]
async fn a_long_poll_wakes_when_a_message_is_sent() {
    let (stage, url) = Stage::with_queue().await;
    let poll = stage
        .sqs
        .receive_message()
        .queue_url(&url)
        .wait_time_seconds(20);
    let started = Instant::now();
    let sends = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        stage.send(&url, "awaited").await
    };
    let (received, _) = tokio::join!(poll.send(), sends);
    assert_eq!(bodies(received.unwrap().messages()), ["awaited"]);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_long_poll_wakes_when_a_held_message_is_given_back() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "given back").await;
    let held = stage.receive_one(&url).await;
    let poll = stage
        .sqs
        .receive_message()
        .queue_url(&url)
        .wait_time_seconds(20);
    let gives_back = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let change = stage.sqs.change_message_visibility().queue_url(&url);
        change
            .receipt_handle(handle(&held))
            .visibility_timeout(0)
            .send()
            .await
    };
    let (received, given_back) = tokio::join!(poll.send(), gives_back);
    given_back.unwrap();
    assert_eq!(bodies(received.unwrap().messages()), ["given back"]);
}

#[tokio::test]
async fn a_poll_ends_empty_when_its_wait_is_over() {
    let (stage, url) = Stage::with_queue().await;
    let started = Instant::now();
    let poll = stage
        .sqs
        .receive_message()
        .queue_url(&url)
        .wait_time_seconds(1);
    let received = poll.send().await.unwrap();
    assert!(received.messages().is_empty());
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_receive_outside_the_limits_is_refused() {
    let (stage, url) = Stage::with_queue().await;
    let receive = || stage.sqs.receive_message().queue_url(&url);
    let requests = [
        receive().max_number_of_messages(0),
        receive().max_number_of_messages(11),
        receive().wait_time_seconds(21),
        receive().visibility_timeout(43_201),
    ];
    for request in requests {
        let refused = request.send().await.unwrap_err().into_service_error();
        assert_eq!(refused.code(), Some("InvalidParameterValue"));
    }
}
