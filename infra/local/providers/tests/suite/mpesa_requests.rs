//! Transaction status, reversal and balance: accepted now, answered later.

use local_providers::mpesa::callback::CallbackKind;
use local_providers::sms::oddities::Odds;
use serde_json::{Value, json};

use crate::mpesa_stage::{FIRST, MpesaStage, SHORT_CODE};

const STATUS: &str = "/mpesa/transactionstatus/v1/query";
const REVERSAL: &str = "/mpesa/reversal/v1/request";
const BALANCE: &str = "/mpesa/accountbalance/v1/query";

#[tokio::test]
async fn the_status_of_a_receipt_comes_in_the_documented_shape() {
    let stage = MpesaStage::set().await;
    let receipt = stage
        .handle
        .pay_bill(SHORT_CODE, FIRST, "JOHN", 300, "x")
        .await
        .unwrap();
    let (_, acked) = stage.post(STATUS, &status_of(&stage, &receipt)).await;
    assert_eq!(acked["ResponseCode"], "0");
    let results = || stage.heard(CallbackKind::Result);
    assert_eq!(results(), [] as [Value; 0], "not before the answer");
    stage.pass(0).await;
    let result = &results()[0]["Result"];
    for id in ["OriginatorConversationID", "ConversationID"] {
        assert_eq!(result[id], acked[id]);
    }
    assert_eq!(
        (&result["ResultCode"], &result["TransactionID"]),
        (&json!(0), &json!("MBN0000000"))
    );
    let parameters = result["ResultParameters"]["ResultParameter"]
        .as_array()
        .unwrap();
    let values = |key: &str| -> Vec<Value> {
        let found = parameters.iter().filter(|it| it["Key"] == key);
        found.map(|it| it["Value"].clone()).collect()
    };
    assert_eq!(values("ReceiptNo"), [json!(receipt)]);
    assert_eq!(values("TransactionStatus"), ["Completed"]);
    assert_eq!(values("Amount"), [300]);
    assert_eq!(values("FinalisedTime"), [20_261_207_091_000_u64]);
    let parties = values("DebitPartyName");
    assert_eq!(parties, ["254712345678 - JOHN", "600123 - Net Co"]);
    let valueless = parameters
        .iter()
        .find(|it| it["Key"] == "TransactionReason");
    assert_eq!(valueless, Some(&json!({ "Key": "TransactionReason" })));
}

#[tokio::test]
async fn an_unknown_receipt_has_a_failing_result() {
    let stage = MpesaStage::set().await;
    stage.post(STATUS, &status_of(&stage, "RKL51ZDR4F")).await;
    stage.pass(0).await;
    let result = &stage.heard(CallbackKind::Result)[0]["Result"];
    assert_eq!(result["ResultCode"], 2032);
    assert!(result.get("ResultParameters").is_none());
}

#[tokio::test]
async fn a_reversal_has_a_receipt_of_its_own_and_happens_once() {
    let stage = MpesaStage::set().await;
    let receipt = stage
        .handle
        .pay_bill(SHORT_CODE, FIRST, "JOHN", 300, "x")
        .await
        .unwrap();
    let other = stage
        .handle
        .pay_bill(SHORT_CODE, FIRST, "JOHN", 100, "x")
        .await
        .unwrap();
    let cases = [
        (receipt.as_str(), 299, json!(2006), 1400),
        (receipt.as_str(), 300, json!(0), 1100),
        (receipt.as_str(), 300, json!("R000001"), 1100),
        ("RKL51ZDR4F", 300, json!("R000002"), 1100),
    ];
    for (receipt, shillings, code, balance) in cases {
        stage
            .post(REVERSAL, &reversal_of(&stage, receipt, shillings))
            .await;
        stage.pass(0).await;
        let result = stage.heard(CallbackKind::Result).pop().unwrap();
        assert_eq!(result["Result"]["ResultCode"], code);
        assert_eq!(stage.handle.balance(SHORT_CODE), Some(balance), "{code}");
    }
    let truth = stage.handle.truth();
    let own = truth.receipts[0].reversed_by.clone().unwrap();
    assert_eq!(truth.receipts[1].reversed_by, None);
    let result = &stage.heard(CallbackKind::Result)[1]["Result"];
    assert_eq!(result["TransactionID"], own);
    let parameters = result["ResultParameters"]["ResultParameter"].to_string();
    for part in [
        receipt.as_str(),
        "1100.00",
        "300.0",
        "254712345678 - JOHN",
        "600123 - Net Co",
    ] {
        assert!(parameters.contains(part), "{part}");
    }
    assert_eq!(stage.handle.withdraw(SHORT_CODE, 1050), Ok(50));
    stage
        .post(REVERSAL, &reversal_of(&stage, &other, 100))
        .await;
    stage.pass(0).await;
    let poor = stage.heard(CallbackKind::Result).pop().unwrap();
    assert_eq!(poor["Result"]["ResultCode"], 1);
}

