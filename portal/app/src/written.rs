//! Amounts, days, times and numbers as people here write them. Nothing is calculated.

mod names;

use billing::account_number::AccountNumber;
use billing::civil::{nairobi_date, nairobi_time};
use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::account_check::grouped;
use crate::written::names::{months, months_short, weekdays, weekdays_short};

/// `1,250.00`, or `−3.50` with a real minus: where the currency stands elsewhere.
#[must_use]
pub fn amount(money: Money) -> String {
    money.number()
}

/// `KES 1,250.00`.
#[must_use]
pub fn with_currency(money: Money) -> String {
    money.to_string()
}

/// `Mon 7 Dec`, or `Jumatatu 7 Des`: where the year is clear.
#[must_use]
pub fn day_short(day: NaiveDate, language: Language) -> String {
    let weekday = named(
        weekdays_short(language),
        day.weekday().num_days_from_monday(),
    );
    let month = named(months_short(language), day.month0());
    format!("{weekday} {} {month}", day.day())
}

/// `7 Dec 2026`: in tables.
#[must_use]
pub fn day(day: NaiveDate, language: Language) -> String {
    let month = named(months_short(language), day.month0());
    format!("{} {month} {}", day.day(), day.year())
}

/// `Monday 7 December`, or `Jumatatu 7 Desemba`: in sentences about the next months.
#[must_use]
pub fn day_long(day: NaiveDate, language: Language) -> String {
    let weekday = named(weekdays(language), day.weekday().num_days_from_monday());
    let month = named(months(language), day.month0());
    format!("{weekday} {} {month}", day.day())
}

/// `Monday 7 December 2026`.
#[must_use]
pub fn day_full(day: NaiveDate, language: Language) -> String {
    format!("{} {}", day_long(day, language), day.year())
}

/// `December 2026`.
#[must_use]
pub fn month(day: NaiveDate, language: Language) -> String {
    format!("{} {}", named(months(language), day.month0()), day.year())
}

/// The short name of a weekday, 0 for Monday.
#[must_use]
pub fn weekday_short(from_monday: u32, language: Language) -> &'static str {
    named(weekdays_short(language), from_monday)
}

/// `5 Nov 2026, 12:13`, by the clocks of Nairobi.
#[must_use]
pub fn day_and_time(at: DateTime<Utc>, language: Language) -> String {
    format!("{}, {}", day(nairobi_date(at), language), time(at))
}

/// `12:13`, by the clocks of Nairobi; in Kiswahili as telephones and M-PESA show it.
#[must_use]
pub fn time(at: DateTime<Utc>) -> String {
    nairobi_time(at).format("%H:%M").to_string()
}

/// An account number as it is easiest to compare: `1000 0426`.
#[must_use]
pub fn account(number: &str) -> String {
    match AccountNumber::parse(number) {
        Ok(parsed) if parsed.as_str() == number => grouped(&parsed),
        // An imported number keeps its own spelling.
        _ => number.to_owned(),
    }
}

/// A count with thousands separated: `12,345`.
#[must_use]
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(",")
}

fn named<const N: usize>(names: &'static [&'static str; N], index: u32) -> &'static str {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    names.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use billing::money::Currency;

    use super::*;

    #[test]
    fn amounts_have_two_decimals_groups_and_a_real_minus() {
        let table = [
            (125_000, "1,250.00"),
            (-350, "−3.50"),
            (100_000_000, "1,000,000.00"),
            (0, "0.00"),
        ];
        for (cents, expected) in table {
            let money = Money::from_cents(cents, Currency::Kes).unwrap();
            assert_eq!(amount(money), expected);
            assert_eq!(with_currency(money), format!("KES {expected}"));
        }
    }

    #[test]
    fn days_are_written_in_each_language() {
        let monday: NaiveDate = "2026-12-07".parse().unwrap();
        let english = Language::En;
        let kiswahili = Language::Sw;
        assert_eq!(day_short(monday, english), "Mon 7 Dec");
        assert_eq!(day_short(monday, kiswahili), "J3 7 Des");
        assert_eq!(day(monday, english), "7 Dec 2026");
        assert_eq!(day_long(monday, english), "Monday 7 December");
        assert_eq!(day_full(monday, kiswahili), "Jumatatu 7 Desemba 2026");
        assert_eq!(month(monday, english), "December 2026");
        assert_eq!(weekday_short(6, english), "Sun");
    }

    #[test]
    fn times_are_those_of_nairobi() {
        let at: DateTime<Utc> = "2026-11-05T21:30:00Z".parse().unwrap();
        assert_eq!(day_and_time(at, Language::En), "6 Nov 2026, 00:30");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(account("10000012"), "1000 0012");
        assert_eq!(account("SCH/17"), "SCH/17");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(12), "12");
    }
}
