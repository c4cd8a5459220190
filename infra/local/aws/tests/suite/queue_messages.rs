//! One message: sent, received, hidden, deleted.

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::operation::change_message_visibility::ChangeMessageVisibilityError;
use aws_sdk_sqs::operation::delete_message::DeleteMessageError;
use aws_sdk_sqs::operation::send_message::SendMessageError;
use aws_sdk_sqs::primitives::Blob;
use aws_sdk_sqs::types::{MessageAttributeValue, MessageSystemAttributeName as System};

use crate::stage::{START_MS, Stage, attribute, bodies, handle};

const ONE_MIB: usize = 1024 * 1024;

#[tokio::test]
async fn a_message_arrives_with_what_was_sent_and_when() {
    let (stage, url) = Stage::with_queue().await;
    let sent = stage.sqs.send_message().queue_url(&url);
    let sent = sent.message_body("hello").message_group_id("tenant-1");
    let sent = sent.send().await.unwrap();
    // What `md5sum` prints.
    assert_eq!(
        sent.md5_of_message_body(),
        Some("5d41402abc4b2a76b9719d911017c592")
    );
    assert_eq!(sent.md5_of_message_attributes(), None);
    stage.clock.advance_s(2);

    let message = stage.receive_one(&url).await;

    assert_eq!(message.message_id(), sent.message_id());
    assert_eq!(message.body(), Some("hello"));
    assert_eq!(message.md5_of_body(), sent.md5_of_message_body());
    assert_eq!(attribute(&message, System::ApproximateReceiveCount), "1");
    assert_eq!(attribute(&message, System::MessageGroupId), "tenant-1");
    let first_receive_ms = START_MS + 2_000;
    assert_eq!(
        attribute(&message, System::SentTimestamp),
        START_MS.to_string()
    );
    assert_eq!(
        attribute(&message, System::ApproximateFirstReceiveTimestamp),
        first_receive_ms.to_string()
    );
    stage.delete(&url, handle(&message)).await;
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "0".into(), "0".into())
    );
}

#[tokio::test]
async fn attributes_travel_and_only_those_asked_for_arrive() {
    let (stage, url) = Stage::with_queue().await;
    let text = MessageAttributeValue::builder().data_type("String");
    let text = text.string_value("c2b").build().unwrap();
    let binary = MessageAttributeValue::builder().data_type("Binary");
    let binary = binary.binary_value(Blob::new([0, 255])).build().unwrap();
    let sent = stage.sqs.send_message().queue_url(&url).message_body("x");
    let sent = sent.message_attributes("kind", text);
    let sent = sent
        .message_attributes("trace.id", binary)
        .send()
        .await
        .unwrap();

    let request = stage.sqs.receive_message().queue_url(&url);
    let partly = request
        .visibility_timeout(0)
        .message_attribute_names("trace.*");
    let partly = partly.send().await.unwrap();
    let whole = stage.receive_one(&url).await;

    let partly = partly.messages()[0].message_attributes().unwrap();
    assert_eq!(partly.keys().collect::<Vec<_>>(), ["trace.id"]);
    assert_eq!(
        partly["trace.id"].binary_value(),
        Some(&Blob::new([0, 255]))
    );
    assert_eq!(
        whole.message_attributes().unwrap()["kind"].string_value(),
        Some("c2b")
    );
    assert_eq!(
        sent.md5_of_message_attributes(),
        Some("ad111cad5e2a3067b61fbc750dc50e90")
    );
    assert_eq!(
        whole.md5_of_message_attributes(),
        sent.md5_of_message_attributes()
    );
}

#[tokio::test]
async fn a_received_message_is_hidden_until_its_timeout_is_over() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "once").await;
    stage.receive_one(&url).await;
    assert!(stage.receive(&url).await.is_empty());
    stage.clock.advance_s(29);
    assert!(stage.receive(&url).await.is_empty());
    stage.clock.advance_s(1);

    let again = stage.receive_one(&url).await;

    assert_eq!(attribute(&again, System::ApproximateReceiveCount), "2");
    let first_receive_ms = attribute(&again, System::ApproximateFirstReceiveTimestamp);
    assert_eq!(first_receive_ms, START_MS.to_string());
}

