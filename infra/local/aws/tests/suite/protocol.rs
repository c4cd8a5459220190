//! Requests that the endpoint cannot serve.

use aws_sdk_sqs::error::ProvideErrorMetadata;
use aws_sdk_sqs::operation::delete_queue::DeleteQueueError;
use aws_sdk_sqs::operation::send_message::SendMessageError;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use tower::ServiceExt;

use crate::stage::Stage;

async fn raw(stage: &Stage, target: &str, body: &str, signed: bool) -> Response<Body> {
    let mut request = Request::post("/").header("x-amz-target", target);
    if signed {
        request = request.header("authorization", "AWS4-HMAC-SHA256 …");
    }
    let request = request
        .body(Body::from(body.to_owned()))
        .expect("a request");
    stage
        .queues
        .router()
        .oneshot(request)
        .await
        .expect("an answer")
}

#[tokio::test]
async fn an_unknown_queue_has_the_error_that_the_sdk_knows() {
    let stage = Stage::empty().await;
    let send = stage
        .sqs
        .send_message()
        .queue_url("http://127.0.0.1/000000000000/none");
    let refused = send
        .message_body("x")
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    assert!(matches!(refused, SendMessageError::QueueDoesNotExist(_)));

    let body = r#"{"QueueUrl": "http://127.0.0.1/000000000000/none"}"#;
    let answer = raw(&stage, "AmazonSQS.ReceiveMessage", body, true).await;
    assert_eq!(answer.status(), 400);
    let query_error = answer.headers()["x-amzn-query-error"].to_str().unwrap();
    assert_eq!(
        query_error,
        "AWS.SimpleQueueService.NonExistentQueue;Sender"
    );
    let body = to_bytes(answer.into_body(), 1_000).await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["__type"], "com.amazonaws.sqs#QueueDoesNotExist");
    assert_eq!(body["message"], "The specified queue does not exist.");
}

#[tokio::test]
async fn what_is_not_supported_and_what_is_not_known_are_told_apart() {
    let (stage, url) = Stage::with_queue().await;
    let unsupported = stage
        .sqs
        .delete_queue()
        .queue_url(&url)
        .send()
        .await
        .unwrap_err();
    let unsupported = unsupported.into_service_error();
    assert!(matches!(
        unsupported,
        DeleteQueueError::UnsupportedOperation(_)
    ));
    assert_eq!(
        unsupported.code(),
        Some("AWS.SimpleQueueService.UnsupportedOperation")
    );

    let cases = [
        ("AmazonSQS.Explode", "{}", true, "InvalidAction;Sender"),
        (
            "DynamoDB_20120810.PutItem",
            "{}",
            true,
            "InvalidAction;Sender",
        ),
        ("AmazonSQS.SendMessage", "{", true, "MalformedInput;Sender"),
        ("AmazonSQS.SendMessage", "{}", true, "MalformedInput;Sender"),
        (
            "AmazonSQS.ListQueues",
            "{}",
            false,
            "MissingAuthenticationToken;Sender",
        ),
    ];
    for (target, body, signed, expected) in cases {
        let answer = raw(&stage, target, body, signed).await;
        assert_eq!(
            answer.headers()["x-amzn-query-error"],
            expected,
            "{target} {body}"
        );
    }
}
