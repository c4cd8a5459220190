//! The results that come later, from the bytes of the samples to what is taken from them.

use providers::mpesa::results::{AsyncResult, ResultKind, result};

use crate::stage::{at, sample};

fn read(raw: &str) -> Result<AsyncResult, String> {
    result(raw.as_bytes()).map_err(|unreadable| unreadable.to_string())
}

/// A success with the JSON `parameters`.
fn success(parameters: &str) -> String {
    format!(
        r#"{{"Result":{{"ResultCode":"0","OriginatorConversationID":"1-2","ConversationID":"AG_1","TransactionID":"SKE52PAWR9","ResultParameters":{{"ResultParameter":{parameters}}}}}}}"#
    )
}

/// What a result says, in one line.
fn words(raw: &str) -> String {
    let result = match read(raw) {
        Ok(result) => result,
        Err(unreadable) => return format!("unreadable: {unreadable}"),
    };
    let name = &result.originator_conversation;
    match result.kind {
        ResultKind::Status(facts) => format!(
            "{name}: {} {} {:?} from {}/{} to {}/{} at {:?}",
            facts.receipt,
            facts.status,
            facts.amount.map(|it| it.amount_text()),
            facts.debit_party.number,
            facts.debit_party.name,
            facts.credit_party.number,
            facts.credit_party.name,
            facts.finalised_at.map(|it| it.to_rfc3339()),
        ),
        ResultKind::Reversal(facts) => format!(
            "{name}: {} gives back {} {:?} to {} at {:?}",
            facts.receipt,
            facts.original,
            facts.amount.map(|it| it.amount_text()),
            facts.credit_party.name,
            facts.completed_at.map(|it| it.to_rfc3339()),
        ),
        ResultKind::Balance(accounts) => {
            let accounts = accounts.iter().map(|it| {
                let current = it.current.map(|it| it.amount_text());
                format!("{}={}", it.account, current.unwrap_or("?".to_owned()))
            });
            format!("{name}: {}", accounts.collect::<Vec<_>>().join(", "))
        }
        ResultKind::Other => format!("{name}: {} ({})", result.code, result.description),
    }
}

#[test]
fn every_sample_is_read_for_what_it_says() {
    let cases = [
        (
            "status_result",
            "3213-416199-2: MBN31H462N Completed Some(\"300.00\") from 600310/Safaricom333 to 254708374149/John Doe at Some(\"2018-02-23T02:41:12+00:00\")",
        ),
        (
            "status_result_of_a_payment",
            "3213-416199-2: SGR0N5T5Q7 Completed Some(\"1250.00\") from 254708374149/John Doe to 174379/Maji Internet at Some(\"2026-12-07T06:00:03+00:00\")",
        ),
        (
            "reversal_result",
            "dad6-4c34-8787-c8cb963a496d1268232: SKE52PAWR9 gives back SKC82PACB8 Some(\"1.00\") to JOHN DOE at Some(\"2021-11-14T10:27:11+00:00\")",
        ),
        (
            "reversal_result_failed",
            "3124-481d-b706-10bdd6fbc8e21792398: R000002 (The OriginalTransactionID is invalid.)",
        ),
        (
            "balance_result",
            "16917-22577599-3: Working Account=700000.00, Float Account=0.00, Utility Account=228037.00, Charges Paid Account=-1540.00, Organization Settlement Account=0.00",
        ),
    ];
    for (name, expected) in cases {
        assert_eq!(words(&sample(name)), expected, "{name}");
    }
}

