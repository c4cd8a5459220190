//! Messages that nobody can process, and their way back.

use std::time::Duration;

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::operation::start_message_move_task::StartMessageMoveTaskError;
use aws_sdk_sqs::types::MessageSystemAttributeName as System;
use local_aws::queues::QueueSettings;

use crate::stage::{Stage, attribute, bodies, handle};

const DEAD_ARN: &str = "arn:aws:sqs:eu-west-1:000000000000:dead";
const PAYMENTS_ARN: &str = "arn:aws:sqs:eu-west-1:000000000000:payments";

/// `payments`, whose messages are dead after two receives, and `dead`.
async fn stage() -> (Stage, String, String) {
    let stage = Stage::empty().await;
    let dead = stage.queue(QueueSettings::named("dead")).await;
    let payments = QueueSettings {
        max_receive_count: Some(2),
        dead_letter_queue: Some("dead".to_owned()),
        ..QueueSettings::named("payments")
    };
    let payments = stage.queue(payments).await;
    (stage, payments, dead)
}

async fn fail_twice(stage: &Stage, url: &str) {
    for _ in 0..2 {
        stage.receive(url).await;
        stage.clock.advance_s(30);
    }
}

#[tokio::test]
async fn a_message_that_was_received_too_often_becomes_a_dead_letter() {
    let (stage, payments, dead) = stage().await;
    let id = stage.send(&payments, "poison").await;
    fail_twice(&stage, &payments).await;
    stage.send(&payments, "good").await;

    assert_eq!(bodies(&stage.receive(&payments).await), ["good"]);
    let letter = stage.receive_one(&dead).await;
    assert_eq!(letter.message_id(), Some(id.as_str()));
    assert_eq!(
        attribute(&letter, System::DeadLetterQueueSourceArn),
        PAYMENTS_ARN
    );
    assert_eq!(attribute(&letter, System::ApproximateReceiveCount), "3");
}

#[tokio::test]
async fn more_dead_letters_than_one_receive_takes_do_not_hide_a_good_message() {
    let (stage, payments, dead) = stage().await;
    for number in 0..25 {
        stage.send(&payments, &number.to_string()).await;
    }
    for _ in 0..2 {
        while !stage.receive(&payments).await.is_empty() {}
        stage.clock.advance_s(30);
    }
    stage.send(&payments, "good").await;
    assert_eq!(bodies(&stage.receive(&payments).await), ["good"]);
    assert_eq!(stage.depth(&dead).await.0, "25");
}

#[tokio::test]
async fn a_long_poll_on_dead_letters_wakes_when_one_arrives() {
    let (stage, payments, dead) = stage().await;
    stage.send(&payments, "poison").await;
    fail_twice(&stage, &payments).await;
    let poll = stage
        .sqs
        .receive_message()
        .queue_url(&dead)
        .wait_time_seconds(20);
    let buries = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        stage.receive(&payments).await
    };
    let (received, none) = tokio::join!(poll.send(), buries);
    assert!(none.is_empty());
    assert_eq!(bodies(received.unwrap().messages()), ["poison"]);
}

#[tokio::test]
async fn dead_letters_move_back_as_new_messages() {
    let (stage, payments, dead) = stage().await;
    let id = stage.send(&payments, "poison").await;
    fail_twice(&stage, &payments).await;
    stage.receive(&payments).await;

    let task = stage
        .sqs
        .start_message_move_task()
        .source_arn(DEAD_ARN)
        .send();
    assert!(task.await.unwrap().task_handle().is_some());

    let revived = stage.receive_one(&payments).await;
    assert_ne!(revived.message_id(), Some(id.as_str()));
    assert_eq!(revived.body(), Some("poison"));
    assert_eq!(attribute(&revived, System::ApproximateReceiveCount), "1");
    stage.delete(&payments, handle(&revived)).await;
    assert_eq!(stage.depth(&dead).await.0, "0");
    let tasks = stage
        .sqs
        .list_message_move_tasks()
        .source_arn(DEAD_ARN)
        .send();
    let tasks = tasks.await.unwrap();
    let [task] = tasks.results() else {
        panic!("one task: {tasks:?}");
    };
    assert_eq!(task.status(), Some("COMPLETED"));
    assert_eq!(task.approximate_number_of_messages_moved(), 1);
    assert_eq!(task.approximate_number_of_messages_to_move(), Some(1));
}

#[tokio::test]
async fn what_was_sent_to_the_dead_letters_directly_needs_a_destination() {
    let (stage, payments, dead) = stage().await;
    stage.send(&dead, "stray").await;
    let begin = || stage.sqs.start_message_move_task().source_arn(DEAD_ARN);
    begin().send().await.unwrap();
    let tasks = stage.sqs.list_message_move_tasks().source_arn(DEAD_ARN);
    let tasks = tasks.max_results(10).send().await.unwrap();
    assert_eq!(tasks.results()[0].status(), Some("FAILED"));
    assert_eq!(
        tasks.results()[0].failure_reason(),
        Some("CouldNotDetermineMessageSource")
    );
    assert_eq!(stage.depth(&dead).await.0, "1");

    begin().destination_arn(PAYMENTS_ARN).send().await.unwrap();
    assert_eq!(bodies(&stage.receive(&payments).await), ["stray"]);
}

#[tokio::test]
async fn only_dead_letter_queues_can_be_moved_from() {
    let (stage, _, _) = stage().await;
    let begin = |arn: &str| stage.sqs.start_message_move_task().source_arn(arn).send();
    let no_letters = begin(PAYMENTS_ARN).await.unwrap_err().into_service_error();
    assert_eq!(no_letters.code(), Some("InvalidParameterValue"));
    let missing = begin("arn:aws:sqs:eu-west-1:000000000000:none")
        .await
        .unwrap_err();
    let missing = missing.into_service_error();
    assert!(matches!(
        missing,
        StartMessageMoveTaskError::ResourceNotFoundException(_)
    ));
}
