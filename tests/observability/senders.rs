//! What is posted to the callback addresses, and what else reaches the queues: right, wrong, broken and forged.

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use store::customers::Customer;

use crate::bench::{TOKEN, nothing};
use crate::secrets::{ACHIENG, AMINA, EMAIL_OF_ACHIENG, MARK, MASKS, NUMBERS, PAYER, WRONG_TOKEN};
use crate::stage::Stage;

/// A confirmation with somebody's name and number in it.
fn confirmation(receipt: &str, msisdn: &str, reference: &str) -> Value {
    json!({
        "TransactionType": "Pay Bill", "TransID": receipt, "TransTime": "20261207085959",
        "TransAmount": "500.00", "BusinessShortCode": "600966", "BillRefNumber": reference,
        "InvoiceNumber": MARK, "OrgAccountBalance": "", "ThirdPartyTransID": "",
        "MSISDN": msisdn, "FirstName": PAYER, "MiddleName": AMINA, "LastName": ACHIENG,
    })
}

/// The result of a push, paid.
fn stk_result(receipt: &str, number: &str) -> String {
    format!(
        r#"{{"Body":{{"stkCallback":{{"MerchantRequestID":"{MARK}","CheckoutRequestID":"ws_CO_{receipt}",
        "ResultCode":0,"ResultDesc":"done for {PAYER}","CallbackMetadata":{{"Item":[
        {{"Name":"Amount","Value":500.00}},{{"Name":"MpesaReceiptNumber","Value":"{receipt}"}},
        {{"Name":"TransactionDate","Value":20261207085959}},{{"Name":"PhoneNumber","Value":254{number}}}]}}}}}}}}"#
    )
}

/// Bodies to each address, as they would come in a bad week.
fn bodies(account: &str, number: usize) -> Vec<(&'static str, String)> {
    let receipt = |letter: char| format!("RKL51ZD{number:02}{letter}");
    let plain = format!("254{}", NUMBERS[0]);
    let digest = billing::phone::Msisdn::parse(&plain).unwrap().sha256();
    let with = |field: &str, value: Value| {
        let mut body = confirmation(&receipt('X'), &plain, account);
        body[field] = value;
        body.to_string()
    };
    let typed = format!("0{} {ACHIENG}", NUMBERS[1]);
    vec![
        (
            "c2b/confirmation",
            confirmation(&receipt('A'), &plain, account).to_string(),
        ),
        (
            "c2b/confirmation",
            confirmation(&receipt('A'), &plain, account).to_string(),
        ),
        (
            "c2b/confirmation",
            confirmation(&receipt('B'), digest.as_str(), "").to_string(),
        ),
        (
            "c2b/confirmation",
            confirmation(&receipt('C'), MASKS[0], "").to_string(),
        ),
        (
            "c2b/confirmation",
            confirmation(&receipt('D'), MASKS[1], &typed).to_string(),
        ),
        (
            "c2b/confirmation",
            confirmation(&receipt('E'), NUMBERS[2], AMINA).to_string(),
        ),
        // The same receipt with another amount, and fields of the wrong kind.
        (
            "c2b/confirmation",
            with("TransID", json!(receipt('A'))).replace("500.00", "900.00"),
        ),
        ("c2b/confirmation", with("TransAmount", json!(ACHIENG))),
        (
            "c2b/confirmation",
            with("TransTime", json!(format!("{plain} {PAYER}"))),
        ),
        ("c2b/confirmation", with("TransID", json!({ PAYER: plain }))),
        ("c2b/confirmation", with("BusinessShortCode", json!(plain))),
        ("c2b/confirmation", with("MSISDN", json!([AMINA, plain]))),
        (
            "c2b/validation",
            confirmation(&receipt('V'), &plain, &typed).to_string(),
        ),
        ("c2b/validation", with("TransAmount", json!(AMINA))),
        ("stk", stk_result(&receipt('S'), NUMBERS[1])),
        (
            "stk",
            stk_result(&receipt('S'), "7").replace("500.00", &format!("\"{PAYER}\"")),
        ),
        (
            "results",
            format!(
                r#"{{"Result":{{"ResultDesc":"{ACHIENG} 0{}","{MARK}":1}}}}"#,
                NUMBERS[0]
            ),
        ),
        ("timeouts", format!("{MARK} {ACHIENG} +254 {}", NUMBERS[3])),
        (
            "c2b/confirmation",
            format!("{MARK} {ACHIENG} +254 708 374 149 {EMAIL_OF_ACHIENG}"),
        ),
        ("c2b/confirmation", format!("{{\"{MARK}\":\"{AMINA}")),
        ("stk", format!("<xml>{MARK} {PAYER}</xml>")),
    ]
}

