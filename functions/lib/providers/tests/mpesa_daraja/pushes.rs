//! What the answers to a push mean: above all, when it is certain that no phone rings.

use providers::mpesa::daraja::outcome::Refusal;
use providers::mpesa::daraja::stk_push::{PushAnswer, PushRequest};

use crate::stage::{Stage, error, paybill, push, riddles, sample, silences, token};

/// What became of a push, in one line.
fn words(answer: &PushAnswer) -> String {
    match answer {
        PushAnswer::Accepted {
            checkout_request, ..
        } => format!("accepted {checkout_request}"),
        PushAnswer::Refused { code, reason, .. } => format!("refused {reason:?} {code:?}"),
        PushAnswer::TokenRejected => "token".to_owned(),
        PushAnswer::Unknown { why } => format!("unknown: {why}"),
    }
}

async fn pushed(stage: &Stage) -> PushAnswer {
    stage.daraja.stk_push(&token(), &paybill(), &push()).await
}

#[tokio::test]
async fn an_accepted_push_is_known_by_its_name() {
    let stage = Stage::answers(200, &sample("stk_push_accepted")).await;
    let expected = PushAnswer::Accepted {
        merchant_request: "2654-4b64-97ff-b827b542881d3130".to_owned(),
        checkout_request: "ws_CO_1007202409152617172396192".to_owned(),
        customer_message: "Success. Request accepted for processing".to_owned(),
    };
    assert_eq!(pushed(&stage).await, expected);
}

#[tokio::test]
async fn only_a_certain_no_is_a_refusal() {
    for (status, body, expected) in riddles() {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(words(&pushed(&stage).await), expected, "{status} {body}");
        assert_eq!(stage.requests(), 1, "{status} {body}");
    }
}

#[tokio::test]
async fn without_an_answer_nobody_knows_and_nothing_is_sent_again() {
    for (name, stage, expected) in silences().await {
        assert_eq!(words(&pushed(&stage).await), expected, "{name}");
        assert!(stage.requests() <= 1, "{name}");
    }
}