#[test]
fn parameters_come_alone_twice_without_value_or_in_nonsense() {
    let status = |rest: &str| {
        success(&format!(
            r#"[{{"Key":"ReceiptNo","Value":"SGR0N5T5Q7"}},{{"Key":"TransactionStatus","Value":"Completed"}}{rest}]"#
        ))
    };
    let plain = "1-2: SGR0N5T5Q7 Completed None from / to / at None";
    let cases = [
        (success("null"), "1-2: 0 ()"),
        (success("[]"), "1-2: 0 ()"),
        (
            success(r#"{"Key":"AccountBalance","Value":"Utility Account|KES|1.00"}"#),
            "1-2: Utility Account=1.00",
        ),
        (
            success(
                r#"[{"Key":"AccountBalance","Value":"Utility Account|KES|much&|KES|1.00&Other|USD|5.00&Z|kes|-2"}]"#,
            ),
            "1-2: Utility Account=?, Z=-2.00",
        ),
        (
            success(r#"[{"Key":"AccountBalance","Value":"nothing"}]"#),
            "unreadable: AccountBalance is neither text nor a number",
        ),
        (
            success("7"),
            "unreadable: there is no JSON object where one should be",
        ),
        (status(""), plain),
        (
            status(r#",{"Key":"Amount"},{"Key":"X"},{"Value":1},{}"#),
            plain,
        ),
        (
            status(r#",{"Key":"ReceiptNo","Value":"SGR0N5T5Q7"}"#),
            plain,
        ),
        (
            status(r#",{"Key":"ReceiptNo","Value":"SGR0N5T5Q8"}"#),
            "unreadable: a field occurs twice",
        ),
        (
            status(r#",{"Key":"TransactionStatus","Value":"Failed"}"#),
            "unreadable: a field occurs twice",
        ),
        (
            status(r#",{"Key":"Amount","Value":"5"},{"Key":"Amount","Value":"50"}"#),
            "unreadable: a field occurs twice",
        ),
        (
            status(r#",{"Key":"Amount","Value":1e3}"#),
            "unreadable: Amount is not written as digits with at most two decimals",
        ),
        (
            status(r#",{"Key":"Amount","Value":"-5"}"#),
            "unreadable: Amount is not positive",
        ),
        (status(r#",{"Key":"FinalisedTime","Value":"soon"}"#), plain),
        (status(r#",{"Key":"FinalisedTime","Value":[]}"#), plain),
        (
            success(r#"[{"Key":"TransactionStatus","Value":"Completed"}]"#),
            "unreadable: ReceiptNo is missing",
        ),
        (
            success(r#"[{"Key":"ReceiptNo","Value":"SGR0N5T5Q7"}]"#),
            "unreadable: TransactionStatus is missing",
        ),
        (
            success(r#"[{"Key":"OriginalTransactionID","Value":"SKC82PACB8"}]"#),
            "1-2: SKE52PAWR9 gives back SKC82PACB8 None to  at None",
        ),
    ];
    for (raw, expected) in cases {
        assert_eq!(words(&raw), expected, "{raw}");
    }
}

#[test]
fn a_result_names_its_request_and_has_a_code() {
    let deep = format!(
        "{{\"Result\":{}1{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let cases = [
        ("", "unreadable: the body is empty"),
        ("<html/>", "unreadable: the body is not JSON"),
        ("{}", "unreadable: Result is missing"),
        (
            r#"{"Result":[]}"#,
            "unreadable: there is no JSON object where one should be",
        ),
        (
            &deep,
            "unreadable: there is no JSON object where one should be",
        ),
        (
            r#"{"Result":{"ResultCode":0}}"#,
            "unreadable: ConversationID is missing",
        ),
        (
            r#"{"Result":{"ConversationID":"AG_1"}}"#,
            "unreadable: ResultCode is missing",
        ),
        (
            r#"{"Result":{"ConversationID":"AG_1","ResultCode":{}}}"#,
            "unreadable: ResultCode is neither text nor a number",
        ),
        (
            r#"{"Result":{"OriginatorConversationID":"1-2","ResultCode":2001,"ResultDesc":"The initiator information is invalid."}}"#,
            "1-2: 2001 (The initiator information is invalid.)",
        ),
        (
            r#"{"Result":{"ConversationID":"AG_1","ResultCode":"SFC_IC0003"}}"#,
            ": SFC_IC0003 ()",
        ),
    ];
    for (raw, expected) in cases {
        assert_eq!(words(raw), expected, "{}", &raw[..raw.len().min(90)]);
    }
}

#[test]
fn a_failure_proves_nothing_whatever_comes_with_it() {
    let raw =
        sample("status_result_of_a_payment").replace("\"ResultCode\": 0", "\"ResultCode\": 1");
    let result = read(&raw).unwrap();
    assert!(!result.is_success());
    assert_eq!(result.kind, ResultKind::Other);
}

#[test]
fn a_receipt_is_a_payment_to_us_only_if_it_is_completed_and_ours() {
    let report = |raw: &str, ours: &[&str]| {
        let ResultKind::Status(facts) = read(raw).unwrap().kind else {
            panic!("no status");
        };
        facts.report(ours, "174379", at("2026-12-08T06:00:00Z"))
    };
    let raw = sample("status_result_of_a_payment");
    let payment = report(&raw, &["600966", "174379"]).unwrap();
    assert_eq!(payment.receipt.as_str(), "SGR0N5T5Q7");
    assert_eq!(payment.channel.name(), "mpesa_status");
    assert_eq!(payment.amount.amount_text(), "1250.00");
    assert_eq!(payment.paid_at, at("2026-12-07T06:00:03Z"));
    assert_eq!(payment.payer.name, "John Doe");
    assert!(payment.payer.phone.is_some());

    assert_eq!(report(&raw, &["600966"]), None);
    assert_eq!(report(&raw, &[]), None);
    assert_eq!(
        report(&raw.replace("Completed", "Pending"), &["174379"]),
        None
    );
    assert_eq!(
        report(&raw.replace("\"Amount\"", "\"Sum\""), &["174379"]),
        None
    );
    assert_eq!(report(&sample("status_result"), &["600310"]), None);
}
