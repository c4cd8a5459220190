//! The payments of the last two days.

use local_providers::sms::oddities::Odds;
use serde_json::{Value, json};

use crate::mpesa_stage::{FIRST, MpesaStage, SHORT_CODE, TILL, read};

const REGISTER: &str = "/pulltransactions/v1/register";
const PULL: &str = "/pulltransactions/v1/query";

#[tokio::test]
async fn nothing_is_pulled_before_a_number_is_registered() {
    let stage = MpesaStage::set().await;
    let (status, answer) = stage.post(PULL, &window("2026-12-07 09:00:00", 0)).await;
    assert_eq!((status, &answer["errorCode"]), (400, &json!("400.002.02")));
    for code in ["1000", "1001"] {
        let (status, answer) = stage.post(REGISTER, &registration(&stage)).await;
        assert_eq!((status, &answer["ResponseStatus"]), (200, &json!(code)));
        assert_eq!(answer["ShortCode"], SHORT_CODE);
    }
    for (field, value) in [
        ("RequestType", "Push"),
        ("NominatedNumber", "12"),
        ("ShortCode", "1"),
    ] {
        let mut wrong = registration(&stage);
        wrong[field] = json!(value);
        assert_eq!(stage.post(REGISTER, &wrong).await.0, 400, "{field}");
    }
    for (field, value) in [
        ("StartDate", "20261207091000"),
        ("EndDate", ""),
        ("OffSetValue", "x"),
    ] {
        let mut wrong = window("2026-12-07 09:00:00", 0);
        wrong[field] = json!(value);
        assert_eq!(stage.post(PULL, &wrong).await.0, 400, "{field}");
    }
}

#[tokio::test]
async fn payments_of_every_kind_are_pulled_by_either_verb() {
    let stage = registered(100).await;
    let bill = stage
        .handle
        .pay_bill(SHORT_CODE, FIRST, "JOHN", 168, "37207636392")
        .await
        .unwrap();
    let push = stage.push(FIRST, 5).await;
    stage.handle.enter_pin(&push, "1234").await.unwrap();
    stage.handle.pay_till(TILL, FIRST, "JOHN", 7).await.unwrap();
    let question = window("2026-12-07 09:00:00", 0);
    let (status, answer) = stage.post(PULL, &question).await;
    assert_eq!((status, &answer["ResponseCode"]), (200, &json!("1000")));
    let expected = json!({
        "transactionId": bill, "trxDate": "2026-12-07T09:10:00Z", "msisdn": 712_345_678,
        "sender": "JOHN", "transactiontype": "c2b-pay-bill-debit", "billreference": "37207636392",
        "amount": "168.00", "organizationname": "Net Co",
    });
    let rows = answer["Response"][0].as_array().unwrap();
    assert_eq!((&rows[0], rows.len()), (&expected, 3));
    assert_eq!(
        (&rows[1]["billreference"], &rows[2]["billreference"]),
        (&json!("10000012"), &json!(""))
    );
    let url = format!("{}{PULL}", stage.mpesa.url());
    let by_get = stage
        .http
        .get(url)
        .bearer_auth(&stage.token)
        .json(&question);
    let (status, by_get) = read(by_get.send().await.unwrap()).await;
    assert_eq!((status, &by_get["Response"]), (200, &answer["Response"]));
}

#[tokio::test]
async fn rows_are_skipped_one_by_one_up_to_an_empty_answer() {
    let stage = registered(2).await;
    for shillings in [1, 2, 3] {
        stage
            .handle
            .pay_bill(SHORT_CODE, FIRST, "JOHN", shillings, "x")
            .await
            .unwrap();
    }
    let from = "2026-12-07 09:10:00";
    for (offset, amounts) in [
        (0, vec!["1.00", "2.00"]),
        (1, vec!["2.00", "3.00"]),
        (2, vec!["3.00"]),
    ] {
        assert_eq!(pulled(&stage, from, offset).await, amounts);
    }
    let (status, answer) = stage.post(PULL, &window(from, 3)).await;
    assert_eq!((status, &answer["ResponseCode"]), (200, &json!("1001")));
    assert_eq!(answer["Response"], "[[]]");
    let none: Vec<String> = Vec::new();
    assert_eq!(pulled(&stage, "2026-12-07 09:10:01", 0).await, none);
}

#[tokio::test]
async fn what_is_older_than_two_days_is_gone() {
    let mut stage = registered(100).await;
    for shillings in [1, 2] {
        stage
            .handle
            .pay_bill(SHORT_CODE, FIRST, "JOHN", shillings, "x")
            .await
            .unwrap();
        stage.pass(3600).await;
    }
    stage.pass(46 * 3600).await;
    stage.token = stage.new_token().await;
    assert_eq!(
        pulled(&stage, "2026-12-01 00:00:00", 0).await,
        ["1.00", "2.00"]
    );
    stage.pass(1).await;
    assert_eq!(pulled(&stage, "2026-12-01 00:00:00", 0).await, ["2.00"]);
}

#[tokio::test]
async fn a_pull_can_fail_and_can_call_nothing_an_error() {
    let stage = registered(100).await;
    stage.handle.change(|it| {
        it.pull_failing = Odds::Next(1);
        it.pull_empty_as_error = Odds::Next(1);
    });
    for message in ["Internal Server Error", "No transactions found"] {
        let (status, answer) = stage.post(PULL, &window("2026-12-07 09:00:00", 0)).await;
        assert_eq!((status, &answer["errorMessage"]), (500, &json!(message)));
    }
    assert_eq!(
        stage.post(PULL, &window("2026-12-07 09:00:00", 0)).await.0,
        200
    );
}

async fn registered(page_rows: usize) -> MpesaStage {
    let stage = MpesaStage::with(|it| it.pull_page_rows = page_rows).await;
    assert_eq!(stage.post(REGISTER, &registration(&stage)).await.0, 200);
    stage
}

/// The amounts in an answer.
async fn pulled(stage: &MpesaStage, from: &str, offset: u32) -> Vec<String> {
    let (_, answer) = stage.post(PULL, &window(from, offset)).await;
    let rows = answer["Response"][0]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let amounts = rows
        .iter()
        .map(|it| it["amount"].as_str().unwrap().to_owned());
    amounts.collect()
}

fn registration(stage: &MpesaStage) -> Value {
    json!({
        "ShortCode": SHORT_CODE, "RequestType": "Pull", "NominatedNumber": "0722000000",
        "CallBackURL": stage.address("/pull"),
    })
}

fn window(from: &str, offset: u32) -> Value {
    json!({
        "ShortCode": SHORT_CODE, "StartDate": from, "EndDate": "2026-12-31 00:00:00",
        "OffSetValue": offset.to_string(),
    })
}
