//! Messages as people copy them, with every trap that was seen.

use super::{QuotedReceipt, RECEIPTS_MAX, TEXT_CHARS_MAX, read};

/// `RECEIPT amount "reference" time`, with `-` for what is unknown.
fn shown(quoted: &QuotedReceipt) -> String {
    let amount = quoted
        .amount
        .map_or_else(|| "-".to_owned(), |it| it.amount_text());
    let reference = quoted
        .reference
        .as_ref()
        .map_or_else(|| "-".to_owned(), |it| format!("{it:?}"));
    let time = quoted.paid_at.map_or_else(
        || "-".to_owned(),
        |it| it.format("%Y-%m-%dT%H:%M").to_string(),
    );
    format!("{} {amount} {reference} {time}", quoted.receipt)
}

fn check(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        let found: Vec<String> = read(text).iter().map(shown).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn a_pay_bill_message_tells_receipt_amount_reference_and_time() {
    let plain: &[&str] = &["TL51ZDR4F0 1250.00 \"10000012\" 2026-12-05T20:30"];
    check(&[
        (
            "TL51ZDR4F0 Confirmed. Ksh1,250.00 sent to ZURI NET for account 10000012 on 5/12/26 at 8:30 PM. New M-PESA balance is Ksh3,480.25. Transaction cost, Ksh13.00.",
            plain,
        ),
        (
            "TL51ZDR4F0 Confirmed.Ksh1,250.00 sent to ZURI NET for account 10000012 on 5/12/26 at 8:30 PM.New M-PESA balance is Ksh3,480.25.",
            plain,
        ),
        (
            "TL51ZDR4F0 Confirmed Ksh 1,250.00 sent to ZURI NET for account 10000012 on 05/12/2026 at 8:30PM",
            plain,
        ),
        (
            "TL51ZDR4F0Confirmed.KES 1250 sent to ZURI NET for account 10000012 on 5-12-26 at 20:30",
            plain,
        ),
        (
            "tl51zdr4f0 confirmed. ksh1,250 sent to zuri net for account 10000012 on 5/12/26 at 08:30 pm.",
            plain,
        ),
        (
            "TL51ZDR4F0 ConfirmedKshs.1,250.00 sent to ZURI NET for account 10000012 on 5.12.2026 at 8.30 p.m.",
            plain,
        ),
        (
            "*TL51ZDR4F0* Confirmed.\nKsh1,250.00  sent to ZURI\u{A0}NET for\r\naccount 10000012\ton 5/12/26 at 8:30\u{202F}PM.\u{200B}New M-PESA balance is Ksh3,480.25.",
            plain,
        ),
        (
            "TL51ZDR4F0\n\nConfirmed.\n\nKsh1,250.00\nsent to ZURI NET\nfor account\n10000012\non 5/12/26\nat 8:30 PM",
            plain,
        ),
    ]);
}

#[test]
fn a_till_message_has_no_reference() {
    check(&[
        (
            "TL51ZDR4F0 Confirmed. Ksh500.00 paid to MAMA N. MBOGA LTD. on 5/12/26 at 12:05 AM.New M-PESA balance is Ksh20.00. Transaction cost, Ksh0.00. Amount you can transact within the day is 499,500.00.",
            &["TL51ZDR4F0 500.00 - 2026-12-05T00:05"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh500.00 paid to NEW BALANCE SHOES. on 5/12/26 at 12:05 PM. New M-PESA balance is Ksh20.00.",
            &["TL51ZDR4F0 500.00 - 2026-12-05T12:05"],
        ),
    ]);
}

#[test]
fn names_and_references_may_hold_anything() {
    check(&[
        (
            "TL51ZDR4F0 Confirmed. Ksh75.00 sent to ST. MARY'S SEC. SCH. for account ADM. 12/3/26 on 5/12/26 at 8:30 AM. New M-PESA balance is Ksh1.00.",
            &["TL51ZDR4F0 75.00 \"ADM. 12/3/26\" 2026-12-05T08:30"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh75.00 sent to CAFE 24/7/365 for account lamp on desk on 5/12/26 at 8:30 AM.",
            &["TL51ZDR4F0 75.00 \"lamp on desk\" 2026-12-05T08:30"],
        ),
        // The account number looks like a receipt.
        (
            "TL51ZDR4F0 Confirmed. Ksh75.00 sent to X1Y2Z3A4B5 for account INV2026001 on 5/12/26 at 8:30 AM.",
            &["TL51ZDR4F0 75.00 \"INV2026001\" 2026-12-05T08:30"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh75.00 sent to ÉCOLE for account é 1 on 5/12/26 at 8:30 AM.",
            &["TL51ZDR4F0 75.00 \"é 1\" 2026-12-05T08:30"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh75.00 sent to ZURI NET for account on 5/12/26 at 8:30 AM.",
            &["TL51ZDR4F0 75.00 - 2026-12-05T08:30"],
        ),
        // More than M-PESA lets a payer type.
        (
            "TL51ZDR4F0 Confirmed. Ksh75.00 sent to ZURI NET for account 123456789012345678901 on 5/12/26 at 8:30 AM.",
            &["TL51ZDR4F0 75.00 - 2026-12-05T08:30"],
        ),
    ]);
}

#[test]
fn a_forwarded_message_may_have_text_around_it() {
    check(&[
        (
            "Hi, I paid KES 900 for ACC1234567 yesterday:\n> TL51ZDR4F0 Confirmed. Ksh1,250.00 sent to ZURI NET for account 10000012 on 5/12/26 at 8:30 PM. New M-PESA balance is Ksh3,480.25. Please help, my balance was 4,000",
            &["TL51ZDR4F0 1250.00 \"10000012\" 2026-12-05T20:30"],
        ),
        (
            "Congratulations! TL51ZDR4F0 Confirmed. Ksh10.00 sent to ZURI NET for account 1 on 5/12/26 at 8:30 PM.",
            &["TL51ZDR4F0 10.00 \"1\" 2026-12-05T20:30"],
        ),
    ]);
}

#[test]
fn several_messages_are_several_receipts_and_the_same_one_is_one() {
    let two = "TL51ZDR4F0 Confirmed. Ksh10.00 sent to ZURI NET for account 1 on 5/12/26 at 8:30 PM. New M-PESA balance is Ksh3.00.\
        TL61ABC4F0 Confirmed.Ksh20.00 paid to ZURI NET. on 6/12/26 at 8:31 PM.New M-PESA balance is Ksh4.00. \
        TL51ZDR4F0 Confirmed. Ksh99.00 sent to ZURI NET for account 9 on 5/12/26 at 8:30 PM.";
    check(&[(
        two,
        &[
            "TL51ZDR4F0 10.00 \"1\" 2026-12-05T20:30",
            "TL61ABC4F0 20.00 - 2026-12-06T20:31",
        ],
    )]);
}

#[test]
fn an_edited_message_says_less_and_its_receipt_stays() {
    check(&[
        // No amount: the balance is not taken for it.
        (
            "TL51ZDR4F0 Confirmed. Sent to ZURI NET. New M-PESA balance is Ksh3,480.25.",
            &["TL51ZDR4F0 - - -"],
        ),
        (
            "TL51ZDR4F0 Confirmed. my balance Ksh3,480.25 for account 1 on 5/12/26 at 8:30 PM",
            &["TL51ZDR4F0 - \"1\" 2026-12-05T20:30"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Your account balance was: Ksh3,480.25 on 5/12/26 at 8:30 PM",
            &["TL51ZDR4F0 - - -"],
        ),
        // Amounts, dates and times that cannot be.
        (
            "TL51ZDR4F0 Confirmed. Ksh1,25.00 sent to ZURI NET for account 1 on 31/2/26 at 8:30 PM.",
            &["TL51ZDR4F0 - \"1\" -"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh0.00 sent to ZURI NET for account 1 on 5/12/1926 at 8:30 PM.",
            &["TL51ZDR4F0 - \"1\" -"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh10.001 sent to ZURI NET for account 1 on 5/12/26 at 13:30 PM.",
            &["TL51ZDR4F0 - \"1\" -"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh10 sent to ZURI NET for account 1. Thank you.",
            &["TL51ZDR4F0 10.00 \"1\" -"],
        ),
        (
            "TL51ZDR4F0 Confirmed. Ksh10 sent to ZURI NET for account Ksh3,480.25 on 5/12/26 at 8:30 PM",
            &["TL51ZDR4F0 10.00 - 2026-12-05T20:30"],
        ),
        // The word that makes it a message is gone.
        (
            "TL51ZDR4F0 Confrmed. Ksh10 sent to ZURI NET for account 1",
            &["TL51ZDR4F0 - - -"],
        ),
    ]);
}

#[test]
fn a_bare_receipt_is_enough() {
    check(&[
        ("TL51ZDR4F0", &["TL51ZDR4F0 - - -"]),
        ("  tl51zdr4f0. ", &["TL51ZDR4F0 - - -"]),
        ("code:tl51ZDR4f0, paid 500", &["TL51ZDR4F0 - - -"]),
        ("Nimelipa (TL51ZDR4F0) leo", &["TL51ZDR4F0 - - -"]),
        (
            "TL51ZDR4F0 and TL61ABC4F0",
            &["TL51ZDR4F0 - - -", "TL61ABC4F0 - - -"],
        ),
        // Another shape, in a field of its own or as a message of M-PESA.
        ("ABCD1234XYZ", &["ABCD1234XYZ - - -"]),
        (
            "ABCD1234XYZ Confirmed. Ksh10 sent to ZURI NET",
            &["ABCD1234XYZ 10.00 - -"],
        ),
        (
            "TL51ZDR4F0 Imethibitishwa. Ksh10.00 imetumwa kwa ZURI NET. Salio lako ni Ksh3.00",
            &["TL51ZDR4F0 10.00 - -"],
        ),
    ]);
}

#[test]
fn what_is_no_receipt_is_not_taken_for_one() {
    check(&[
        ("", &[]),
        ("I paid yesterday", &[]),
        ("0712345678", &[]),
        ("1000001234", &[]),
        ("ABCDEFGHIJ", &[]),
        ("my order123 is confirmed", &[]),
        ("your order123 confirmed", &[]),
        ("ABCD1234XYZ please", &[]),
        ("TL51-ZDR4F0", &[]),
        ("éTL51ZDR4F", &[]),
    ]);
}

#[test]
fn a_long_text_is_read_to_its_limit_and_no_word_is_halved() {
    let filler = "x ".repeat(TEXT_CHARS_MAX / 2 - 10);
    let reaches = format!("{filler}TL51ZDR4F0");
    assert_eq!(read(&reaches).len(), 1);
    let beyond = format!("{filler}TL51ZDR4F0 TL61ABC4F0ZZZ");
    let found: Vec<String> = read(&beyond).iter().map(shown).collect();
    assert_eq!(found, ["TL51ZDR4F0 - - -"]);
    let cut_within_the_amount = format!(
        "TL51ZDR4F0 Confirmed.{}Ksh1,250",
        " ".repeat(TEXT_CHARS_MAX - 21 - 5)
    );
    let found: Vec<String> = read(&cut_within_the_amount).iter().map(shown).collect();
    assert_eq!(found, ["TL51ZDR4F0 - - -"]);
}

#[test]
fn no_text_asks_about_more_than_a_few_receipts() {
    let many: Vec<String> = (10..40).map(|it| format!("TL{it}ZDR4F0")).collect();
    let read = read(&many.join(" "));
    assert_eq!(read.len(), RECEIPTS_MAX);
    assert_eq!(shown(&read[0]), "TL10ZDR4F0 - - -");
}
