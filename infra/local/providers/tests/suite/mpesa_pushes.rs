//! What M-PESA checks before it prompts a phone.

use serde_json::{Value, json};

use crate::mpesa_stage::{FIRST, MpesaStage, PUSH, SECOND, SHORT_CODE, TILL, not_paid};

#[tokio::test]
async fn a_push_with_something_wrong_is_refused_and_prompts_nobody() {
    let stage = MpesaStage::set().await;
    let invalid = |field: &str| format!("400.002.02 Bad Request - Invalid {field}");
    let no_merchant = "500.001.1001 Merchant does not exist".to_owned();
    let wrong = "500.001.1001 Wrong credentials".to_owned();
    let cases = [
        ("BusinessShortCode", json!(""), invalid("BusinessShortCode")),
        (
            "BusinessShortCode",
            json!("abcdef"),
            invalid("BusinessShortCode"),
        ),
        ("BusinessShortCode", json!("999999"), no_merchant),
        ("Timestamp", json!("2026-12-07"), invalid("Timestamp")),
        ("Timestamp", json!("20261307091000"), invalid("Timestamp")),
        ("Timestamp", json!("20261207091001"), wrong.clone()),
        ("Password", json!(""), invalid("Password")),
        ("Password", json!("eA=="), wrong),
        (
            "TransactionType",
            json!("PayBill"),
            invalid("TransactionType"),
        ),
        ("Amount", json!("0"), invalid("Amount")),
        ("Amount", json!("-5"), invalid("Amount")),
        ("Amount", json!("1.00"), invalid("Amount")),
        ("Amount", json!(1.5), invalid("Amount")),
        ("Amount", json!("250001"), invalid("Amount")),
        ("PartyA", json!("0712345678"), invalid("PartyA")),
        ("PartyB", json!(""), invalid("PartyB")),
        (
            "PhoneNumber",
            json!("+254712345678"),
            invalid("PhoneNumber"),
        ),
        ("PhoneNumber", json!("254812345678"), invalid("PhoneNumber")),
        (
            "CallBackURL",
            json!("http://example.com/"),
            invalid("CallBackURL"),
        ),
        ("CallBackURL", json!("here"), invalid("CallBackURL")),
        ("AccountReference", json!(""), invalid("AccountReference")),
        (
            "AccountReference",
            json!("1234567890123"),
            invalid("AccountReference"),
        ),
        (
            "TransactionDesc",
            json!("12345678901234"),
            invalid("TransactionDesc"),
        ),
    ];
    for (field, value, expected) in cases {
        let shown = format!("{field}: {value}");
        let mut order = stage.order(FIRST, 5);
        order[field] = value;
        let (status, answer) = stage.post(PUSH, &order).await;
        assert_eq!(said(&answer), expected, "{shown}");
        assert_eq!(status.to_string(), expected[..3], "{shown}");
    }
    let no_json = stage.request(PUSH, &json!([]));
    assert_eq!(no_json.send().await.unwrap().status(), 400);
    assert_eq!(stage.handle.prompts(), []);
    assert_eq!(stage.outcomes(), []);
}

#[tokio::test]
async fn a_push_at_the_limits_is_taken_and_shown_on_the_phone() {
    let stage = MpesaStage::set().await;
    let mut order = stage.order(FIRST, 250_000);
    order["BusinessShortCode"] = json!(600_123);
    order["Amount"] = json!(250_000);
    order["AccountReference"] = json!("123456789012");
    order["TransactionDesc"] = Value::Null;
    let (status, answer) = stage.post(PUSH, &order).await;
    assert_eq!((status, &answer["ResponseCode"]), (200, &json!("0")));
    let prompts = stage.handle.phone(FIRST);
    assert_eq!(prompts.len(), 1);
    assert_eq!(
        answer["CheckoutRequestID"],
        prompts[0].checkout_request.as_str()
    );
    assert_eq!(
        (
            prompts[0].amount_shillings,
            prompts[0].business_name.as_str()
        ),
        (250_000, "Net Co")
    );
    assert_eq!(prompts[0].account_reference, "123456789012");
    assert_eq!(stage.handle.phone(SECOND), []);
    assert_eq!(stage.handle.prompts(), prompts);
    assert_eq!(stage.handle.truth().pushes[0].prompted, 1);
}

#[tokio::test]
async fn a_phone_with_a_prompt_is_locked() {
    let stage = MpesaStage::set().await;
    stage.push(FIRST, 5).await;
    let (status, answer) = stage.post(PUSH, &stage.order(FIRST, 6)).await;
    assert_eq!(status, 500);
    let locked = "500.001.1001 Unable to lock subscriber, a transaction is already in process for the current subscriber";
    assert_eq!(said(&answer), locked);
    let odds = local_providers::sms::oddities::Odds::Next(1);
    stage.handle.change(|it| it.lock_as_result = odds);
    stage.push(FIRST, 6).await;
    stage.pass(0).await;
    assert_eq!(stage.results(), [1001]);
    assert_eq!(stage.handle.phone(FIRST).len(), 1);
    let rings = stage
        .handle
        .truth()
        .pushes
        .into_iter()
        .map(|it| it.prompted);
    assert_eq!(rings.sum::<u32>(), 1);
    stage.push(SECOND, 5).await;
}

#[tokio::test]
async fn the_same_amount_within_two_minutes_is_limited_by_a_rule() {
    let stage = MpesaStage::set().await;
    let first = stage.push(FIRST, 5).await;
    stage.handle.cancel(&first).await.unwrap();
    let again = stage.push(FIRST, 5).await;
    assert_eq!(stage.query(&again).await.1, "17");
    let other = stage.push(FIRST, 6).await;
    stage.handle.cancel(&other).await.unwrap();
    stage.push(SECOND, 5).await;
    stage.pass(119).await;
    let early = stage.push(FIRST, 5).await;
    assert_eq!(stage.query(&early).await.1, "17");
    stage.pass(1).await;
    let late = stage.push(FIRST, 5).await;
    assert_eq!(stage.query(&late).await.0, 500);
    assert_eq!(stage.results(), [1032, 17, 1032, 1037, 17]);
}

#[tokio::test]
async fn a_till_is_paid_through_its_head_office_and_mismatches_fail_later() {
    let stage = MpesaStage::set().await;
    let goods = "CustomerBuyGoodsOnline";
    let bill = "CustomerPayBillOnline";
    let cases = [
        (goods, TILL, None),
        (goods, SHORT_CODE, Some("2028")),
        (goods, "5001002", Some("2028")),
        (bill, TILL, Some("2028")),
    ];
    for (index, (kind, party_b, code)) in cases.into_iter().enumerate() {
        let mut order = stage.order(&format!("25470000000{index}"), 5);
        order["TransactionType"] = json!(kind);
        order["PartyB"] = json!(party_b);
        let (status, answer) = stage.post(PUSH, &order).await;
        assert_eq!(status, 200);
        let push = answer["CheckoutRequestID"].as_str().unwrap();
        let truth = stage.handle.truth();
        let truth = truth.pushes.iter().find(|it| it.checkout_request == push);
        let truth = truth.unwrap();
        match code {
            None => assert_eq!(truth.prompted, 1),
            Some(code) => assert_eq!((&truth.outcome, truth.prompted), (&not_paid(code), 0)),
        }
    }
}

fn said(answer: &Value) -> String {
    let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    format!("{} {}", text("errorCode"), text("errorMessage"))
}
