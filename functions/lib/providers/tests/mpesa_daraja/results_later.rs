//! What the first answers to requests with a later result mean.

use billing::receipt::Receipt;
use providers::mpesa::daraja::asynchronous::{AsyncAnswer, Reporting};
use providers::mpesa::daraja::reversal::ReversalRequest;

use crate::stage::{Stage, paybill, reporting, riddles, sample, silences, token};

fn words(answer: &AsyncAnswer) -> String {
    match answer {
        AsyncAnswer::Accepted {
            originator_conversation,
            conversation,
        } => format!("accepted {originator_conversation} {conversation}"),
        AsyncAnswer::Refused { code, reason, .. } => format!("refused {reason:?} {code:?}"),
        AsyncAnswer::TokenRejected => "token".to_owned(),
        AsyncAnswer::Unknown { why } => format!("unknown: {why}"),
    }
}

async fn reversed(stage: &Stage) -> String {
    let request = ReversalRequest {
        receipt: Receipt::parse("PDU91HIVIT").unwrap(),
        amount_shillings: 200,
    };
    let (paybill, reporting) = (paybill(), reporting());
    let answer = stage
        .daraja
        .reversal(&token(), &paybill, &request, &reporting)
        .await;
    words(&answer)
}

#[tokio::test]
async fn a_request_is_taken_with_both_its_names_or_not_known_to_be() {
    let nameless = "unknown: M-PESA says yes without naming what it took";
    let cases = [
        (
            sample("async_accepted"),
            "accepted 1236-7134259-1 AG_20210709_1234409f86436c583e3f",
        ),
        (
            r#"{"OriginatorCoversationID":"1-2","ConversationID":"AG_1","ResponseCode":0}"#
                .to_owned(),
            "accepted 1-2 AG_1",
        ),
        (
            r#"{"OriginatorConversationID":"1-2","ResponseCode":"0"}"#.to_owned(),
            nameless,
        ),
        (
            r#"{"ConversationID":"AG_1","ResponseCode":"0"}"#.to_owned(),
            nameless,
        ),
        (
            r#"{"ResponseCode":"26","ResponseDescription":"Traffic blocking condition in place"}"#
                .to_owned(),
            "unknown: M-PESA answers with the code 26, which does not say whether it took the request",
        ),
        (
            r#"{"ResponseCode":"24"}"#.to_owned(),
            "refused Invalid \"24\"",
        ),
        (
            r#"{"ResponseCode":true}"#.to_owned(),
            "unknown: M-PESA's answer cannot be understood: ResponseCode is neither text nor a number",
        ),
        (
            "{}".to_owned(),
            "unknown: M-PESA's answer cannot be understood: ResponseCode is missing",
        ),
    ];
    for (body, expected) in cases {
        let stage = Stage::answers(200, &body).await;
        assert_eq!(reversed(&stage).await, expected, "{body}");
    }
}

#[tokio::test]
async fn a_reversal_without_a_clear_answer_is_unknown_and_asked_for_once() {
    for (status, body, expected) in riddles() {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(reversed(&stage).await, expected, "{status} {body}");
        assert_eq!(stage.requests(), 1, "{status} {body}");
    }
    for (name, stage, expected) in silences().await {
        assert_eq!(reversed(&stage).await, expected, "{name}");
        assert!(stage.requests() <= 1, "{name}");
    }
}

#[tokio::test]
async fn nothing_is_asked_without_an_operator_or_a_reason() {
    let stage = Stage::answers(200, &sample("async_accepted")).await;
    let mut nobody = paybill();
    nobody.operator = None;
    let answer = stage
        .daraja
        .account_balance(&token(), &nobody, &reporting())
        .await;
    assert_eq!(words(&answer), "refused Misconfigured \"\"");
    for remarks in ["", "x", &"x".repeat(101)] {
        let reporting = Reporting {
            remarks: remarks.to_owned(),
            ..reporting()
        };
        let answer = stage
            .daraja
            .account_balance(&token(), &paybill(), &reporting)
            .await;
        assert_eq!(words(&answer), "refused Invalid \"\"");
    }
    assert_eq!(stage.requests(), 0);
}
