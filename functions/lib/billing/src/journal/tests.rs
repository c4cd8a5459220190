//! Entries: what is refused, what each event books, and the text that ledgers read.

use chrono::{DateTime, Utc};

use crate::ids::{CustomerId, EntryId, ObligationId, PaymentId};
use crate::journal::account::LedgerAccount;
use crate::journal::{self, Entry, EntryError, EntryKind, Posting, plain_text};
use crate::money::{Currency, Money};
use crate::obligation::{Income, Obligation, Payee};
use crate::payment::{Channel, Method, Payer, Payment};
use crate::receipt::{Provider, Receipt};

fn kes(text: &str) -> Money {
    Money::parse(text, Currency::Kes).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn customer() -> CustomerId {
    CustomerId::parse("cus_10000017").unwrap()
}

fn id() -> EntryId {
    EntryId::new("1").unwrap()
}

fn posting(account: LedgerAccount, amount: &str) -> Posting {
    Posting {
        account,
        amount: kes(amount),
    }
}

fn entry(description: &str, postings: Vec<Posting>) -> Result<Entry, EntryError> {
    Entry::new(
        id(),
        EntryKind::Received,
        at("2026-12-06T21:30:00Z"),
        "system".to_owned(),
        description.to_owned(),
        None,
        None,
        postings,
    )
}

fn payment() -> Payment {
    let receipt = Receipt::parse("RKL51ZDR4F").unwrap();
    Payment {
        id: PaymentId::of(&Provider::mpesa(), &receipt),
        provider: Provider::mpesa(),
        receipt,
        channel: Channel::MpesaC2b,
        holder: "600966".to_owned(),
        amount: kes("500"),
        paid_at: at("2026-12-06T20:00:00Z"),
        received_at: at("2026-12-06T21:30:00Z"),
        payer: Payer::default(),
        reference: String::new(),
        method: None,
    }
}

fn obligation(payee: Payee) -> Obligation {
    Obligation {
        id: ObligationId::new(&customer(), "a").unwrap(),
        customer: customer(),
        payee,
        description: "Internet December".to_owned(),
        payment_code: None,
        amount: kes("500"),
        notify_customer: true,
        manager_comments: None,
        created_at: at("2026-12-01T00:00:00Z"),
        instalments: Vec::new(),
    }
}

fn lines(entry: &Entry) -> Vec<String> {
    let line = |posting: &Posting| format!("{} {}", posting.account, posting.amount.amount_text());
    entry.postings().iter().map(line).collect()
}

#[test]
fn only_balanced_postings_of_one_currency_are_an_entry() {
    use LedgerAccount::{Cash, Unassociated, Vat};
    let dollar = Posting {
        account: Cash,
        amount: Money::from_cents(100, Currency::Usd).unwrap(),
    };
    let off_by = |text| EntryError::Unbalanced { off_by: kes(text) };
    let many = vec![posting(Cash, "0"); 21];
    let table = [
        (vec![], EntryError::Empty),
        (many, EntryError::TooManyPostings),
        (
            vec![posting(Cash, "0"), posting(Vat, "0")],
            EntryError::ZeroPosting,
        ),
        (vec![posting(Cash, "1"), dollar], EntryError::MixedCurrency),
        (vec![posting(Cash, "1")], off_by("1")),
        (
            vec![posting(Cash, "1"), posting(Unassociated, "-1.01")],
            off_by("-0.01"),
        ),
        (
            vec![posting(Cash, "1000000000000"), posting(Vat, "1")],
            EntryError::OutOfRange,
        ),
    ];
    for (postings, error) in table {
        assert_eq!(entry("x", postings), Err(error));
    }
    assert!(
        entry(
            "x",
            vec![
                posting(Cash, "1"),
                posting(Vat, "-0.16"),
                posting(Unassociated, "-0.84")
            ]
        )
        .is_ok()
    );
}

#[test]
fn an_entry_read_from_storage_is_checked_again() {
    let entry = journal::associated(
        id(),
        &payment(),
        &customer(),
        "Achieng",
        at("2026-12-07T06:00:00Z"),
    );
    let stored = serde_json::to_string(&entry).unwrap();
    assert_eq!(serde_json::from_str::<Entry>(&stored).unwrap(), entry);
    let tampered = stored.replace("-50000", "-50001");
    let error = serde_json::from_str::<Entry>(&tampered).unwrap_err();
    assert!(error.to_string().contains("debits and credits"), "{error}");
}

#[test]
fn each_event_books_what_the_design_says() {
    let now = at("2026-12-07T06:00:00Z");
    let cash = Payment {
        method: Some(Method::Cash),
        ..payment()
    };
    let us = Payee::Us {
        income: Income::Installation,
    };
    let council = Payee::Institution {
        name: "Nairobi  City; Council: Rates".to_owned(),
    };
    let table = [
        (
            journal::received(&payment()),
            [
                "assets:mpesa:600966 500.00",
                "liabilities:unassociated -500.00",
            ],
        ),
        (
            journal::received(&cash),
            ["assets:cash 500.00", "liabilities:unassociated -500.00"],
        ),
        (
            journal::associated(id(), &payment(), &customer(), "a", now),
            [
                "liabilities:unassociated 500.00",
                "customer:cus_10000017 -500.00",
            ],
        ),
        (
            journal::disassociated(id(), &payment(), &customer(), "a", now),
            [
                "customer:cus_10000017 500.00",
                "liabilities:unassociated -500.00",
            ],
        ),
        (
            journal::charged(id(), &obligation(us), "a", now),
            [
                "customer:cus_10000017 500.00",
                "income:installation -500.00",
            ],
        ),
        (
            journal::charged(id(), &obligation(council), "a", now),
            [
                "customer:cus_10000017 500.00",
                "liabilities:institution:Nairobi City Council- Rates -500.00",
            ],
        ),
        (
            journal::reversed(id(), &payment(), Some(&customer()), "a", now),
            [
                "customer:cus_10000017 500.00",
                "assets:mpesa:600966 -500.00",
            ],
        ),
        (
            journal::reversed(id(), &payment(), None, "a", now),
            [
                "liabilities:unassociated 500.00",
                "assets:mpesa:600966 -500.00",
            ],
        ),
    ];
    for (entry, expected) in table {
        assert_eq!(lines(&entry), expected);
    }
}

#[test]
fn associating_adds_to_the_balance_and_charging_takes_away() {
    let now = at("2026-12-07T06:00:00Z");
    let added = journal::associated(id(), &payment(), &customer(), "a", now);
    let taken = journal::charged(
        id(),
        &obligation(Payee::Us {
            income: Income::Other,
        }),
        "a",
        now,
    );
    let somebody = CustomerId::parse("cus_X1").unwrap();
    assert_eq!(added.customer_change(&customer()), kes("500"));
    assert_eq!(taken.customer_change(&customer()), kes("-500"));
    assert_eq!(added.customer_change(&somebody), kes("0"));
}

#[test]
fn account_names_read_back_as_the_same_account() {
    for text in [
        "customer:cus_10000017",
        "assets:mpesa:600966",
        "assets:cash",
        "assets:cash:till 2",
        "liabilities:unassociated",
        "liabilities:institution:KRA",
        "liabilities:vat",
        "liabilities:excise",
        "income:service",
        "income:installation",
        "income:equipment",
        "income:other",
        "expenses:bad-debt",
        "expenses:provider-fees",
    ] {
        assert_eq!(text.parse::<LedgerAccount>().unwrap().to_string(), text);
    }
    for text in [
        "",
        "assets",
        "customer:10000017",
        "assets:M:1",
        "assets:mpesa:",
        "assets:a:b:c",
        "liabilities:institution:a  b",
        "liabilities:institution:a;b",
        "income:x",
        "Assets:cash",
    ] {
        assert!(text.parse::<LedgerAccount>().is_err(), "{text}");
    }
}

#[test]
fn an_entry_is_text_that_ledgers_read() {
    let entry = journal::associated(
        id(),
        &payment(),
        &customer(),
        "Achieng, till: 2",
        at("2026-12-06T21:30:00Z"),
    );
    let payment = payment().id;
    assert_eq!(
        plain_text::to_plain_text(&entry),
        format!(
            "2026-12-07 * Associated RKL51ZDR4F  ; id: jrn_1\n    \
             ; kind: associated\n    \
             ; actor: Achieng till 2\n    \
             ; payment: {payment}\n    \
             liabilities:unassociated  KES 500.00\n    \
             customer:cus_10000017  KES -500.00\n\n"
        )
    );
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
        let postings = vec![
            posting(LedgerAccount::Cash, "1"),
            posting(LedgerAccount::Vat, "-1"),
        ];
        let text = plain_text::to_plain_text(&entry(description, postings).unwrap());
        let first = text.lines().next().unwrap_or_default();
        assert_eq!(first, format!("2026-12-07 * {expected}  ; id: jrn_1"));
        assert_eq!(text.lines().count(), 6);
    }
}