#[tokio::test]
async fn a_delayed_message_shows_when_its_delay_is_over() {
    let (stage, url) = Stage::with_queue().await;
    let sent = stage.sqs.send_message().queue_url(&url);
    sent.message_body("later")
        .delay_seconds(60)
        .send()
        .await
        .unwrap();
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "0".into(), "1".into())
    );
    assert!(stage.receive(&url).await.is_empty());
    stage.clock.advance_s(60);
    assert_eq!(bodies(&stage.receive(&url).await), ["later"]);
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "1".into(), "0".into())
    );
}

#[tokio::test]
async fn a_held_message_can_be_shown_at_once_or_hidden_longer() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "held").await;
    let change = |handle: &str, timeout_s| {
        let change = stage.sqs.change_message_visibility().queue_url(&url);
        change
            .receipt_handle(handle)
            .visibility_timeout(timeout_s)
            .send()
    };
    let first = stage.receive_one(&url).await;
    change(handle(&first), 0).await.unwrap();
    let second = stage.receive_one(&url).await;
    change(handle(&second), 100).await.unwrap();
    stage.clock.advance_s(99);
    assert!(stage.receive(&url).await.is_empty());

    let stale = change(handle(&first), 10)
        .await
        .unwrap_err()
        .into_service_error();
    assert_eq!(stale.code(), Some("InvalidParameterValue"));
    stage.clock.advance_s(1);
    let visible = change(handle(&second), 10)
        .await
        .unwrap_err()
        .into_service_error();
    assert!(matches!(
        visible,
        ChangeMessageVisibilityError::MessageNotInflight(_)
    ));
    let too_long = change(handle(&second), 43_201).await.unwrap_err();
    assert_eq!(
        too_long.into_service_error().code(),
        Some("InvalidParameterValue")
    );
}

#[tokio::test]
async fn a_stale_handle_never_deletes_what_another_consumer_holds() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "contested").await;
    let first = stage.receive_one(&url).await;
    stage.clock.advance_s(30);
    let second = stage.receive_one(&url).await;

    stage.delete(&url, handle(&first)).await;
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "1".into(), "0".into())
    );
    stage.delete(&url, handle(&second)).await;
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "0".into(), "0".into())
    );
    stage.delete(&url, handle(&second)).await;
}

#[tokio::test]
async fn a_handle_whose_time_is_over_deletes_while_nobody_else_has_received() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "slow").await;
    let message = stage.receive_one(&url).await;
    stage.clock.advance_s(3_600);
    stage.delete(&url, handle(&message)).await;
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "0".into(), "0".into())
    );
}

#[tokio::test]
async fn a_handle_of_nothing_or_of_another_queue_is_refused() {
    let (stage, url) = Stage::with_queue().await;
    let other = stage
        .queue(local_aws::queues::QueueSettings::named("other"))
        .await;
    stage.send(&other, "x").await;
    let foreign = stage.receive_one(&other).await;
    for bad in ["nonsense", "", handle(&foreign)] {
        let deletion = stage.sqs.delete_message().queue_url(&url);
        let refused = deletion.receipt_handle(bad).send().await.unwrap_err();
        let refused = refused.into_service_error();
        assert!(
            matches!(refused, DeleteMessageError::ReceiptHandleIsInvalid(_)),
            "{bad}"
        );
    }
}

#[tokio::test]
async fn one_mebibyte_is_the_longest_message() {
    let (stage, url) = Stage::with_queue().await;
    let longest = "é".repeat(ONE_MIB / 2);
    stage.send(&url, &longest).await;
    assert_eq!(stage.receive_one(&url).await.body(), Some(longest.as_str()));

    let send = |body: String| {
        stage
            .sqs
            .send_message()
            .queue_url(&url)
            .message_body(body)
            .send()
    };
    let too_long = send("a".repeat(ONE_MIB + 1)).await.unwrap_err();
    assert_eq!(
        too_long.into_service_error().code(),
        Some("InvalidParameterValue")
    );
    let far_too_long = send("a".repeat(9 * ONE_MIB)).await.unwrap_err();
    assert_eq!(
        far_too_long.into_service_error().code(),
        Some("InvalidParameterValue")
    );
    let empty = send(String::new()).await.unwrap_err();
    assert_eq!(
        empty.into_service_error().code(),
        Some("InvalidParameterValue")
    );
    let control = send("\u{1}".to_owned())
        .await
        .unwrap_err()
        .into_service_error();
    assert!(matches!(
        control,
        SendMessageError::InvalidMessageContents(_)
    ));
}