pub async fn post_everything(stage: &Stage, achieng: &Customer) {
    let broken = [stage.bench.without_store(), nothing()].map(|mut context| {
        context.metrics = stage.context.metrics.clone();
        context
    });
    let unqueued = runtime::context::Context {
        queues: stage.bench.without_queues().queues,
        ..stage.context.clone()
    };
    let contexts = [&stage.context, &broken[0], &unqueued, &broken[1]];
    for (number, context) in contexts.into_iter().enumerate() {
        let router = callbacks::router(context.clone());
        for (hook, body) in bodies(&achieng.account_number, number) {
            let address = format!("/hooks/{TOKEN}/{hook}?from={}", NUMBERS[3]);
            let request = Request::post(address).header("x-request-id", ACHIENG.replace(' ', "-"));
            Stage::answer(router.clone(), request.body(Body::from(body)).unwrap()).await;
        }
    }
    let router = callbacks::router(stage.context.clone());
    let guesses = [
        format!("/hooks/{WRONG_TOKEN}/c2b/confirmation?phone={}", NUMBERS[0]),
        format!("/hooks/254{}/stk", NUMBERS[0]),
        format!("/hooks/{TOKEN}/bank/{PAYER}"),
        format!("/hooks/{TOKEN}"),
    ];
    for address in guesses {
        let request = Request::post(address).body(Body::from(MARK)).unwrap();
        assert_eq!(Stage::answer(router.clone(), request).await.0, 404);
    }
}

/// Messages that are none of ours, and what SES says of letters.
pub async fn put_everything(stage: &Stage) {
    let queues = &stage.context.config.queues;
    let bounce = json!({
        "eventType": "Bounce",
        "mail": {"destination": [EMAIL_OF_ACHIENG], "tags": {"notification": [format!("{PAYER}")]}},
        "bounce": {"bounceType": "Permanent", "bouncedRecipients": [
            {"emailAddress": EMAIL_OF_ACHIENG, "diagnosticCode": format!("550 {EMAIL_OF_ACHIENG} unknown")}]},
    });
    let bodies = [
        format!("{MARK} {ACHIENG}"),
        format!(r#"{{"kind":"{AMINA}","payment":"254{}"}}"#, NUMBERS[0]),
        format!(r#"{{"kind":"recorded","payment":"{ACHIENG}"}}"#),
        format!(r#"{{"payment":"{EMAIL_OF_ACHIENG}"}}"#),
        format!(r#"{{"notification":"{PAYER} 0{}"}}"#, NUMBERS[0]),
        bounce.to_string(),
        json!({"Message": bounce.to_string()}).to_string(),
    ];
    for url in [&queues.payments, &queues.allocations, &queues.notifications] {
        for body in &bodies {
            stage.put(url, body).await;
        }
    }
}

/// Makes records unreadable so that what is wrong with them is somebody's name, and their key is somebody's number.
pub async fn break_records(stage: &Stage, customer: &Customer) {
    let account = customer.id.account().as_str().to_owned();
    let phone = customer.phones[0].as_str();
    let ending = &phone[phone.len() - 3..];
    let items = [
        (format!("CUS#{account}"), "A".to_owned(), "status", ACHIENG),
        (format!("CUS#{account}"), "A".to_owned(), "phones", AMINA),
        (
            format!("PHE#{ending}"),
            format!("{phone}#{account}"),
            "customer",
            PAYER,
        ),
        (
            "NAM#ACH".to_owned(),
            format!("ACHIENG#{account}"),
            "customer",
            PAYER,
        ),
    ];
    for (pk, sk, name, value) in items {
        let request = stage.dynamodb.client.update_item();
        let request = request
            .table_name(&stage.dynamodb.table)
            .key("pk", AttributeValue::S(pk))
            .key("sk", AttributeValue::S(sk))
            .condition_expression("attribute_exists(pk)")
            .update_expression("SET #name = :value")
            .expression_attribute_names("#name", name)
            .expression_attribute_values(":value", AttributeValue::S(value.to_owned()));
        request.send().await.unwrap();
    }
}
