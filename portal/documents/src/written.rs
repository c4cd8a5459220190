//! Amounts, days and times as they stand in documents.

use billing::account_number::AccountNumber;
use billing::civil::{nairobi_date, nairobi_time};
use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::words::Words;

/// `1,250.00`, or `−3.50` with a real minus: where the currency stands elsewhere.
pub(crate) fn number(money: Money) -> String {
    let text = money.to_string();
    match text.split_once(' ') {
        Some((_, number)) => number.to_owned(),
        None => text,
    }
}

/// `7 Dec 2026`, or `7 Des 2026`: in tables.
pub(crate) fn day(day: NaiveDate, language: Language) -> String {
    let month = named(&Words::of(language).months_short, day.month0());
    format!("{} {month} {}", day.day(), day.year())
}

/// `7 December 2026`, or `7 Desemba 2026`: in sentences.
pub(crate) fn day_full(day: NaiveDate, language: Language) -> String {
    let month = named(&Words::of(language).months, day.month0());
    format!("{} {month} {}", day.day(), day.year())
}

/// `7 December 2026, 14:32`, by the clocks of Nairobi.
pub(crate) fn day_and_time(at: DateTime<Utc>, language: Language) -> String {
    let time = nairobi_time(at).format("%H:%M");
    format!("{}, {time}", day_full(nairobi_date(at), language))
}

/// An account number in two groups of four, as it is easiest to compare; other lengths as they are.
pub(crate) fn account(number: &AccountNumber) -> String {
    let text = number.as_str();
    match text.split_at_checked(4) {
        Some((first, second)) if second.len() == 4 => format!("{first} {second}"),
        _ => text.to_owned(),
    }
}

fn named(names: &[&'static str; 12], index: u32) -> &'static str {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    names.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use billing::money::Currency;

    use super::*;

    #[test]
    fn amounts_have_two_decimals_groups_and_a_real_minus() {
        let table = [(125_000, "1,250.00"), (-350, "\u{2212}3.50"), (0, "0.00")];
        for (cents, expected) in table {
            assert_eq!(
                number(Money::from_cents(cents, Currency::Kes).unwrap()),
                expected
            );
        }
    }

    #[test]
    fn days_are_written_in_each_language() {
        let september: NaiveDate = "2026-09-07".parse().unwrap();
        assert_eq!(day(september, Language::En), "7 Sep 2026");
        assert_eq!(day(september, Language::Sw), "7 Sep 2026");
        assert_eq!(day_full(september, Language::En), "7 September 2026");
        assert_eq!(day_full(september, Language::Sw), "7 Septemba 2026");
        let march: NaiveDate = "2026-03-31".parse().unwrap();
        assert_eq!(day(march, Language::Sw), "31 Mac 2026");
    }

    #[test]
    fn times_are_those_of_nairobi() {
        let at: DateTime<Utc> = "2026-12-31T21:05:00Z".parse().unwrap();
        assert_eq!(day_and_time(at, Language::En), "1 January 2027, 00:05");
    }

    #[test]
    fn our_account_numbers_are_in_two_groups() {
        for (text, expected) in [("10000012", "1000 0012"), ("SCH17", "SCH17")] {
            assert_eq!(account(&AccountNumber::parse(text).unwrap()), expected);
        }
    }
}
