//! Amounts, read, computed, split, rounded, shown and stored.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use rust_decimal::Decimal;

use crate::money::{Currency, MAX_CENTS, Money, MoneyError, Rounding};

fn kes(text: &str) -> Money {
    Money::parse(text, Currency::Kes).unwrap()
}

fn texts(parts: Vec<Money>) -> Vec<String> {
    parts.into_iter().map(Money::amount_text).collect()
}

#[test]
fn our_own_interfaces_take_plain_decimals_only() {
    use MoneyError::{NotAnAmount, OutOfRange, TooManyDecimals};
    let table = [
        ("0", Ok("0.00")),
        ("1250", Ok("1250.00")),
        ("1250.5", Ok("1250.50")),
        ("-3.50", Ok("-3.50")),
        ("-0", Ok("0.00")),
        ("007.10", Ok("7.10")),
        ("1000000000000.00", Ok("1000000000000.00")),
        ("1000000000000.01", Err(OutOfRange)),
        ("99999999999999999999999999999999999", Err(OutOfRange)),
        ("1.005", Err(TooManyDecimals)),
        ("1.000", Err(TooManyDecimals)),
        ("", Err(NotAnAmount)),
        ("-", Err(NotAnAmount)),
        (".5", Err(NotAnAmount)),
        ("5.", Err(NotAnAmount)),
        ("1.2.3", Err(NotAnAmount)),
        ("+5", Err(NotAnAmount)),
        ("--5", Err(NotAnAmount)),
        (" 5", Err(NotAnAmount)),
        ("1,000", Err(NotAnAmount)),
        ("1e3", Err(NotAnAmount)),
        ("1.2e3", Err(NotAnAmount)),
        ("NaN", Err(NotAnAmount)),
        ("inf", Err(NotAnAmount)),
        ("0x10", Err(NotAnAmount)),
        ("1_000", Err(NotAnAmount)),
        ("١٢", Err(NotAnAmount)),
        ("１２", Err(NotAnAmount)),
        ("\u{2212}5", Err(NotAnAmount)),
    ];
    for (text, expected) in table {
        let read = Money::parse(text, Currency::Kes).map(Money::amount_text);
        assert_eq!(read, expected.map(str::to_owned), "{text:?}");
    }
}

#[test]
fn providers_may_group_thousands_and_pad_zeros() {
    use MoneyError::{NotAnAmount, OutOfRange, TooManyDecimals};
    let table = [
        ("5.00", Ok("5.00")),
        ("10", Ok("10.00")),
        ("233.8", Ok("233.80")),
        (" 22459.0 ", Ok("22459.00")),
        ("168.000", Ok("168.00")),
        ("1,000.00", Ok("1000.00")),
        ("-1,234,567.89", Ok("-1234567.89")),
        ("1000,000", Err(NotAnAmount)),
        ("1,00.0", Err(NotAnAmount)),
        (",100", Err(NotAnAmount)),
        ("1,000,", Err(NotAnAmount)),
        ("1,0000", Err(NotAnAmount)),
        ("1.000,00", Err(NotAnAmount)),
        ("168.001", Err(TooManyDecimals)),
        ("1e3", Err(NotAnAmount)),
        ("NaN", Err(NotAnAmount)),
        ("+5", Err(NotAnAmount)),
        ("- 5", Err(NotAnAmount)),
        ("KES 5", Err(NotAnAmount)),
        ("", Err(NotAnAmount)),
        ("9,999,999,999,999.00", Err(OutOfRange)),
    ];
    for (text, expected) in table {
        let read = Money::parse_provider(text, Currency::Kes).map(Money::amount_text);
        assert_eq!(read, expected.map(str::to_owned), "{text:?}");
    }
}

#[test]
fn people_see_grouped_thousands_and_a_real_minus_sign() {
    let table = [
        ("0", "KES 0.00"),
        ("999.9", "KES 999.90"),
        ("1250", "KES 1,250.00"),
        ("-3.5", "KES −3.50"),
        ("-1234567.89", "KES −1,234,567.89"),
    ];
    for (text, shown) in table {
        assert_eq!(kes(text).to_string(), shown);
    }
    assert_eq!(format!("{:>10}", kes("1")), "  KES 1.00");
}

