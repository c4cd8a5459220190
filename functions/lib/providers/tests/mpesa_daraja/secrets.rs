//! What is never shown.

use std::fmt::Debug;

use providers::mpesa::daraja::{Daraja, Patience};

use crate::stage::{
    CONSUMER_KEY, CONSUMER_SECRET, CREDENTIAL, Does, PASSKEY, Stage, TOKEN, paybill, push, sample,
    settings, token,
};

fn assert_silent(shown: &str) {
    for secret in [PASSKEY, CREDENTIAL, TOKEN, CONSUMER_KEY, CONSUMER_SECRET] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

fn assert_debug_silent(it: &impl Debug) {
    assert_silent(&format!("{it:?}"));
    assert_silent(&format!("{it:#?}"));
}

/// An error and everything behind it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        shown.push_str(&format!(" {error} {error:?}"));
        source = error.source();
    }
    shown
}

#[tokio::test]
async fn no_secret_is_in_any_debug_output() {
    let stage = Stage::answers(200, &sample("token")).await;
    assert_debug_silent(&settings("https://api.example.com"));
    assert_debug_silent(&paybill());
    assert_debug_silent(&token());
    assert_debug_silent(&stage.daraja);
    assert_debug_silent(&stage.daraja.token().await.unwrap());
    assert_debug_silent(&push());
    let shown = format!("{:?}", paybill());
    assert!(
        shown.contains("174379") && shown.contains("testapiuser"),
        "{shown}"
    );
}

#[tokio::test]
async fn no_secret_is_in_any_error() {
    let silent = [
        Stage::nowhere().await,
        Stage::that(Does::Wait).await,
        Stage::that(Does::HangUp).await,
        Stage::that(Does::Truncate(sample("token"))).await,
        Stage::answers(400, "").await,
        Stage::answers(200, "{}").await,
    ];
    for stage in silent {
        assert_silent(&chain(&stage.daraja.token().await.unwrap_err()));
        let answer = stage.daraja.stk_push(&token(), &paybill(), &push()).await;
        assert_debug_silent(&answer);
    }
    for url in ["http://api.example.com", "api.example.com", ""] {
        let error = Daraja::new(settings(url), Patience::default()).unwrap_err();
        assert_silent(&chain(&error));
    }
}
