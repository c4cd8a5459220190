//! Confirmations: of pushes, and of payments that nobody asked for.

use local_providers::mpesa::callback::{CallbackKind, Delivery};
use local_providers::mpesa::handle::payments::PaymentRefused;
use local_providers::mpesa::phone::PinAnswer;
use local_providers::sms::oddities::Odds;
use serde_json::json;

use crate::mpesa_stage::{FIRST, MpesaStage, SHORT_CODE, Switch, TILL};

/// SHA-256 of `254712345678`.
const HASH: &str = "7132104d6aae9c3fac82095a42c2817952bca48e09d98d5bf4ac08218982fb90";

#[tokio::test]
async fn urls_are_registered_once_and_by_the_rules() {
    let stage = MpesaStage::set().await;
    let path = "/mpesa/c2b/v2/registerurl";
    let bad = "http://127.0.0.1/mpesa";
    let cases = [
        ("ShortCode", json!("999999"), "Invalid ShortCode"),
        ("ResponseType", json!("completed"), "Invalid ResponseType"),
        ("ConfirmationURL", json!(bad), "Invalid ConfirmationURL"),
        (
            "ValidationURL",
            json!("http://example.com/"),
            "Invalid ValidationURL",
        ),
    ];
    for (field, value, message) in cases {
        let mut urls = stage.urls("Completed");
        urls[field] = value;
        let (status, answer) = stage.post(path, &urls).await;
        assert_eq!((status, &answer["errorCode"]), (400, &json!("400.002.02")));
        assert_eq!(answer["errorMessage"], format!("Bad Request - {message}"));
    }
    let (status, answer) = stage.post(path, &stage.urls("Completed")).await;
    assert_eq!(
        (status, &answer["ResponseDescription"]),
        (200, &json!("Success"))
    );
    assert!(answer["OriginatorCoversationID"].is_string());
    for version in ["v1", "v2"] {
        let path = format!("/mpesa/c2b/{version}/registerurl");
        let (status, answer) = stage.post(&path, &stage.urls("Completed")).await;
        assert_eq!(
            (status, &answer["errorCode"]),
            (500, &json!("500.003.1001"))
        );
        assert_eq!(answer["errorMessage"], "Urls are already registered");
    }
    stage.handle.delete_urls(SHORT_CODE).unwrap();
    stage.register("v1", "Completed").await;
}

#[tokio::test]
async fn a_push_is_confirmed_under_the_same_receipt() {
    for (version, msisdn) in [("v1", HASH), ("v2", "2547 ***** 678")] {
        let stage = MpesaStage::set().await;
        stage.register(version, "Completed").await;
        stage.handle.name(FIRST, "AMINA WANJIRU OTIENO");
        let push = stage.push(FIRST, 250).await;
        let answer = stage.handle.enter_pin(&push, "1234").await.unwrap();
        let PinAnswer::Paid { receipt } = answer else {
            panic!("the PIN was right");
        };
        let kinds: Vec<CallbackKind> = stage
            .handle
            .callbacks_sent()
            .iter()
            .map(|it| it.kind)
            .collect();
        assert_eq!(kinds, [CallbackKind::Stk, CallbackKind::Confirmation]);
        let expected = json!({
            "TransactionType": "Pay Bill", "TransID": receipt, "TransTime": "20261207091000",
            "TransAmount": "250.00", "BusinessShortCode": SHORT_CODE, "BillRefNumber": "10000012",
            "InvoiceNumber": "", "OrgAccountBalance": "1250.00", "ThirdPartyTransID": "",
            "MSISDN": msisdn, "FirstName": "AMINA", "MiddleName": "WANJIRU", "LastName": "OTIENO",
        });
        assert_eq!(stage.heard(CallbackKind::Confirmation), [expected]);
    }
}