#[test]
fn arithmetic_is_exact_and_refuses_what_does_not_fit() {
    let largest = Money::from_cents(MAX_CENTS, Currency::Kes).unwrap();
    let dollar = Money::from_cents(100, Currency::Usd).unwrap();
    let mismatch = MoneyError::CurrencyMismatch {
        left: Currency::Kes,
        right: Currency::Usd,
    };
    assert_eq!(kes("0.1").checked_add(kes("0.2")), Ok(kes("0.3")));
    assert_eq!(kes("1").checked_sub(kes("1.5")), Ok(kes("-0.50")));
    assert_eq!(
        largest.checked_add(kes("0.01")),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(
        largest.negated().checked_sub(kes("0.01")),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(kes("1").checked_add(dollar), Err(mismatch));
    assert_eq!(kes("1").cmp_same(dollar), Err(mismatch));
    assert_eq!(kes("1").cmp_same(kes("2")), Ok(Ordering::Less));
    assert_eq!(
        Money::from_cents(i64::MIN, Currency::Kes),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(
        Money::sum(Currency::Usd, []),
        Ok(Money::zero(Currency::Usd))
    );
    assert_eq!(
        Money::sum(Currency::Kes, [largest, largest, largest.negated()]),
        Ok(largest)
    );
}

#[test]
fn zero_has_no_sign() {
    let zero = Money::zero(Currency::Kes);
    assert_eq!(zero.negated().amount_text(), "0.00");
    assert_eq!(kes("-0.00"), zero);
    assert!(zero.is_zero() && !zero.is_positive() && !zero.is_negative());
    assert!(kes("-0.01").is_negative() && kes("0.01").is_positive());
}

#[test]
fn what_is_left_is_never_negative() {
    assert_eq!(kes("10").left_after(kes("4")), kes("6"));
    assert_eq!(kes("10").left_after(kes("14")), kes("0"));
    assert_eq!(kes("10").at_most(kes("4")), kes("4"));
    assert_eq!(kes("3").at_most(kes("4")), kes("3"));
}

#[test]
fn splitting_gives_the_odd_cents_to_the_first_parts() {
    let three = NonZeroU32::new(3).unwrap();
    assert_eq!(texts(kes("100").split(three)), ["33.34", "33.33", "33.33"]);
    assert_eq!(texts(kes("-0.02").split(three)), ["-0.01", "-0.01", "0.00"]);
}

#[test]
fn weights_share_odd_cents_by_the_largest_remainder() {
    let table: [(&str, &[u64], &[&str]); 5] = [
        ("100", &[1, 1, 1], &["33.34", "33.33", "33.33"]),
        ("0.10", &[50, 0, 25], &["0.07", "0.00", "0.03"]),
        ("-1", &[2, 1], &["-0.67", "-0.33"]),
        ("1", &[u64::MAX, u64::MAX], &["0.50", "0.50"]),
        ("5", &[7], &["5.00"]),
    ];
    for (amount, weights, expected) in table {
        let parts = kes(amount).split_by_weights(weights).unwrap();
        assert_eq!(texts(parts), expected);
    }
    assert_eq!(kes("1").split_by_weights(&[]), Err(MoneyError::NoWeights));
    assert_eq!(
        kes("1").split_by_weights(&[0, 0]),
        Err(MoneyError::NoWeights)
    );
}

#[test]
fn each_rounding_does_what_its_name_says_on_both_sides_of_zero() {
    use Rounding::{Down, HalfEven, HalfUp, Up};
    let table = [
        (
            "0.25",
            "0.5",
            [
                (HalfUp, "0.13"),
                (HalfEven, "0.12"),
                (Down, "0.12"),
                (Up, "0.13"),
            ],
        ),
        (
            "-0.25",
            "0.5",
            [
                (HalfUp, "-0.13"),
                (HalfEven, "-0.12"),
                (Down, "-0.12"),
                (Up, "-0.13"),
            ],
        ),
        (
            "999.99",
            "0.16",
            [
                (HalfUp, "160.00"),
                (HalfEven, "160.00"),
                (Down, "159.99"),
                (Up, "160.00"),
            ],
        ),
        (
            "10",
            "0.1500",
            [
                (HalfUp, "1.50"),
                (HalfEven, "1.50"),
                (Down, "1.50"),
                (Up, "1.50"),
            ],
        ),
        (
            "0.01",
            "0.0000000001",
            [
                (HalfUp, "0.00"),
                (HalfEven, "0.00"),
                (Down, "0.00"),
                (Up, "0.01"),
            ],
        ),
    ];
    for (amount, rate, roundings) in table {
        let rate: Decimal = rate.parse().unwrap();
        for (rounding, expected) in roundings {
            let portion = kes(amount).portion(rate, rounding).unwrap();
            assert_eq!(
                portion.amount_text(),
                expected,
                "{amount} × {rate} {rounding:?}"
            );
        }
    }
}

#[test]
fn rates_that_could_not_be_exact_are_refused() {
    let largest = Money::from_cents(MAX_CENTS, Currency::Kes).unwrap();
    let table = [
        ("0.00000000001", Err(MoneyError::RateOutOfRange)),
        ("1000.1", Err(MoneyError::RateOutOfRange)),
        ("1000", Err(MoneyError::OutOfRange)),
        ("1", Ok(largest)),
    ];
    for (rate, expected) in table {
        assert_eq!(
            largest.portion(rate.parse().unwrap(), Rounding::HalfUp),
            expected
        );
    }
}

#[test]
fn money_is_stored_as_cents_and_checked_when_it_is_read() {
    let stored = r#"{"cents":-350,"currency":"KES"}"#;
    assert_eq!(serde_json::to_string(&kes("-3.50")).unwrap(), stored);
    assert_eq!(serde_json::from_str::<Money>(stored).unwrap(), kes("-3.50"));
    for refused in [
        r#"{"cents":100000000000001,"currency":"KES"}"#,
        r#"{"cents":1.5,"currency":"KES"}"#,
        r#"{"cents":1,"currency":"EUR"}"#,
    ] {
        assert!(serde_json::from_str::<Money>(refused).is_err(), "{refused}");
    }
    assert_eq!(Currency::parse("UGX"), Ok(Currency::Ugx));
    assert_eq!(Currency::parse("kes"), Err(MoneyError::UnknownCurrency));
}
