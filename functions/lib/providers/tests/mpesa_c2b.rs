//! M-PESA's notifications of payments, from the bytes of the samples to what is taken from them.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use billing::money::Money;
use billing::phone::PayerPhone;
use chrono::{DateTime, Utc};
use providers::mpesa::c2b::{confirmation, validation};
use providers::mpesa::facts::Note;

fn received_at() -> DateTime<Utc> {
    "2026-12-07T06:00:01Z".parse().unwrap()
}

fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/mpesa/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

/// A confirmation with one field set to the JSON `value`, or taken out.
fn with(field: &str, value: Option<&str>) -> Vec<u8> {
    let fields = [
        ("TransID", r#""SGR0N5T5Q1""#),
        ("TransTime", r#""20261207090000""#),
        ("TransAmount", r#""5.00""#),
        ("BusinessShortCode", r#""600966""#),
        ("BillRefNumber", r#""10000017""#),
        ("MSISDN", r#""254708374149""#),
        ("FirstName", r#""JOHN""#),
    ];
    let mut body: Vec<String> = fields
        .iter()
        .filter(|(name, _)| *name != field)
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    body.extend(value.map(|value| format!("\"{field}\":{value}")));
    format!("{{{}}}", body.join(",")).into_bytes()
}

fn phone_form(phone: Option<&PayerPhone>) -> &'static str {
    match phone {
        Some(PayerPhone::Number(_)) => "number",
        Some(PayerPhone::Hash(_)) => "hash",
        Some(PayerPhone::Mask(_)) => "mask",
        None => "none",
    }
}

/// What a confirmation says, as one line for each fact.
fn read(raw: &[u8]) -> String {
    let read = match confirmation(raw, received_at()) {
        Ok(read) => read,
        Err(unreadable) => return format!("unreadable: {unreadable}"),
    };
    let report = read.report;
    format!(
        "{}:{} {} {} at {}\nby {:?}, {} {:?}\nfor {:?}, balance {:?}\n{:?}",
        report.provider,
        report.receipt,
        report.amount.amount_text(),
        report.holder,
        report.paid_at.to_rfc3339(),
        report.payer.name,
        phone_form(report.payer.phone.as_ref()),
        report.payer.phone_text.unwrap_or_default(),
        report.reference,
        report.holder_balance.map(Money::amount_text),
        read.notes,
    )
}

#[test]
fn every_sample_is_read_for_what_it_says() {
    let cases = [
        (
            "c2b_confirmation_masked",
            "mpesa:RKL51ZDR4F 5.00 600966 at 2023-11-21T09:13:25+00:00\n\
             by \"NICHOLAS\", mask \"2547 ***** 126\"\n\
             for \"Sample Transaction\", balance Some(\"25.00\")\n\
             []",
        ),
        (
            "c2b_confirmation_hashed",
            "mpesa:RKL51ZDR4F 5.00 600966 at 2023-11-21T09:13:25+00:00\n\
             by \"JOHN\", hash \"172509f6416f41d1ce3b78a757c1d4ce90fc1ab1c9d4cdf1edf25ab7bf3fbdfd\"\n\
             for \"ACC-0042\", balance Some(\"25.00\")\n\
             []",
        ),
        (
            "c2b_confirmation_numbers",
            "mpesa:SGR0N5T5Q1 1250.50 600966 at 2026-12-07T06:00:00+00:00\n\
             by \"4\", number \"254708374149\"\n\
             for \"10000017\", balance Some(\"48750.25\")\n\
             []",
        ),
        (
            "c2b_confirmation_bare",
            "mpesa:SGR0N5T5Q2 10.00 600966 at 2026-12-07T06:00:01+00:00\n\
             by \"\", none \"\"\n\
             for \"\", balance None\n\
             [TimeUnreadable]",
        ),
        (
            "c2b_confirmation_till",
            "mpesa:SGR0N5T5Q3 1000.00 600966 at 2026-12-07T06:00:00+00:00\n\
             by \"\", mask \"2547****0111\"\n\
             for \"\", balance None\n\
             []",
        ),
        (
            "c2b_confirmation_hostile",
            "mpesa:SGR0N5T5Q4 0.01 600966 at 2026-12-07T06:00:01+00:00\n\
             by \"<img src=x onerror=alert(1)> \\\\u0007O'Brien\\\\ud800\", none \"'; DROP TABLE payments; --\"\n\
             for \"=HYPERLINK(\\\"http://x.test\\\")Bcc: a@x.test C#1#PAY <script>alert(1)</script>\", balance None\n\
             [TimeUnreadable]",
        ),
        ("c2b_confirmation_twice", "unreadable: a field occurs twice"),
    ];
    for (name, expected) in cases {
        assert_eq!(read(&sample(name)), expected, "{name}");
    }
}

#[test]
fn a_payment_is_one_without_everything_that_does_not_make_it_one() {
    for field in [
        "TransTime",
        "BillRefNumber",
        "MSISDN",
        "FirstName",
        "OrgAccountBalance",
    ] {
        for value in [
            None,
            Some("null"),
            Some("\"\""),
            Some("7"),
            Some("{}"),
            Some("[[]]"),
            Some("false"),
        ] {
            let read = confirmation(&with(field, value), received_at());
            assert!(read.is_ok(), "{field} {value:?}: {read:?}");
        }
    }
}

#[test]
fn what_makes_a_payment_is_read_exactly_or_not_at_all() {
    let cases = [
        ("TransID", None, "TransID is missing"),
        ("TransID", Some("null"), "TransID is missing"),
        ("TransID", Some(r#"" ""#), "TransID is missing"),
        (
            "TransID",
            Some("{}"),
            "TransID is neither text nor a number",
        ),
        ("TransID", Some(r#""ÀÉ""#), "TransID is not a receipt code"),
        ("BusinessShortCode", None, "BusinessShortCode is missing"),
        (
            "BusinessShortCode",
            Some("[600966]"),
            "BusinessShortCode is neither text nor a number",
        ),
        (
            "BusinessShortCode",
            Some(r#""600966600966600966600966""#),
            "BusinessShortCode is too long",
        ),
        ("TransAmount", None, "TransAmount is missing"),
        (
            "TransAmount",
            Some("true"),
            "TransAmount is neither text nor a number",
        ),
        ("TransAmount", Some("0"), "TransAmount is not positive"),
        (
            "TransAmount",
            Some(r#""-5.00""#),
            "TransAmount is not positive",
        ),
        (
            "TransAmount",
            Some("1e3"),
            "TransAmount is not written as digits with at most two decimals",
        ),
        (
            "TransAmount",
            Some(r#""1e3""#),
            "TransAmount is not written as digits with at most two decimals",
        ),
        (
            "TransAmount",
            Some(r#""NaN""#),
            "TransAmount is not written as digits with at most two decimals",
        ),
        ("TransAmount", Some("NaN"), "the body is not JSON"),
        (
            "TransAmount",
            Some(r#""1,00.00""#),
            "TransAmount is not written as digits with at most two decimals",
        ),
        (
            "TransAmount",
            Some("5.001"),
            "TransAmount has a fraction of a cent",
        ),
        (
            "TransAmount",
            Some("1e999999999"),
            "TransAmount is not written as digits with at most two decimals",
        ),
        (
            "TransAmount",
            Some("99999999999999999999999"),
            "TransAmount is too large",
        ),
    ];
    for (field, value, reason) in cases {
        let read = confirmation(&with(field, value), received_at());
        assert_eq!(read.unwrap_err().to_string(), reason, "{field} {value:?}");
    }
}

#[test]
fn thousands_are_read_where_they_are_grouped_well() {
    for (value, cents) in [(r#""1,000.00""#, 100_000), (r#""1,234,567""#, 123_456_700)] {
        let read = confirmation(&with("TransAmount", Some(value)), received_at()).unwrap();
        assert_eq!(read.report.amount.cents(), cents);
    }
}

#[test]
fn a_reference_is_kept_to_its_limit_in_characters() {
    let long = format!("\"{}\"", "ũ".repeat(100_000));
    let read = confirmation(&with("BillRefNumber", Some(&long)), received_at()).unwrap();
    assert_eq!(read.report.reference, "ũ".repeat(200));
}

#[test]
fn an_unusual_receipt_is_noted_and_taken() {
    let read = confirmation(&with("TransID", Some(r#""ABCD1234XYZ""#)), received_at()).unwrap();
    assert_eq!(read.notes, [Note::UnusualReceipt]);
}

#[test]
fn no_prefix_and_no_damage_of_a_body_panics() {
    let whole = sample("c2b_confirmation_hostile");
    for length in 0..whole.len() {
        assert!(confirmation(&whole[..length], received_at()).is_err() || length + 2 > whole.len());
        let mut damaged = whole.clone();
        for byte in [b'"', b'{', b'\\', 0xff, b'0'] {
            damaged[length] = byte;
            let _ = confirmation(&damaged, received_at());
            let _ = validation(&damaged);
        }
    }
}

#[test]
fn a_validation_is_read_for_what_can_be_decided() {
    let read = validation(&sample("c2b_validation")).unwrap();
    assert_eq!(read.short_code.as_deref(), Some("600966"));
    assert_eq!(
        read.amount.map(Money::amount_text).as_deref(),
        Some("1250.00")
    );
    assert_eq!(read.reference, "10000017");

    for amount in ["0", "-1", r#""0.00""#] {
        let read = validation(&with("TransAmount", Some(amount))).unwrap();
        assert_eq!(read.amount, None, "{amount}");
    }
    for amount in [None, Some("1e3"), Some(r#""five""#)] {
        assert!(
            validation(&with("TransAmount", amount)).is_err(),
            "{amount:?}"
        );
    }
    assert_eq!(
        validation(&with("BusinessShortCode", None))
            .unwrap()
            .short_code,
        None
    );
    assert!(validation(&with("TransID", None)).is_ok());
}
