//! Batches: each entry succeeds or fails by itself.

use aws_sdk_sqs::operation::send_message_batch::SendMessageBatchError as SendError;
use aws_sdk_sqs::types::{
    ChangeMessageVisibilityBatchRequestEntry as Change, DeleteMessageBatchRequestEntry as Deletion,
    SendMessageBatchRequestEntry as Entry,
};

use crate::stage::{Stage, bodies, handle};

fn entry(id: &str, body: &str) -> Entry {
    Entry::builder()
        .id(id)
        .message_body(body)
        .build()
        .expect("an entry")
}

#[tokio::test]
async fn ten_messages_are_sent_in_their_order() {
    let (stage, url) = Stage::with_queue().await;
    let numbers: Vec<String> = (0..10).map(|it| it.to_string()).collect();
    let entries = numbers.iter().map(|it| entry(it, it)).collect();
    let batch = stage.sqs.send_message_batch().queue_url(&url);
    let sent = batch.set_entries(Some(entries)).send().await.unwrap();
    assert_eq!(sent.successful().len(), 10);
    assert!(sent.failed().is_empty());
    assert_eq!(bodies(&stage.receive(&url).await), numbers);
}

#[tokio::test]
async fn entries_that_are_wrong_fail_and_the_others_are_sent() {
    let (stage, url) = Stage::with_queue().await;
    let late = Entry::builder()
        .id("late")
        .message_body("x")
        .delay_seconds(901);
    let batch = stage.sqs.send_message_batch().queue_url(&url);
    let batch = batch
        .entries(entry("empty", ""))
        .entries(entry("good", "good"));
    let batch = batch
        .entries(entry("control", "\u{0}"))
        .entries(late.build().unwrap());
    let sent = batch.send().await.unwrap();

    let successful: Vec<_> = sent.successful().iter().map(|it| it.id()).collect();
    assert_eq!(successful, ["good"]);
    let failed: Vec<_> = sent
        .failed()
        .iter()
        .map(|it| (it.id(), it.code()))
        .collect();
    let expected = [
        ("empty", "InvalidParameterValue"),
        ("control", "InvalidMessageContents"),
        ("late", "InvalidParameterValue"),
    ];
    assert_eq!(failed, expected);
    assert!(sent.failed().iter().all(|it| it.sender_fault()));
    assert_eq!(bodies(&stage.receive(&url).await), ["good"]);
}

#[tokio::test]
async fn a_batch_that_is_wrong_as_a_whole_sends_nothing() {
    let (stage, url) = Stage::with_queue().await;
    let send = |entries: Vec<Entry>| {
        let batch = stage.sqs.send_message_batch().queue_url(&url);
        batch.set_entries(Some(entries)).send()
    };
    let half = "a".repeat(600 * 1024);
    let eleven = (0..11).map(|it| entry(&it.to_string(), "x")).collect();
    let refused = async |entries| send(entries).await.unwrap_err().into_service_error();
    assert!(matches!(
        refused(vec![]).await,
        SendError::EmptyBatchRequest(_)
    ));
    assert!(matches!(
        refused(eleven).await,
        SendError::TooManyEntriesInBatchRequest(_)
    ));
    let bad_id = refused(vec![entry("a b", "x")]).await;
    assert!(matches!(bad_id, SendError::InvalidBatchEntryId(_)));
    let twice = refused(vec![entry("a", "x"), entry("a", "y")]).await;
    assert!(matches!(twice, SendError::BatchEntryIdsNotDistinct(_)));
    let too_long = refused(vec![entry("a", &half), entry("b", &half)]).await;
    assert!(matches!(too_long, SendError::BatchRequestTooLong(_)));
    assert_eq!(stage.depth(&url).await.0, "0");
}

#[tokio::test]
async fn a_batch_of_deletions_tells_which_handle_is_wrong() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "a").await;
    let held = stage.receive_one(&url).await;
    let deletion = |id: &str, handle: &str| {
        let deletion = Deletion::builder().id(id).receipt_handle(handle);
        deletion.build().unwrap()
    };
    let batch = stage.sqs.delete_message_batch().queue_url(&url);
    let batch = batch
        .entries(deletion("bad", "nonsense"))
        .entries(deletion("good", handle(&held)));
    let deleted = batch.send().await.unwrap();
    assert_eq!(deleted.successful()[0].id(), "good");
    assert_eq!(deleted.failed()[0].id(), "bad");
    assert_eq!(deleted.failed()[0].code(), "ReceiptHandleIsInvalid");
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "0".into(), "0".into())
    );
}

#[tokio::test]
async fn a_batch_of_changes_gives_messages_back() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "a").await;
    let held = stage.receive_one(&url).await;
    let change = |id: &str, timeout_s| {
        let change = Change::builder().id(id).receipt_handle(handle(&held));
        change.visibility_timeout(timeout_s).build().unwrap()
    };
    let batch = stage.sqs.change_message_visibility_batch().queue_url(&url);
    let batch = batch
        .entries(change("bad", 50_000))
        .entries(change("good", 0));
    let changed = batch.send().await.unwrap();
    assert_eq!(changed.successful()[0].id(), "good");
    assert_eq!(changed.failed()[0].id(), "bad");
    assert_eq!(bodies(&stage.receive(&url).await), ["a"]);
}
