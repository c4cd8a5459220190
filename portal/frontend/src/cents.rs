//! Amounts that are added up in a browser: whole cents, and the way that `billing` writes them.

/// A sum, as far as it can be held.
pub fn sum(cents: impl IntoIterator<Item = i64>) -> Option<i64> {
    cents
        .into_iter()
        .try_fold(0_i64, |sum, it| sum.checked_add(it))
}

/// `KES 1,250.00`, with a real minus.
pub fn written(cents: i64, currency: &str) -> String {
    let sign = if cents < 0 { "\u{2212}" } else { "" };
    let cents = cents.unsigned_abs();
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let (tens, ones) = (cents / 10 % 10, cents % 10);
    format!("{currency} {sign}{grouped}.{tens}{ones}")
}

#[cfg(test)]
mod tests {
    use billing::money::{Currency, Money};

    use super::*;

    #[test]
    fn a_sum_is_written_as_the_server_writes_it() {
        let cents = [
            0,
            5,
            99,
            100,
            99_999,
            100_000,
            125_050,
            100_000_000,
            -1,
            -350,
            -123_456_789,
        ];
        for cents in cents {
            let money = Money::from_cents(cents, Currency::Kes).unwrap();
            assert_eq!(written(cents, "KES"), money.to_string());
        }
    }

    #[test]
    fn a_sum_that_cannot_be_held_is_none() {
        assert_eq!(sum([125_000, -25_000, 5]), Some(100_005));
        assert_eq!(sum([]), Some(0));
        assert_eq!(sum([i64::MAX, 1]), None);
    }
}
