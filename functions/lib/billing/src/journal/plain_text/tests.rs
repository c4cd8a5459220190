//! The text that ledgers read, also of hostile descriptions.

use chrono::{DateTime, Utc};

use crate::ids::{EntryId, PaymentId};
use crate::journal::account::LedgerAccount;
use crate::journal::{Entry, EntryKind, Posting, plain_text};
use crate::money::{Currency, Money};
use crate::receipt::{Provider, Receipt};

fn entry(description: &str, actor: &str, payment: Option<PaymentId>) -> Entry {
    let posting = |account, cents| Posting {
        account,
        amount: Money::from_cents(cents, Currency::Kes).unwrap(),
    };
    let late_in_the_evening: DateTime<Utc> = "2026-12-06T21:30:00Z".parse().unwrap();
    Entry::new(
        EntryId::new("1").unwrap(),
        EntryKind::Received,
        late_in_the_evening,
        actor.to_owned(),
        description.to_owned(),
        payment,
        None,
        vec![
            posting(LedgerAccount::Cash, 50_000),
            posting(LedgerAccount::Unassociated, -50_000),
        ],
    )
    .unwrap()
}

#[test]
fn an_entry_is_text_that_ledgers_read() {
    let payment = PaymentId::of(&Provider::mpesa(), &Receipt::parse("RKL51ZDR4F").unwrap());
    let entry = entry(
        "Payment RKL51ZDR4F",
        "Achieng, till: 2",
        Some(payment.clone()),
    );
    assert_eq!(
        plain_text::to_plain_text(&entry),
        format!(
            "2026-12-07 * Payment RKL51ZDR4F  ; id: jrn_1\n    \
             ; kind: received\n    \
             ; actor: Achieng till 2\n    \
             ; payment: {payment}\n    \
             assets:cash  KES 500.00\n    \
             liabilities:unassociated  KES -500.00\n\n"
        )
    );
}

#[test]
fn the_header_declares_currencies_and_tags() {
    let header = plain_text::header();
    assert!(
        header.starts_with("commodity KES\n    format KES 1,000.00\n\ncommodity UGX\n"),
        "{header}"
    );
    assert!(
        header.ends_with("\n\ntag id\ntag kind\ntag actor\ntag payment\ntag obligation\n\n"),
        "{header}"
    );
    let line = plain_text::account_line(&LedgerAccount::Cash);
    assert_eq!(line, "account assets:cash\n");
}

#[test]
fn nothing_hostile_in_a_description_becomes_syntax() {
    let table = [
        ("; a comment", "a comment"),
        ("paid | note", "paid note"),
        ("* (code) rent", "code) rent"),
        ("!!((", "received"),
        ("", "received"),
        (
            "rent\n2026-12-07 * forged\n    assets:cash  KES 1",
            "rent 2026-12-07 * forged assets:cash KES 1",
        ),
        ("a\u{202E}b\u{0}c\u{2028}d", "abcd"),
        ("two  spaces\tand tab", "two spaces and tab"),
        ("= 2026-12-08", "2026-12-08"),
    ];
    for (description, expected) in table {
        let text = plain_text::to_plain_text(&entry(description, "", None));
        let first = text.lines().next().unwrap_or_default();
        assert_eq!(first, format!("2026-12-07 * {expected}  ; id: jrn_1"));
        assert_eq!(text.lines().count(), 6);
    }
}
