//! Queues themselves: created, found, changed, emptied.

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::operation::create_queue::CreateQueueError;
use aws_sdk_sqs::operation::set_queue_attributes::SetQueueAttributesError;
use aws_sdk_sqs::types::QueueAttributeName as Name;
use local_aws::queues::QueueSettings;
use local_aws::queues::error::QueueError;

use crate::stage::Stage;

#[tokio::test]
async fn a_queue_is_created_once_and_found_by_name() {
    let stage = Stage::empty().await;
    let create = |timeout: &str| {
        let create = stage.sqs.create_queue().queue_name("payments");
        create.attributes(Name::VisibilityTimeout, timeout).send()
    };
    let url = create("60").await.unwrap().queue_url.unwrap();
    assert_eq!(create("60").await.unwrap().queue_url, Some(url.clone()));
    let otherwise = create("61").await.unwrap_err().into_service_error();
    assert!(matches!(otherwise, CreateQueueError::QueueNameExists(_)));
    let found = stage
        .sqs
        .get_queue_url()
        .queue_name("payments")
        .send()
        .await;
    assert_eq!(found.unwrap().queue_url, Some(url.clone()));
    assert_eq!(
        url,
        format!("{}/000000000000/payments", stage.endpoint.url())
    );
}

#[tokio::test]
async fn attributes_are_read_as_they_were_set() {
    let (stage, url) = Stage::with_queue().await;
    stage.queue(QueueSettings::named("dead")).await;
    let policy = r#"{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:000000000000:dead","maxReceiveCount":"5"}"#;
    let set = stage.sqs.set_queue_attributes().queue_url(&url);
    let set = set.attributes(Name::VisibilityTimeout, "90");
    set.attributes(Name::RedrivePolicy, policy)
        .send()
        .await
        .unwrap();

    let all = stage
        .sqs
        .get_queue_attributes()
        .queue_url(&url)
        .attribute_names(Name::All);
    let all = all.send().await.unwrap().attributes.unwrap();
    assert_eq!(all[&Name::VisibilityTimeout], "90");
    assert_eq!(all[&Name::DelaySeconds], "0");
    assert_eq!(all[&Name::MaximumMessageSize], "1048576");
    assert_eq!(
        all[&Name::QueueArn],
        "arn:aws:sqs:eu-west-1:000000000000:payments"
    );
    let expected = policy.replace("\"5\"", "5");
    assert_eq!(all[&Name::RedrivePolicy], expected);

    let set = stage.sqs.set_queue_attributes().queue_url(&url);
    set.attributes(Name::RedrivePolicy, "")
        .send()
        .await
        .unwrap();
    let policy = stage.sqs.get_queue_attributes().queue_url(&url);
    let policy = policy
        .attribute_names(Name::RedrivePolicy)
        .send()
        .await
        .unwrap();
    assert_eq!(policy.attributes(), None);
}

#[tokio::test]
async fn settings_that_cannot_be_are_refused() {
    let (stage, url) = Stage::with_queue().await;
    let missing_target =
        r#"{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:000000000000:none","maxReceiveCount":3}"#;
    let cases = [
        (Name::VisibilityTimeout, "43201"),
        (Name::VisibilityTimeout, "soon"),
        (Name::DelaySeconds, "901"),
        (Name::MessageRetentionPeriod, "59"),
        (Name::ReceiveMessageWaitTimeSeconds, "21"),
        (Name::MaximumMessageSize, "1048577"),
        (Name::RedrivePolicy, "{}"),
        (Name::RedrivePolicy, missing_target),
    ];
    for (name, value) in cases {
        let set = stage.sqs.set_queue_attributes().queue_url(&url);
        let refused = set
            .attributes(name.clone(), value)
            .send()
            .await
            .unwrap_err();
        let refused = refused.into_service_error();
        let is_value = matches!(refused, SetQueueAttributesError::InvalidAttributeValue(_));
        assert!(is_value, "{name}: {refused:?}");
    }
    let fifo = stage
        .sqs
        .create_queue()
        .queue_name("payments.fifo")
        .send()
        .await
        .unwrap_err();
    assert!(matches!(
        fifo.into_service_error(),
        CreateQueueError::UnsupportedOperation(_)
    ));
    let half = QueueSettings {
        max_receive_count: Some(3),
        ..QueueSettings::named("half")
    };
    let refused = stage.queues.ensure_queue(half).await;
    assert!(matches!(
        refused,
        Err(QueueError::AttributeInvalid("RedrivePolicy"))
    ));
}

#[tokio::test]
async fn ensuring_a_queue_again_changes_its_settings_and_keeps_its_messages() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "kept").await;
    let changed = QueueSettings {
        visibility_timeout_s: 5,
        ..QueueSettings::named("payments")
    };
    stage.queue(changed).await;
    stage.receive_one(&url).await;
    stage.clock.advance_s(5);
    stage.receive_one(&url).await;
}

#[tokio::test]
async fn queues_are_listed_by_prefix_a_page_at_a_time() {
    let stage = Stage::empty().await;
    for name in ["pay-b", "pay-a", "other", "pay-c"] {
        stage.queue(QueueSettings::named(name)).await;
    }
    let list = || {
        stage
            .sqs
            .list_queues()
            .queue_name_prefix("pay-")
            .max_results(2)
    };
    let first = list().send().await.unwrap();
    let next = list()
        .next_token(first.next_token().unwrap())
        .send()
        .await
        .unwrap();
    let names = |urls: &[String]| -> Vec<String> {
        urls.iter()
            .map(|it| it.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(first.queue_urls()), ["pay-a", "pay-b"]);
    assert_eq!(names(next.queue_urls()), ["pay-c"]);
    assert_eq!(next.next_token(), None);
}

#[tokio::test]
async fn purging_empties_a_queue_with_what_is_held() {
    let (stage, url) = Stage::with_queue().await;
    stage.send(&url, "a").await;
    stage.receive_one(&url).await;
    stage.send(&url, "b").await;
    stage
        .sqs
        .purge_queue()
        .queue_url(&url)
        .send()
        .await
        .unwrap();
    assert_eq!(
        stage.depth(&url).await,
        ("0".into(), "0".into(), "0".into())
    );
}

#[tokio::test]
async fn a_message_that_outlived_its_retention_is_gone() {
    let stage = Stage::empty().await;
    let short = QueueSettings {
        retention_s: 60,
        ..QueueSettings::named("short")
    };
    let short = stage.queue(short).await;
    let long = stage.queue(QueueSettings::named("long")).await;
    stage.send(&short, "gone").await;
    stage.send(&long, "kept").await;
    stage.clock.advance_s(60);
    assert_eq!(stage.depth(&short).await.0, "0");
    assert_eq!(stage.depth(&long).await.0, "1");
}

#[tokio::test]
async fn an_unknown_attribute_is_refused() {
    let (stage, url) = Stage::with_queue().await;
    let question = stage.sqs.get_queue_attributes().queue_url(&url);
    let refused = question
        .attribute_names(Name::from("Colour"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        refused.into_service_error().code(),
        Some("InvalidAttributeName")
    );
}
