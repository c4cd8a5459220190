//! What the phones do, and what M-PESA then says.

use local_providers::mpesa::callback::{CallbackKind, Delivery};
use local_providers::mpesa::phone::{AutoAnswer, PinAnswer, PromptError};
use local_providers::mpesa::truth::Outcome;
use serde_json::json;

use crate::mpesa_stage::{FIRST, MpesaStage, SHORT_CODE, not_paid};

#[tokio::test]
async fn a_pin_moves_the_money_and_the_callback_says_so() {
    let stage = MpesaStage::set().await;
    let push = stage.push(FIRST, 250).await;
    let (status, code, text) = stage.query(&push).await;
    assert_eq!((status, code), (500, json!("500.001.1001")));
    assert_eq!(text, "The transaction is being processed");
    stage.pass(20).await;
    let answer = stage.handle.enter_pin(&push, "1234").await.unwrap();
    let PinAnswer::Paid { receipt } = answer else {
        panic!("the PIN was right");
    };
    let sent = stage.handle.callbacks_sent();
    assert_eq!(sent[0].delivery, Delivery::Answered(200));
    let merchant =
        stage.heard(CallbackKind::Stk)[0]["Body"]["stkCallback"]["MerchantRequestID"].clone();
    let expected = format!(
        r#"{{"Body":{{"stkCallback":{{"MerchantRequestID":{merchant},"CheckoutRequestID":"{push}","ResultCode":0,"ResultDesc":"The service request is processed successfully.","CallbackMetadata":{{"Item":[{{"Name":"Amount","Value":250.00}},{{"Name":"MpesaReceiptNumber","Value":"{receipt}"}},{{"Name":"TransactionDate","Value":20261207091020}},{{"Name":"PhoneNumber","Value":254712345678}}]}}}}}}}}"#
    );
    assert_eq!(sent[0].body, expected);
    let done = "The service request is processed successfully.".to_owned();
    assert_eq!(stage.query(&push).await, (200, json!("0"), done));
    assert_eq!(stage.handle.balance(SHORT_CODE), Some(1250));
    let truth = stage.handle.truth();
    assert_eq!(
        truth.pushes[0].outcome,
        Outcome::Paid {
            receipt: receipt.clone()
        }
    );
    assert_eq!(truth.receipts[0].receipt, receipt);
    assert_eq!(truth.receipts[0].checkout_request, Some(push.clone()));
    let again = stage.handle.enter_pin(&push, "1234").await;
    assert_eq!(again, Err(PromptError::NoSuchPrompt));
    stage.pass(3600).await;
    assert_eq!(stage.results(), [0]);
}

#[tokio::test]
async fn whatever_else_a_phone_does_moves_no_money() {
    let stage = MpesaStage::set().await;
    let codes = [
        "2001",
        "2001",
        "1032",
        "1037",
        "1",
        "1037",
        "9999",
        "SFC_IC0003",
    ];
    for (index, code) in codes.into_iter().enumerate() {
        let phone = format!("25471000000{index}");
        let push = stage.push(&phone, 5).await;
        match index {
            0 => {
                let answer = stage.handle.enter_pin(&push, "0000").await;
                assert_eq!(answer, Ok(PinAnswer::WrongPin));
            }
            1 => stage.handle.wrong_pin(&push).await.unwrap(),
            2 => stage.handle.cancel(&push).await.unwrap(),
            3 => stage.handle.ignore(&push).await.unwrap(),
            4 => stage.handle.no_money(&push).await.unwrap(),
            5 => {
                stage.pass(59).await;
                assert_eq!(stage.handle.phone(&phone).len(), 1);
                stage.pass(1).await;
            }
            _ => stage.handle.fail(&push, code).await.unwrap(),
        }
        assert_eq!(stage.handle.phone(&phone), [], "{code}");
        assert_eq!(stage.query(&push).await.1, code);
        assert_eq!(stage.outcomes().last(), Some(&not_paid(code)));
    }
    let results = json!([2001, 2001, 1032, 1037, 1, 1037, 9999, "SFC_IC0003"]);
    assert_eq!(json!(stage.results()), results);
    let callback = &stage.heard(CallbackKind::Stk)[0]["Body"]["stkCallback"];
    assert!(callback.get("CallbackMetadata").is_none());
    assert_eq!(stage.handle.truth().receipts, []);
    assert_eq!(stage.handle.balance(SHORT_CODE), Some(1000));
}

#[tokio::test]
async fn a_prompt_that_timed_out_unseen_cannot_be_paid() {
    let stage = MpesaStage::set().await;
    let push = stage.push(FIRST, 5).await;
    for no_pin in ["", "123", "12345", "12a4"] {
        let answer = stage.handle.enter_pin(&push, no_pin).await;
        assert_eq!(answer, Err(PromptError::NotAPin));
    }
    stage.pass_unseen(60);
    let late = stage.handle.enter_pin(&push, "1234").await;
    assert_eq!(late, Err(PromptError::NoSuchPrompt));
    let unknown = stage.handle.cancel("ws_CO_1").await;
    assert_eq!(unknown, Err(PromptError::NoSuchPrompt));
    assert_eq!(stage.outcomes(), [not_paid("1037")]);
}

#[tokio::test]
async fn phones_can_answer_by_themselves() {
    let stage = MpesaStage::set().await;
    let nobody = AutoAnswer {
        pay: 0,
        ..AutoAnswer::always_pay()
    };
    let cases = [
        (AutoAnswer::always_pay(), None),
        (
            AutoAnswer {
                wrong_pin: 1,
                ..nobody.clone()
            },
            Some("2001"),
        ),
        (
            AutoAnswer {
                cancel: 1,
                ..nobody.clone()
            },
            Some("1032"),
        ),
        (
            AutoAnswer {
                no_money: 1,
                ..nobody.clone()
            },
            Some("1"),
        ),
        (
            AutoAnswer {
                ignore: 1,
                ..nobody.clone()
            },
            Some("1037"),
        ),
        (nobody, Some("1037")),
    ];
    for (index, (policy, code)) in cases.into_iter().enumerate() {
        stage.handle.auto_answer(Some(policy));
        let phone = format!("25471000000{index}");
        stage.push(&phone, 5).await;
        stage.pass(2).await;
        assert_eq!(stage.outcomes().last(), Some(&Outcome::Open));
        stage.pass(60).await;
        match (stage.outcomes().last().unwrap(), code) {
            (Outcome::Paid { .. }, None) => {}
            (outcome, Some(code)) => assert_eq!(outcome, &not_paid(code)),
            (outcome, None) => panic!("{outcome:?}"),
        }
    }
}

#[tokio::test]
async fn callbacks_go_to_this_machine_only_once_and_whether_it_listens_or_not() {
    let stage = MpesaStage::set().await;
    let mut order = stage.order(FIRST, 5);
    order["CallBackURL"] = json!("https://pay.example.co.ke/stk");
    stage.post(crate::mpesa_stage::PUSH, &order).await;
    stage.answer("/stk", 503, "");
    stage.push("254700000001", 5).await;
    stage.pass(60).await;
    stage.never_answer("/stk");
    stage.push("254700000003", 5).await;
    stage.pass(60).await;
    stage.stop_listening().await;
    stage.push("254700000002", 5).await;
    stage.pass(60).await;
    stage.pass(3600).await;
    let sent = stage.handle.callbacks_sent().into_iter();
    let deliveries: Vec<Delivery> = sent.map(|it| it.delivery).collect();
    let expected = [
        Delivery::NotHere,
        Delivery::Answered(503),
        Delivery::Failed,
        Delivery::Failed,
    ];
    assert_eq!(deliveries, expected);
}
