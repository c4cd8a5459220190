//! Payments that the short code is asked about before they are made.

use local_providers::mpesa::callback::CallbackKind;
use local_providers::mpesa::handle::payments::PaymentRefused;

use crate::mpesa_stage::{FIRST, MpesaStage, SHORT_CODE};

#[tokio::test]
async fn the_answer_decides_and_without_one_the_response_type_does() {
    type Paid = Result<(), PaymentRefused>;
    let rejected = |code: &str| {
        Err(PaymentRefused::Rejected {
            code: code.to_owned(),
        })
    };
    let cancelled: Paid = Err(PaymentRefused::Cancelled);
    let accepts = r#"{"ResultCode":"0","ResultDesc":"Accepted"}"#;
    let accepts_by_number = r#"{"ResultCode":0,"ResultDesc":"Accepted"}"#;
    let rejects = r#"{"ResultCode":"C2B00012","ResultDesc":"Rejected"}"#;
    let cases = [
        (200, accepts, "Completed", Ok(())),
        (200, accepts_by_number, "Cancelled", Ok(())),
        (200, rejects, "Completed", rejected("C2B00012")),
        (200, r#"{"ResultCode":1}"#, "Completed", rejected("1")),
        (200, "", "Completed", Ok(())),
        (200, "", "Cancelled", cancelled.clone()),
        (500, accepts, "Cancelled", cancelled),
        (500, rejects, "Completed", Ok(())),
    ];
    for (status, body, response_type, expected) in cases {
        let stage = MpesaStage::set().await;
        stage.register("v2", response_type).await;
        stage.handle.validate_payments(SHORT_CODE, true).unwrap();
        stage.answer("/validation", status, body);
        let paid = stage
            .handle
            .pay_bill(SHORT_CODE, FIRST, "JOHN", 5, "acc")
            .await;
        let confirmed = stage.heard(CallbackKind::Confirmation).len();
        let moved = stage.handle.truth().receipts.len();
        let made = usize::from(expected.is_ok());
        assert_eq!(paid.map(|_| ()), expected, "{status} {body}");
        assert_eq!((confirmed, moved), (made, made), "{status} {body}");
    }
}

#[tokio::test]
async fn what_is_asked_is_what_is_confirmed_but_for_the_balance() {
    let stage = MpesaStage::set().await;
    stage.register("v1", "Completed").await;
    let pay = || stage.handle.pay_bill(SHORT_CODE, FIRST, "JOHN", 5, "acc");
    pay().await.unwrap();
    assert_eq!(
        stage.heard(CallbackKind::Validation).len(),
        0,
        "off at first"
    );
    stage.handle.validate_payments(SHORT_CODE, true).unwrap();
    let accepts = r#"{"ResultCode":"0","ResultDesc":"Accepted","ThirdPartyTransID":"our-77"}"#;
    stage.answer("/validation", 200, accepts);
    let receipt = pay().await.unwrap();
    let mut asked = stage.heard(CallbackKind::Validation).remove(0);
    let confirmed = stage.heard(CallbackKind::Confirmation).remove(1);
    assert_eq!(asked["OrgAccountBalance"], "");
    assert_eq!(asked["TransID"], receipt);
    asked["OrgAccountBalance"] = "1010.00".into();
    asked["ThirdPartyTransID"] = "our-77".into();
    assert_eq!(asked, confirmed);
}

#[tokio::test]
async fn somebody_who_does_not_listen_or_does_not_speak_has_not_answered() {
    let cases = [
        ("Completed", true, true),
        ("Cancelled", true, false),
        ("Completed", false, true),
        ("Cancelled", false, false),
    ];
    for (response_type, listens, paid) in cases {
        let stage = MpesaStage::set().await;
        stage.register("v2", response_type).await;
        stage.handle.validate_payments(SHORT_CODE, true).unwrap();
        match listens {
            true => stage.never_answer("/validation"),
            false => stage.stop_listening().await,
        }
        let answer = stage
            .handle
            .pay_bill(SHORT_CODE, FIRST, "JOHN", 5, "acc")
            .await;
        assert_eq!(answer.is_ok(), paid, "{response_type}");
    }
}