#[tokio::test]
async fn payments_from_a_menu_add_up_and_withdrawals_are_told_to_nobody() {
    let stage = MpesaStage::set().await;
    let pay = |shillings| {
        stage
            .handle
            .pay_bill(SHORT_CODE, FIRST, "JOHN", shillings, "acc 1")
    };
    let silent = pay(100).await.unwrap();
    stage.register("v2", "Completed").await;
    pay(200).await.unwrap();
    assert_eq!(stage.handle.withdraw(SHORT_CODE, 1250), Ok(50));
    stage.handle.pay_till(TILL, FIRST, "JOHN", 5).await.unwrap();
    let heard = stage.heard(CallbackKind::Confirmation);
    let told: Vec<String> = heard
        .iter()
        .map(|it| {
            format!(
                "{} {} {}",
                it["TransactionType"], it["BillRefNumber"], it["OrgAccountBalance"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            r#""Pay Bill" "acc 1" "1300.00""#,
            r#""Buy Goods" "" "55.00""#
        ]
    );
    let truth = stage.handle.truth();
    assert_eq!(truth.receipts[0].receipt, silent);
    let amounts: Vec<u32> = truth
        .receipts
        .iter()
        .map(|it| it.amount_shillings)
        .collect();
    assert_eq!(amounts, [100, 200, 5]);
}

#[tokio::test]
async fn nobody_can_type_what_a_phone_does_not_take() {
    let stage = MpesaStage::set().await;
    let cases = [
        (("999999", FIRST, 5, "x"), PaymentRefused::NoSuchShortCode),
        (
            (SHORT_CODE, "0712345678", 5, "x"),
            PaymentRefused::NotAPhone,
        ),
        (
            (SHORT_CODE, FIRST, 0, "x"),
            PaymentRefused::AmountOutOfRange,
        ),
        (
            (SHORT_CODE, FIRST, 250_001, "x"),
            PaymentRefused::AmountOutOfRange,
        ),
        (
            (SHORT_CODE, FIRST, 5, "123456789012345678901"),
            PaymentRefused::BillRefTooLong,
        ),
    ];
    for ((short_code, phone, shillings, bill_ref), refused) in cases {
        let paid = stage
            .handle
            .pay_bill(short_code, phone, "JOHN", shillings, bill_ref)
            .await;
        assert_eq!(paid, Err(refused));
    }
    let till = stage.handle.pay_till("5001002", FIRST, "JOHN", 5).await;
    assert_eq!(till, Err(PaymentRefused::NoSuchShortCode));
    let withdrawn = stage.handle.withdraw(SHORT_CODE, 1001);
    assert_eq!(withdrawn, Err(PaymentRefused::NotEnoughMoney));
    assert_eq!(stage.handle.balance(SHORT_CODE), Some(1000));
}

#[tokio::test]
async fn a_confirmation_can_be_lost_doubled_late_first_or_spelt_oddly() {
    let cases: [(Switch, &str); 6] = [
        (|it| &mut it.c2b_lost, "stk"),
        (|it| &mut it.c2b_twice, "stk c2b 5.00 JOHN c2b 5.00 JOHN"),
        (|it| &mut it.c2b_late, "stk later c2b 5.00 JOHN"),
        (|it| &mut it.c2b_first, "c2b 5.00 JOHN stk"),
        (|it| &mut it.c2b_nameless, "stk c2b 5.00 null"),
        (|it| &mut it.c2b_whole_amount, "stk c2b 5 JOHN"),
    ];
    for (switch, expected) in cases {
        let stage = MpesaStage::set().await;
        stage.register("v2", "Completed").await;
        stage.handle.change(|it| *switch(it) = Odds::Next(1));
        let push = stage.push(FIRST, 5).await;
        stage.handle.enter_pin(&push, "1234").await.unwrap();
        let at_once = stage.handle.callbacks_sent().len();
        stage.pass(180).await;
        let mut told = Vec::new();
        for (index, it) in stage.handle.callbacks_sent().iter().enumerate() {
            if index == at_once {
                told.push("later".to_owned());
            }
            let body: serde_json::Value = serde_json::from_str(&it.body).unwrap();
            let name = body["FirstName"].as_str().unwrap_or("null");
            let amount = body["TransAmount"].as_str().unwrap_or_default();
            match (it.kind, it.delivery) {
                (_, Delivery::Lost) => {}
                (CallbackKind::Stk, _) => told.push("stk".to_owned()),
                _ => told.push(format!("c2b {amount} {name}")),
            }
        }
        assert_eq!(told.join(" "), expected);
    }
}
