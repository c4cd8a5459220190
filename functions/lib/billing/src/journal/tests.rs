//! Entries: what is refused, what each event books, account names.

use chrono::{DateTime, Utc};

use crate::ids::{CustomerId, EntryId, ObligationId, PaymentId};
use crate::journal::account::LedgerAccount;
use crate::journal::{self, Entry, EntryError, EntryKind, Posting};
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
    CustomerId::parse("cus_10000012").unwrap()
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

/// The accounts in one line: debit, then credit.
fn booked(entry: &Entry) -> String {
    let accounts = entry
        .postings()
        .iter()
        .map(|posting| posting.account.to_string());
    assert!(entry.postings()[0].amount.is_positive());
    accounts.collect::<Vec<_>>().join(" | ")
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
    let (from, to) = (payment(), customer());
    let table = [
        (
            journal::received(&from),
            "assets:mpesa:600966 | liabilities:unassociated",
        ),
        (
            journal::received(&cash),
            "assets:cash | liabilities:unassociated",
        ),
        (
            journal::associated(id(), &from, &to, "a", now),
            "liabilities:unassociated | customer:cus_10000012",
        ),
        (
            journal::disassociated(id(), &from, &to, "a", now),
            "customer:cus_10000012 | liabilities:unassociated",
        ),
        (
            journal::charged(id(), &obligation(us), "a", now),
            "customer:cus_10000012 | income:installation",
        ),
        (
            journal::charged(id(), &obligation(council), "a", now),
            "customer:cus_10000012 | liabilities:institution:Nairobi City Council- Rates",
        ),
        (
            journal::reversed(id(), &from, Some(&to), "a", now),
            "customer:cus_10000012 | assets:mpesa:600966",
        ),
        (
            journal::reversed(id(), &from, None, "a", now),
            "liabilities:unassociated | assets:mpesa:600966",
        ),
    ];
    for (entry, expected) in table {
        assert_eq!(booked(&entry), expected);
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
        "customer:cus_10000012",
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
        "customer:10000012",
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
