//! Amounts at and around M-PESA's limits.

use super::{AmountRefused, check_amount, first_ask};
use crate::money::{Currency, MAX_CENTS, Money};

fn kes(text: &str) -> Money {
    Money::parse(text, Currency::Kes).unwrap()
}

#[test]
fn whole_shillings_within_the_limits_can_be_asked_for() {
    for (text, shillings) in [("1", 1), ("1250.00", 1_250), ("250000", 250_000)] {
        assert_eq!(check_amount(kes(text)), Ok(shillings), "{text}");
    }
}

#[test]
fn every_other_amount_is_refused_with_what_to_do() {
    let table = [
        (
            "-5",
            "ask for at least KES 1.00: M-PESA takes nothing smaller",
        ),
        (
            "0",
            "ask for at least KES 1.00: M-PESA takes nothing smaller",
        ),
        (
            "0.99",
            "ask for at least KES 1.00: M-PESA takes nothing smaller",
        ),
        (
            "1.01",
            "ask for KES 1.00 or KES 2.00: M-PESA takes whole shillings only",
        ),
        (
            "249999.50",
            "ask for KES 249,999.00 or KES 250,000.00: M-PESA takes whole shillings only",
        ),
        (
            "250001",
            "pay in 2 parts, one after the other: KES 250,000.00, KES 1.00; M-PESA takes at most KES 250,000.00 at once",
        ),
        (
            "300000",
            "pay in 2 parts, one after the other: KES 250,000.00, KES 50,000.00; M-PESA takes at most KES 250,000.00 at once",
        ),
        (
            "2500001",
            "pay by bank: M-PESA would take this only in more than 10 parts",
        ),
    ];
    for (text, expected) in table {
        let refused = check_amount(kes(text)).unwrap_err();
        assert_eq!(refused.to_string(), expected, "{text}");
    }
    let dollars = Money::parse("5", Currency::Usd).unwrap();
    assert_eq!(
        check_amount(dollars).unwrap_err().to_string(),
        "ask for Kenya shillings: M-PESA takes no USD"
    );
}

#[test]
fn a_multiple_of_the_limit_has_no_empty_part() {
    for (text, count) in [("500000", 2), ("750000", 3), ("2500000", 10)] {
        let parts = vec![kes("250000"); count];
        let expected = Err(AmountRefused::AboveLimit { parts });
        assert_eq!(check_amount(kes(text)), expected, "{text}");
    }
}

#[test]
fn the_largest_amounts_that_there_are_are_refused_too() {
    for cents in [MAX_CENTS, MAX_CENTS - 1, -MAX_CENTS] {
        let amount = Money::from_cents(cents, Currency::Kes).unwrap();
        assert!(check_amount(amount).is_err(), "{cents}");
    }
}

#[test]
fn what_is_asked_first_is_whole_and_never_more_than_mpesa_takes() {
    let table = [
        ("1250.00", Some("1250")),
        ("1250.01", Some("1251")),
        ("0.01", Some("1")),
        ("250000.00", Some("250000")),
        ("250000.01", Some("250000")),
        ("9000000", Some("250000")),
        ("0", None),
        ("-5", None),
    ];
    for (owed, expected) in table {
        let asked = first_ask(kes(owed));
        assert_eq!(asked, expected.map(kes), "{owed}");
        assert!(
            asked.is_none_or(|asked| check_amount(asked).is_ok()),
            "{owed}"
        );
    }
    assert_eq!(first_ask(Money::parse("5", Currency::Usd).unwrap()), None);
}
