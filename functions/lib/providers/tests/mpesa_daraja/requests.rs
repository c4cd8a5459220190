//! What each call sends, compared with the samples byte for byte.

use billing::receipt::Receipt;
use providers::mpesa::daraja::callback_url::{CallbackUrl, Reach};
use providers::mpesa::daraja::pull::{PullVerb, PullWindow};
use providers::mpesa::daraja::register_c2b::{Registration, ResponseType, Version};
use providers::mpesa::daraja::reversal::ReversalRequest;
use providers::mpesa::daraja::stk_push::PushRequest;
use providers::mpesa::daraja::transaction_status::About;

use crate::stage::{Seen, Stage, TOKEN, at, paybill, push, reporting, sample, till, token};

fn check(seen: &Seen, line: &str, fixture: &str) {
    assert_eq!(seen.line(), format!("{line} HTTP/1.1"), "{fixture}");
    assert_eq!(seen.body, sample(fixture), "{fixture}");
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(seen.header("authorization"), Some(bearer.as_str()));
    assert_eq!(seen.header("content-type"), Some("application/json"));
}

fn receipt(text: &str) -> Receipt {
    Receipt::parse(text).unwrap()
}

#[tokio::test]
async fn a_token_is_asked_for_with_the_applications_name_and_password() {
    let stage = Stage::answers(200, &sample("token")).await;
    stage.daraja.token().await.unwrap();
    let seen = stage.only();
    let line = "GET /oauth/v1/generate?grant_type=client_credentials HTTP/1.1";
    assert_eq!(seen.line(), line);
    let basic = "Basic bm90LWEtcmVhbC1jb25zdW1lci1rZXk6bm90LWEtcmVhbC1jb25zdW1lci1zZWNyZXQ=";
    assert_eq!(seen.header("authorization"), Some(basic));
    assert_eq!(seen.body, "");
}

#[tokio::test]
async fn a_push_is_the_sample_for_a_paybill_and_names_head_office_and_till_for_a_till() {
    const LINE: &str = "POST /mpesa/stkpush/v1/processrequest";
    let stage = Stage::answers(200, "{}").await;
    stage.daraja.stk_push(&token(), &paybill(), &push()).await;
    check(&stage.only(), LINE, "stk_push_request");

    let stage = Stage::answers(200, "{}").await;
    let request = PushRequest {
        amount_shillings: 250_000,
        payer: None,
        description: String::new(),
        ..push()
    };
    stage.daraja.stk_push(&token(), &till(), &request).await;
    check(&stage.only(), LINE, "stk_push_till_request");
}

#[tokio::test]
async fn a_query_carries_a_password_of_its_own_time() {
    let stage = Stage::answers(200, "{}").await;
    let now = at("2021-06-28T06:24:08Z");
    let name = "ws_CO_13012021093521236557";
    let (daraja, paybill) = (&stage.daraja, paybill());
    daraja.stk_query(&token(), &paybill, name, now).await;
    let line = "POST /mpesa/stkpushquery/v1/query";
    check(&stage.only(), line, "stk_query_request");
}

#[tokio::test]
async fn addresses_are_registered_with_either_version() {
    let url = |text| CallbackUrl::parse(text, Reach::Public).unwrap();
    for (version, line) in [
        (Version::V1, "POST /mpesa/c2b/v1/registerurl"),
        (Version::V2, "POST /mpesa/c2b/v2/registerurl"),
    ] {
        let stage = Stage::answers(200, "{}").await;
        let mut collector = paybill();
        collector.short_code = "600984".to_owned();
        let registration = Registration {
            version,
            response_type: ResponseType::Completed,
            confirmation_url: url("https://mydomain.com/confirmation"),
            validation_url: url("https://mydomain.com/validation"),
        };
        let daraja = &stage.daraja;
        daraja
            .register_c2b(&token(), &collector, &registration)
            .await;
        check(&stage.only(), line, "c2b_register_request");
    }
}

#[tokio::test]
async fn requests_with_a_later_result_are_the_samples() {
    let (token, paybill, reporting) = (token(), paybill(), reporting());
    let abouts = [
        (
            About::Receipt(receipt("NEF61H8J60")),
            "transaction_status_request",
        ),
        (
            About::Conversation("7071-4170-a0e5-8345632bad442144258".to_owned()),
            "transaction_status_of_conversation_request",
        ),
    ];
    for (about, fixture) in abouts {
        let stage = Stage::answers(200, "{}").await;
        let daraja = &stage.daraja;
        daraja
            .transaction_status(&token, &paybill, &about, &reporting)
            .await;
        let line = "POST /mpesa/transactionstatus/v1/query";
        check(&stage.only(), line, fixture);
    }

    let stage = Stage::answers(200, "{}").await;
    let request = ReversalRequest {
        receipt: receipt("PDU91HIVIT"),
        amount_shillings: 200,
    };
    let daraja = &stage.daraja;
    daraja
        .reversal(&token, &paybill, &request, &reporting)
        .await;
    let line = "POST /mpesa/reversal/v1/request";
    check(&stage.only(), line, "reversal_request");

    let stage = Stage::answers(200, "{}").await;
    let daraja = &stage.daraja;
    daraja.account_balance(&token, &paybill, &reporting).await;
    let line = "POST /mpesa/accountbalance/v1/query";
    check(&stage.only(), line, "account_balance_request");
}

#[tokio::test]
async fn pulling_is_registered_once_and_asked_for_with_either_verb() {
    let (token, paybill) = (token(), paybill());
    let stage = Stage::answers(200, "{}").await;
    let daraja = &stage.daraja;
    daraja
        .pull_register(&token, &paybill, "https://domain/path")
        .await;
    let line = "POST /pulltransactions/v1/register";
    check(&stage.only(), line, "pull_register_request");

    for (verb, line) in [
        (PullVerb::Get, "GET /pulltransactions/v1/query"),
        (PullVerb::Post, "POST /pulltransactions/v1/query"),
    ] {
        let stage = Stage::answers(200, "{}").await;
        let window = PullWindow {
            from: at("2020-08-04T05:36:00Z"),
            to: at("2020-08-06T05:36:00Z"),
            offset: 100,
            verb,
        };
        stage.daraja.pull(&token, &paybill, &window).await;
        check(&stage.only(), line, "pull_query_request");
    }
}