#[tokio::test]
async fn the_balance_is_a_list_in_one_text() {
    let stage = MpesaStage::set().await;
    stage.post(BALANCE, &balance_of(&stage)).await;
    stage.pass(0).await;
    let result = &stage.heard(CallbackKind::Result)[0]["Result"];
    assert_eq!(
        (&result["ResultCode"], &result["ResultType"]),
        (&json!("0"), &json!("0"))
    );
    let parameters = &result["ResultParameters"]["ResultParameter"];
    let accounts = "Working Account|KES|0.00|0.00|0.00|0.00&Float Account|KES|0.00|0.00|0.00|0.00&Utility Account|KES|1000.00|1000.00|0.00|0.00&Charges Paid Account|KES|0.00|0.00|0.00|0.00&Organization Settlement Account|KES|0.00|0.00|0.00|0.00";
    assert_eq!(
        parameters[0],
        json!({ "Key": "AccountBalance", "Value": accounts })
    );
    assert_eq!(parameters[1]["Value"], "20261207091000");
}

#[tokio::test]
async fn a_request_with_something_wrong_is_refused() {
    let stage = MpesaStage::set().await;
    let status = status_of(&stage, "RKL51ZDR4F");
    let reversal = reversal_of(&stage, "RKL51ZDR4F", 5);
    let balance = balance_of(&stage);
    let cases = [
        (STATUS, &status, "CommandID", "400.002.02"),
        (STATUS, &status, "TransactionID", "400.002.02"),
        (STATUS, &status, "ResultURL", "400.002.02"),
        (STATUS, &status, "QueueTimeOutURL", "400.002.02"),
        (STATUS, &status, "IdentifierType", "400.002.02"),
        (REVERSAL, &reversal, "RecieverIdentifierType", "400.002.02"),
        (REVERSAL, &reversal, "ReceiverParty", "400.002.02"),
        (REVERSAL, &reversal, "Amount", "400.002.02"),
        (BALANCE, &balance, "Initiator", "400.002.02"),
        (BALANCE, &balance, "SecurityCredential", "400.002.02"),
    ];
    for (path, request, field, code) in cases {
        let mut request = request.clone();
        request[field] = json!("");
        let (_, answer) = stage.post(path, &request).await;
        assert_eq!(answer["errorCode"], code, "{path} {field}");
        assert_eq!(
            answer["errorMessage"],
            format!("Bad Request - Invalid {field}")
        );
    }
    let mut unknown = balance;
    unknown["PartyA"] = json!("999999");
    let (_, answer) = stage.post(BALANCE, &unknown).await;
    assert_eq!(answer["errorMessage"], "Merchant does not exist");
}

#[tokio::test]
async fn a_request_can_fail_and_its_result_can_be_lost_late_or_twice() {
    let stage = MpesaStage::set().await;
    stage.handle.change(|it| {
        it.requests_failing = Odds::Next(1);
        it.results_lost = Odds::Next(1);
        it.results_twice = Odds::Next(1);
        it.results_late = Odds::Next(1);
    });
    let balance = balance_of(&stage);
    let (status, answer) = stage.post(BALANCE, &balance).await;
    assert_eq!(
        (status, &answer["errorCode"]),
        (500, &json!("500.003.1001"))
    );
    // Lost; the other two switches are drawn with it and run down.
    stage.post(BALANCE, &balance).await;
    stage.pass(180).await;
    assert_eq!(stage.heard(CallbackKind::Result).len(), 1);
    stage.handle.change(|it| {
        it.results_twice = Odds::Next(1);
        it.results_late = Odds::Next(1);
    });
    stage.post(BALANCE, &balance).await;
    stage.pass(179).await;
    assert_eq!(stage.heard(CallbackKind::Result).len(), 1);
    stage.pass(1).await;
    assert_eq!(stage.heard(CallbackKind::Result).len(), 3);
}

fn status_of(stage: &MpesaStage, receipt: &str) -> Value {
    json!({
        "Initiator": "api", "SecurityCredential": "Y3JlZGVudGlhbA==",
        "CommandID": "TransactionStatusQuery", "TransactionID": receipt, "PartyA": SHORT_CODE,
        "IdentifierType": "4", "ResultURL": stage.address("/results"),
        "QueueTimeOutURL": stage.address("/timeouts"), "Remarks": "ok",
    })
}

fn reversal_of(stage: &MpesaStage, receipt: &str, shillings: u32) -> Value {
    json!({
        "Initiator": "api", "SecurityCredential": "Y3JlZGVudGlhbA==",
        "CommandID": "TransactionReversal", "TransactionID": receipt, "Amount": shillings.to_string(),
        "ReceiverParty": SHORT_CODE, "RecieverIdentifierType": "11",
        "ResultURL": stage.address("/results"), "QueueTimeOutURL": stage.address("/timeouts"),
        "Remarks": "ok",
    })
}

fn balance_of(stage: &MpesaStage) -> Value {
    json!({
        "Initiator": "api", "SecurityCredential": "Y3JlZGVudGlhbA==",
        "CommandID": "AccountBalance", "PartyA": SHORT_CODE, "IdentifierType": "4",
        "ResultURL": stage.address("/results"), "QueueTimeOutURL": stage.address("/timeouts"),
        "Remarks": "ok",
    })
}
