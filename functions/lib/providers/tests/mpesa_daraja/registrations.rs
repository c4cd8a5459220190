//! What the answers to registrations mean.

use providers::mpesa::daraja::callback_url::{CallbackUrl, Reach};
use providers::mpesa::daraja::register_c2b::{RegisterAnswer, Registration, ResponseType, Version};

use crate::stage::{Stage, error, paybill, refusal, riddles, sample, silences, token};

fn words(answer: &RegisterAnswer) -> String {
    match answer {
        RegisterAnswer::Registered => "registered".to_owned(),
        RegisterAnswer::AlreadyRegistered => "already".to_owned(),
        RegisterAnswer::Refused(refused) => format!("refused {}", refusal(refused)),
        RegisterAnswer::TokenRejected => "token".to_owned(),
        RegisterAnswer::Unknown { why } => format!("unknown: {why}"),
    }
}

async fn c2b(stage: &Stage) -> String {
    let url = |text| CallbackUrl::parse(text, Reach::Public).unwrap();
    let registration = Registration {
        version: Version::V1,
        response_type: ResponseType::Cancelled,
        confirmation_url: url("https://mydomain.com/confirmation"),
        validation_url: url("https://mydomain.com/validation"),
    };
    let answer = stage
        .daraja
        .register_c2b(&token(), &paybill(), &registration)
        .await;
    words(&answer)
}

async fn pull(stage: &Stage) -> String {
    let url = "https://mydomain.com/pull";
    words(&stage.daraja.pull_register(&token(), &paybill(), url).await)
}

#[tokio::test]
async fn addresses_stand_or_stood_already() {
    let cases = [
        (200, sample("c2b_registered"), "registered"),
        (200, r#"{"ResponseCode":0}"#.to_owned(), "registered"),
        (500, sample("error_already_registered"), "already"),
        (
            200,
            error("500.003.1001", "URLs ALREADY REGISTERED"),
            "already",
        ),
        (
            500,
            error("500.003.1001", "Duplicate notification info, SP ID is 1"),
            "unknown: M-PESA had an internal error",
        ),
        (
            200,
            r#"{"ResponseCode":"100000010"}"#.to_owned(),
            "refused Misconfigured \"100000010\"",
        ),
        (
            200,
            "{}".to_owned(),
            "unknown: M-PESA's answer cannot be understood: ResponseCode is missing",
        ),
    ];
    for (status, body, expected) in cases {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(c2b(&stage).await, expected, "{status} {body}");
    }
}

#[tokio::test]
async fn pulling_is_registered_or_was_already() {
    let cases = [
        (sample("pull_registered"), "registered"),
        (r#"{"ResponseStatus":1000}"#.to_owned(), "registered"),
        (r#"{"ResponseStatus":"1001"}"#.to_owned(), "already"),
        (
            r#"{"ResponseStatus":"7"}"#.to_owned(),
            "unknown: M-PESA answers with the code 7, which does not say whether it took the request",
        ),
        (
            "{}".to_owned(),
            "unknown: M-PESA's answer cannot be understood: ResponseStatus is missing",
        ),
    ];
    for (body, expected) in cases {
        let stage = Stage::answers(200, &body).await;
        assert_eq!(pull(&stage).await, expected, "{body}");
    }
    let stage = Stage::answers(200, &sample("pull_registered")).await;
    let mut collector = paybill();
    collector.pull_number = None;
    let answer = stage
        .daraja
        .pull_register(&token(), &collector, "https://a/b")
        .await;
    assert_eq!(words(&answer), "refused Misconfigured \"\"");
    assert_eq!(stage.requests(), 0);
}

#[tokio::test]
async fn any_other_answer_registers_nothing_that_is_known() {
    for (status, body, expected) in riddles() {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(c2b(&stage).await, expected, "{status} {body}");
        assert_eq!(pull(&stage).await, expected, "{status} {body}");
    }
    for (name, stage, expected) in silences().await {
        assert_eq!(c2b(&stage).await, expected, "{name}");
    }
}
