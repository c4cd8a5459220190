//! Amounts and dates as people write them.

use billing::language::Language;
use billing::money::Money;
use chrono::{Datelike, NaiveDate};

use crate::words;

/// `KES 1,250`, or `KES 1,250.50` where there are cents; in both languages.
pub fn amount(money: Money) -> String {
    let text = money.to_string();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

/// `Mon 7 Dec 2026` or `Jumatatu 7 Desemba 2026`.
pub fn date(day: NaiveDate, language: Language) -> String {
    let words = words::of(language);
    let weekday = pick(&words.weekdays, day.weekday().num_days_from_monday());
    let month = pick(&words.months, day.month0());
    format!("{weekday} {} {month} {}", day.day(), day.year())
}

fn pick<const N: usize>(names: &[&'static str; N], index: u32) -> &'static str {
    usize::try_from(index)
        .ok()
        .and_then(|index| names.get(index).copied())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use billing::language::Language;
    use billing::money::{Currency, Money};
    use chrono::NaiveDate;

    use super::{amount, date};

    #[test]
    fn cents_are_only_written_where_there_are_some() {
        let table = [
            (0, "KES 0"),
            (5, "KES 0.05"),
            (125_000, "KES 1,250"),
            (125_050, "KES 1,250.50"),
            (100_000_000, "KES 1,000,000"),
        ];
        for (cents, expected) in table {
            let money = Money::from_cents(cents, Currency::Kes).unwrap();
            assert_eq!(amount(money), expected);
        }
    }

    #[test]
    fn dates_are_written_in_each_language() {
        let table = [
            ("2026-12-07", "Mon 7 Dec 2026", "Jumatatu 7 Desemba 2026"),
            ("2026-12-08", "Tue 8 Dec 2026", "Jumanne 8 Desemba 2026"),
            ("2026-09-30", "Wed 30 Sep 2026", "Jumatano 30 Septemba 2026"),
            ("2027-01-07", "Thu 7 Jan 2027", "Alhamisi 7 Januari 2027"),
            ("2027-05-07", "Fri 7 May 2027", "Ijumaa 7 Mei 2027"),
            ("2028-08-12", "Sat 12 Aug 2028", "Jumamosi 12 Agosti 2028"),
            ("2028-02-27", "Sun 27 Feb 2028", "Jumapili 27 Februari 2028"),
        ];
        for (day, english, kiswahili) in table {
            let day: NaiveDate = day.parse().unwrap();
            assert_eq!(date(day, Language::En), english);
            assert_eq!(date(day, Language::Sw), kiswahili);
        }
    }
}