#[tokio::test]
async fn a_yes_has_a_code_and_a_name_and_nothing_against_it() {
    let odd = |code: &str| {
        format!(
            "unknown: M-PESA answers with the code {code}, which does not say whether it took the request"
        )
    };
    let not_understood =
        |why: &str| format!("unknown: M-PESA's answer cannot be understood: {why}");
    let contradictory = "unknown: M-PESA's answer contradicts itself or the request".to_owned();
    let too_long = format!(
        r#"{{"ResponseCode":"0","CheckoutRequestID":"{}"}}"#,
        "w".repeat(101)
    );
    let cases: Vec<(u16, &str, String)> = vec![
        (
            200,
            r#"{"ResponseCode":0,"CheckoutRequestID":"ws_1"}"#,
            "accepted ws_1".to_owned(),
        ),
        (
            201,
            r#"{"ResponseCode":"0","CheckoutRequestID":" ws_1 ","Extra":{"a":[1]}}"#,
            "accepted ws_1".to_owned(),
        ),
        (
            200,
            r#"{"ResponseCode":"0"}"#,
            "unknown: M-PESA says yes without naming what it took".to_owned(),
        ),
        (
            200,
            r#"{"ResponseCode":"0","CheckoutRequestID":""}"#,
            "unknown: M-PESA says yes without naming what it took".to_owned(),
        ),
        (
            200,
            r#"{"ResponseCode":"0","CheckoutRequestID":true}"#,
            not_understood("CheckoutRequestID is neither text nor a number"),
        ),
        (
            200,
            &too_long,
            not_understood("CheckoutRequestID is too long"),
        ),
        (200, "{}", not_understood("ResponseCode is missing")),
        (
            200,
            r#"{"ResponseCode":null}"#,
            not_understood("ResponseCode is missing"),
        ),
        (
            200,
            r#"{"ResponseCode":[0]}"#,
            not_understood("ResponseCode is neither text nor a number"),
        ),
        (
            200,
            r#"{"CheckoutRequestID":"ws_1"}"#,
            not_understood("ResponseCode is missing"),
        ),
        (200, r#"{"ResponseCode":"1"}"#, odd("1")),
        (200, r#"{"ResponseCode":"00"}"#, odd("00")),
        (
            200,
            r#"{"ResponseCode":100000000,"ResponseDescription":"Request was cached, waiting for resending"}"#,
            odd("100000000"),
        ),
        (
            200,
            r#"{"ResponseCode":"100000011"}"#,
            "refused Busy \"100000011\"".to_owned(),
        ),
        (
            200,
            r#"{"ResponseCode":"100000005"}"#,
            "refused Invalid \"100000005\"".to_owned(),
        ),
        (
            200,
            r#"{"ResponseCode":"100000011","CheckoutRequestID":"ws_1"}"#,
            contradictory.clone(),
        ),
        (
            200,
            r#"{"ResponseCode":"0","CheckoutRequestID":"ws_1","errorCode":"400.002.02"}"#,
            contradictory,
        ),
        (
            500,
            r#"{"ResponseCode":"0","CheckoutRequestID":"ws_1"}"#,
            "unknown: M-PESA failed after it had the request (HTTP 500)".to_owned(),
        ),
    ];
    for (status, body, expected) in cases {
        let stage = Stage::answers(status, body).await;
        assert_eq!(words(&pushed(&stage).await), expected, "{status} {body}");
    }
}

#[tokio::test]
async fn what_m_pesa_would_refuse_is_not_sent() {
    let long = "x".repeat(14);
    let cases = [
        (
            PushRequest {
                amount_shillings: 0,
                ..push()
            },
            "the amount is not from 1 to 250,000 shillings",
        ),
        (
            PushRequest {
                amount_shillings: 250_001,
                ..push()
            },
            "the amount is not from 1 to 250,000 shillings",
        ),
        (
            PushRequest {
                account_reference: String::new(),
                ..push()
            },
            "the account reference does not have 1 to 12 characters",
        ),
        (
            PushRequest {
                account_reference: long.clone(),
                ..push()
            },
            "the account reference does not have 1 to 12 characters",
        ),
        (
            PushRequest {
                description: long,
                ..push()
            },
            "the description has more than 13 characters",
        ),
    ];
    for (request, expected) in cases {
        let stage = Stage::answers(200, &sample("stk_push_accepted")).await;
        let answer = stage.daraja.stk_push(&token(), &paybill(), &request).await;
        let refused = PushAnswer::Refused {
            code: String::new(),
            description: expected.to_owned(),
            reason: Refusal::Invalid,
        };
        assert_eq!(answer, refused);
        assert_eq!(stage.requests(), 0);
    }
}

#[tokio::test]
async fn a_refusal_says_whether_and_when_to_come_back() {
    let cases = [
        (
            400,
            sample("error_invalid_short_code"),
            None,
            "Bad Request - Invalid BusinessShortCode",
        ),
        (
            500,
            sample("error_lock"),
            Some(90),
            "Unable to lock subscriber, a transaction is already in process for the current subscriber",
        ),
        (
            500,
            error("500.003.02", "System is busy"),
            Some(60),
            "System is busy",
        ),
        (500, error("500.003.03", "Quota"), Some(3600), "Quota"),
        (
            500,
            error("500.001.1001", "Wrong credentials"),
            None,
            "Wrong credentials",
        ),
        (429, String::new(), Some(60), ""),
    ];
    for (status, body, expected, words) in cases {
        let stage = Stage::answers(status, &body).await;
        let PushAnswer::Refused {
            description,
            reason,
            ..
        } = pushed(&stage).await
        else {
            panic!("{body}");
        };
        assert_eq!(reason.retry_after_s(), expected, "{body}");
        assert_eq!(description, words);
    }
    assert_eq!(Refusal::NotConnected.retry_after_s(), Some(15));
}
