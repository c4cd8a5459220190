//! What a query tells: pending in all its spellings, a result, or nothing.

use providers::mpesa::daraja::stk_query::QueryAnswer;

use crate::stage::{Stage, at, error, paybill, riddles, sample, silences, token, why};

const ASKED: &str = "ws_CO_13012021093521236557";

/// What a query tells, in one line.
async fn words(stage: &Stage) -> String {
    let now = at("2026-12-07T06:00:00Z");
    let answer = stage
        .daraja
        .stk_query(&token(), &paybill(), ASKED, now)
        .await;
    match answer {
        QueryAnswer::Pending => "pending".to_owned(),
        QueryAnswer::Result { code, description } => format!("{code}: {description}"),
        QueryAnswer::TokenRejected => "token".to_owned(),
        QueryAnswer::NoInformation { why: it } => why(&it),
    }
}

fn result(code: &str, description: &str) -> String {
    format!(r#"{{"ResponseCode":"0","ResultCode":{code},"ResultDesc":"{description}"}}"#)
}

#[tokio::test]
async fn a_result_is_its_code_as_text_and_pending_has_many_spellings() {
    let paid = "0: The service request is processed successfully.";
    let cases = [
        (200, sample("stk_query_paid"), paid),
        (200, result("0", "done"), "0: done"),
        (
            200,
            result("\"1032\"", "Request cancelled by user"),
            "1032: Request cancelled by user",
        ),
        (
            200,
            result("1037", "DS timeout user cannot be reached"),
            "1037: DS timeout user cannot be reached",
        ),
        (
            200,
            result("\"SFC_IC0003\"", "The operator does not exist."),
            "SFC_IC0003: The operator does not exist.",
        ),
        (200, result("0.0", "odd"), "0.0: odd"),
        (500, sample("error_processing"), "pending"),
        (
            500,
            error("500.001.1001", "The transaction is still under processing"),
            "pending",
        ),
        (200, result("4999", "?"), "pending"),
        (
            200,
            result("\"4999\"", "The transaction is still under processing"),
            "pending",
        ),
        (
            200,
            result("1037", "The transaction is STILL UNDER PROCESSING"),
            "pending",
        ),
        (
            200,
            result("\"1\"", "The transaction is being processed"),
            "pending",
        ),
        (
            200,
            result("0", "The transaction is being processed"),
            "pending",
        ),
    ];
    for (status, body, expected) in cases {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(words(&stage).await, expected, "{status} {body}");
    }
}

#[tokio::test]
async fn no_failure_of_the_question_is_a_result_of_the_push() {
    for (status, body, expected) in riddles() {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(words(&stage).await, expected, "{status} {body}");
    }
    for (name, stage, expected) in silences().await {
        assert_eq!(words(&stage).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_result_that_is_incomplete_or_about_another_push_tells_nothing() {
    let missing =
        |field: &str| format!("unknown: M-PESA's answer cannot be understood: {field} is missing");
    let cases = [
        (200, r#"{"ResultCode":"0"}"#, missing("ResponseCode")),
        (200, r#"{"ResponseCode":"0"}"#, missing("ResultCode")),
        (200, r#"{"ResponseCode":"0","ResultCode":""}"#, missing("ResultCode")),
        (200, r#"{"ResponseCode":"0","ResultCode":"0","CheckoutRequestID":"ws_2"}"#, "unknown: M-PESA's answer contradicts itself or the request".to_owned()),
        (200, r#"{"ResponseCode":"1","ResultCode":"0"}"#, "unknown: M-PESA answers with the code 1, which does not say whether it took the request".to_owned()),
        (500, r#"{"ResponseCode":"0","ResultCode":"0"}"#, "unknown: M-PESA failed after it had the request (HTTP 500)".to_owned()),
        (500, r#"{"ResponseCode":"0","ResultCode":"1032"}"#, "unknown: M-PESA failed after it had the request (HTTP 500)".to_owned()),
    ];
    for (status, body, expected) in cases {
        let stage = Stage::answers(status, body).await;
        assert_eq!(words(&stage).await, expected, "{status} {body}");
    }
}
