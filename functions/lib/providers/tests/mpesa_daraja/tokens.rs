//! Which answers hold a token.

use providers::mpesa::daraja::token::{CallError, Granted};

use crate::stage::{Does, Stage, error, sample};

/// What came of asking, in one line.
fn words(granted: Result<Granted, CallError>) -> String {
    match granted {
        Ok(granted) => format!("{} for {} s", granted.token.expose(), granted.expires_in_s),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn a_token_is_read_exactly_and_its_life_tolerantly() {
    let unreadable = "M-PESA's answer holds no token that can be understood";
    let refused = "M-PESA refuses the consumer key and secret";
    let cases = [
        (
            200,
            sample("token"),
            "c9SQxWWhmdVRlyh0zh8gZDTkubVF for 3599 s",
        ),
        (
            200,
            sample("token_expires_as_text"),
            "SGWcJPtNtYNPGm6uSYR9yPYrAI3Bm for 3599 s",
        ),
        (
            200,
            r#"{"access_token":"a","expires_in":" 60 "}"#.to_owned(),
            "a for 60 s",
        ),
        (200, r#"{"access_token":"a"}"#.to_owned(), "a for 3599 s"),
        (
            200,
            r#"{"access_token":"a","expires_in":null}"#.to_owned(),
            "a for 3599 s",
        ),
        (
            200,
            r#"{"access_token":"a","expires_in":"soon"}"#.to_owned(),
            "a for 3599 s",
        ),
        (
            200,
            r#"{"access_token":"a","expires_in":3599.0}"#.to_owned(),
            "a for 3599 s",
        ),
        (
            200,
            r#"{"access_token":"a","expires_in":0}"#.to_owned(),
            "a for 3599 s",
        ),
        (
            200,
            r#"{"access_token":"a","expires_in":-5}"#.to_owned(),
            "a for 3599 s",
        ),
        (
            200,
            r#"{"access_token":"a","expires_in":99999999999}"#.to_owned(),
            "a for 86400 s",
        ),
        (200, r#"{"access_token":""}"#.to_owned(), unreadable),
        (200, r#"{"access_token":"a b"}"#.to_owned(), unreadable),
        (
            200,
            r#"{"access_token":"a\r\nX: y"}"#.to_owned(),
            unreadable,
        ),
        (200, r#"{"access_token":5}"#.to_owned(), unreadable),
        (
            200,
            r#"{"access_token":"a","access_token":"b"}"#.to_owned(),
            unreadable,
        ),
        (
            200,
            format!(r#"{{"access_token":"{}"}}"#, "a".repeat(4097)),
            unreadable,
        ),
        (200, "{}".to_owned(), unreadable),
        (200, String::new(), unreadable),
        (200, "<html></html>".to_owned(), unreadable),
        (400, String::new(), refused),
        (
            400,
            error("400.008.01", "Invalid Authentication passed"),
            "M-PESA refuses the consumer key and secret (400.008.01)",
        ),
        (401, "<html></html>".to_owned(), refused),
        (403, String::new(), refused),
        (
            429,
            String::new(),
            "M-PESA wants fewer calls; try again in 60 seconds",
        ),
        (
            500,
            error("500.003.02", "Spike Arrest"),
            "M-PESA wants fewer calls; try again in 60 seconds",
        ),
        (
            500,
            error("500.003.03", "Quota Violation"),
            "M-PESA wants fewer calls; try again in 3600 seconds",
        ),
        (
            500,
            sample("token"),
            "M-PESA answers HTTP 500 and grants no token",
        ),
        (
            503,
            String::new(),
            "M-PESA answers HTTP 503 and grants no token",
        ),
        (
            302,
            String::new(),
            "M-PESA answers HTTP 302 and grants no token",
        ),
    ];
    for (status, body, expected) in cases {
        let stage = Stage::answers(status, &body).await;
        assert_eq!(
            words(stage.daraja.token().await),
            expected,
            "{status} {body}"
        );
    }
}

#[tokio::test]
async fn without_an_answer_there_is_no_token_and_no_second_request() {
    for does in [Does::Wait, Does::HangUp, Does::Flood(100_000)] {
        let stage = Stage::that(does).await;
        assert_eq!(words(stage.daraja.token().await), "M-PESA is not reached");
        assert_eq!(stage.requests(), 1);
    }
}
