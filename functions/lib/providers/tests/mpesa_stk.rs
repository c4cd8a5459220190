//! M-PESA's results of STK pushes, from the bytes of the samples to what is taken from them.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use chrono::{DateTime, Utc};
use providers::mpesa::stk::{StkResult, result};

fn received_at() -> DateTime<Utc> {
    "2026-12-07T06:00:01Z".parse().unwrap()
}

fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/mpesa/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

/// A result whose `stkCallback` is the JSON `value`.
fn of(value: &str) -> Vec<u8> {
    format!("{{\"Body\":{{\"stkCallback\":{value}}}}}").into_bytes()
}

/// A result of code 0 whose `CallbackMetadata` is the JSON `metadata`.
fn success(metadata: &str) -> Vec<u8> {
    of(&format!(
        r#"{{"CheckoutRequestID":"ws_1","ResultCode":0,"CallbackMetadata":{metadata}}}"#
    ))
}

/// What a result says, in one line.
fn read(raw: &[u8]) -> String {
    match result(raw, "600966", received_at()) {
        Ok(StkResult::Paid(paid)) => format!(
            "paid {} {} {} at {} by {:?} on {:?} {:?}",
            paid.report.receipt,
            paid.report.amount.amount_text(),
            paid.report.holder,
            paid.report.paid_at.to_rfc3339(),
            paid.report.payer.phone_text.unwrap_or_default(),
            paid.report.checkout_request.unwrap_or_default(),
            paid.notes,
        ),
        Ok(StkResult::NotPaid(not)) => {
            format!(
                "not paid {}: {} ({})",
                not.checkout_request, not.code, not.description
            )
        }
        Err(unreadable) => format!("unreadable: {unreadable}"),
    }
}

#[test]
fn every_sample_is_read_for_what_it_says() {
    const PUSH: &str = "ws_CO_21072024125243250722943992";
    let not_paid =
        |code: &str, description: &str| format!("not paid {PUSH}: {code} ({description})");
    let cases = [
        ("stk_result_success", "paid NLJ7RT61SV 1.00 600966 at 2019-12-19T07:21:15+00:00 by \"254708374149\" on \"ws_CO_191220191020363925\" []".to_owned()),
        ("stk_result_success_strings", "paid SGR0N5T5Q7 1250.00 600966 at 2026-12-07T06:00:00+00:00 by \"254708374149\" on \"ws_CO_071220260900001234\" []".to_owned()),
        ("stk_result_1", not_paid("1", "The balance is insufficient for the transaction.")),
        ("stk_result_17", not_paid("17", "Rule limited.")),
        ("stk_result_1025", not_paid("1025", "An error occurred while sending a push request.")),
        ("stk_result_1032", not_paid("1032", "Request cancelled by user")),
        ("stk_result_1037", not_paid("1037", "DS timeout user cannot be reached.")),
        ("stk_result_2001", not_paid("2001", "The initiator information is invalid.")),
        ("stk_result_2028", not_paid("2028", "The request is not permitted according to product assignment.")),
        ("stk_result_SFC_IC0003", not_paid("SFC_IC0003", "The operator does not exist.")),
        ("stk_result_success_without_receipt", "unreadable: MpesaReceiptNumber is missing".to_owned()),
        ("stk_result_failure_with_receipt", "unreadable: the result code says failure, but there is a receipt".to_owned()),
        ("stk_result_amount_twice", "unreadable: a field occurs twice".to_owned()),
    ];
    for (name, expected) in cases {
        assert_eq!(read(&sample(name)), expected, "{name}");
    }
}

#[test]
fn only_an_exact_zero_is_success() {
    for code in ["0.0", "\"00\"", "-0", "\"0.0\"", "1", "\"success\"", "4999"] {
        let raw = of(&format!(
            r#"{{"CheckoutRequestID":"ws_1","ResultCode":{code}}}"#
        ));
        assert!(
            read(&raw).starts_with("not paid ws_1"),
            "{code}: {}",
            read(&raw)
        );
    }
    for code in ["null", "true", "{}", "[0]", "\"\""] {
        let raw = of(&format!(
            r#"{{"CheckoutRequestID":"ws_1","ResultCode":{code}}}"#
        ));
        assert!(
            read(&raw).starts_with("unreadable: ResultCode is"),
            "{code}: {}",
            read(&raw)
        );
    }
}

#[test]
fn a_body_of_another_shape_is_unreadable_with_its_reason() {
    let deep = format!(
        "{}{}",
        "{\"Body\":".repeat(10_000),
        "1".to_owned() + &"}".repeat(10_000)
    );
    let cases: [(Vec<u8>, &str); 15] = [
        (b"{}".to_vec(), "Body is missing"),
        (br#"{"Body":null}"#.to_vec(), "Body is missing"),
        (
            br#"{"Body":[]}"#.to_vec(),
            "there is no JSON object where one should be",
        ),
        (br#"{"Body":{}}"#.to_vec(), "stkCallback is missing"),
        (
            br#"{"body":{"stkCallback":{}}}"#.to_vec(),
            "Body is missing",
        ),
        (deep.into_bytes(), "stkCallback is missing"),
        (of("{}"), "ResultCode is missing"),
        (of("7"), "there is no JSON object where one should be"),
        (of(r#"{"ResultCode":1}"#), "CheckoutRequestID is missing"),
        (
            of(r#"{"ResultCode":1,"ResultCode":0}"#),
            "a field occurs twice",
        ),
        (success("null"), "MpesaReceiptNumber is missing"),
        (success("7"), "there is no JSON object where one should be"),
        (
            success(r#"{"Item":[7]}"#),
            "there is no JSON object where one should be",
        ),
        (
            success(r#"{"Item":[{"Name":"MpesaReceiptNumber","Value":"SGR0N5T5Q1"}]}"#),
            "Amount is missing",
        ),
        (
            success(
                r#"{"Item":[{"Name":"MpesaReceiptNumber","Value":"SGR0N5T5Q1"},{"Name":"Amount","Value":1e3}]}"#,
            ),
            "Amount is not written as digits with at most two decimals",
        ),
    ];
    for (raw, reason) in cases {
        let shown = String::from_utf8_lossy(&raw[..raw.len().min(90)]).into_owned();
        assert_eq!(read(&raw), format!("unreadable: {reason}"), "{shown}");
    }
}

#[test]
fn a_payment_does_not_need_to_name_its_push_or_its_phone() {
    let raw = of(
        r#"{"ResultCode":0,"CallbackMetadata":{"Item":[{"Name":"MpesaReceiptNumber","Value":"SGR0N5T5Q1"},{"Name":"Amount","Value":1}]}}"#,
    );
    assert_eq!(
        read(&raw),
        "paid SGR0N5T5Q1 1.00 600966 at 2026-12-07T06:00:01+00:00 by \"\" on \"\" [TimeUnreadable]"
    );
}
