//! Amount, reference and time out of what a message says after `Confirmed`.
//! It stops before the payer's balance and the cost, so that neither can be taken for anything else.

use chrono::{NaiveDate, NaiveDateTime};

use crate::money::{Currency, Money};
use crate::mpesa_message::QuotedReceipt;
use crate::receipt::Receipt;

/// The most characters that M-PESA lets a payer type as account.
const REFERENCE_CHARS_MAX: usize = 20;

/// M-PESA began in 2007; two digits of a year count from 2000.
const YEAR_MIN: i32 = 2007;
const YEAR_MAX: i32 = 2099;
const CENTURY: i32 = 2000;

/// Words before which the amount must have been said: every amount after them is the payer's own affair.
const PRIVATE_WORDS: [&str; 5] = ["balance", "salio", "cost", "gharama", "limit"];

/// Where the payer's own affairs begin for certain; a business may well be called "New Balance".
const PRIVATE_PHRASES: [&str; 9] = [
    "m-pesa balance",
    "mpesa balance",
    "account balance",
    "balance is",
    "balance was",
    "balance:",
    "transaction cost",
    "salio",
    "gharama",
];

const CURRENCIES: [&str; 2] = ["ksh", "kes"];
const ACCOUNT: &str = "for account";
const ON: &str = " on ";

/// What a message says about the payment with this receipt.
pub(super) fn quoted(receipt: Receipt, says: &str) -> QuotedReceipt {
    // The same length and the same positions, since only ASCII changes.
    let lower = says.to_ascii_lowercase();
    let lower = before(&lower, &PRIVATE_PHRASES);
    let says = says.get(..lower.len()).unwrap_or_default();
    let time = time(lower);
    QuotedReceipt {
        receipt,
        amount: amount(before(lower, &PRIVATE_WORDS)),
        reference: reference(says, lower, time.map(|(at, _)| at)),
        paid_at: time.map(|(_, time)| time),
    }
}

fn before<'a>(text: &'a str, phrases: &[&str]) -> &'a str {
    let end = phrases.iter().filter_map(|it| text.find(it)).min();
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The first amount; an odd way of writing it makes it unknown rather than another.
fn amount(lower: &str) -> Option<Money> {
    let mut starts: Vec<usize> = CURRENCIES
        .iter()
        .flat_map(|it| lower.match_indices(it))
        .map(|(start, _)| start)
        .collect();
    starts.sort_unstable();
    let digits = starts.into_iter().find_map(|start| {
        let (head, tail) = lower.split_at_checked(start)?;
        let in_a_word = head.ends_with(|it: char| it.is_alphanumeric());
        let written = tail
            .get(3..)?
            .trim_start_matches('s')
            .trim_start_matches(['.', ':', ' ']);
        let written = number_of(written);
        (!in_a_word && !written.is_empty()).then_some(written)
    })?;
    let money = Money::parse_provider(digits, Currency::Kes).ok()?;
    money.is_positive().then_some(money)
}

/// Digits with commas and points among them at the beginning of a text.
fn number_of(text: &str) -> &str {
    let end = text
        .find(|it: char| !matches!(it, '0'..='9' | ',' | '.'))
        .unwrap_or(text.len());
    let number = text.get(..end).unwrap_or_default();
    if number.starts_with(|it: char| it.is_ascii_digit()) {
        number.trim_end_matches([',', '.'])
    } else {
        ""
    }
}

/// What stands between `for account` and the date, or the end of the sentence where there is no date.
fn reference(says: &str, lower: &str, date_at: Option<usize>) -> Option<String> {
    let head = lower.get(..date_at.unwrap_or(lower.len()))?;
    let start = head.rfind(ACCOUNT)?.saturating_add(ACCOUNT.len());
    let after = head.get(start..)?;
    let length = match date_at {
        Some(_) => after.rfind(ON),
        None => [after.find(ON), after.find(". ")]
            .into_iter()
            .flatten()
            .min(),
    };
    let end = start.saturating_add(length.unwrap_or(after.len()));
    let reference = says
        .get(start..end)?
        .trim_matches(|it: char| it.is_whitespace() || matches!(it, '.' | ':' | ','));
    let fits = (1..=REFERENCE_CHARS_MAX).contains(&reference.chars().count());
    // With an amount in it, somebody has edited the message, and it may be the balance.
    let tells_an_amount = amount(&reference.to_ascii_lowercase()).is_some();
    (fits && !tells_an_amount).then(|| reference.to_owned())
}

/// The first date with a time behind it, day first, and where it begins. A name or a reference may hold a date too.
fn time(lower: &str) -> Option<(usize, NaiveDateTime)> {
    let mut before = ' ';
    for (at, character) in lower.char_indices() {
        let begins = character.is_ascii_digit() && !before.is_ascii_digit();
        before = character;
        if !begins {
            continue;
        }
        let tail = lower.get(at..).unwrap_or_default();
        if let Some(time) = date(tail).and_then(|(day, rest)| time_of(day, rest)) {
            return Some((at, time));
        }
    }
    None
}

/// `5/12/26` or `05-12-2026` at the beginning of a text, and what follows.
fn date(text: &str) -> Option<(NaiveDate, &str)> {
    let (day, rest) = digits(text, 2)?;
    let separator = rest
        .chars()
        .next()
        .filter(|it| matches!(it, '/' | '-' | '.'))?;
    let (month, rest) = digits(rest.strip_prefix(separator)?, 2)?;
    let (year_digits, rest) = digits(rest.strip_prefix(separator)?, 4)?;
    let year: i32 = year_digits.parse().ok()?;
    let year = match year_digits.len() {
        2 => CENTURY.saturating_add(year),
        4 => year,
        _ => return None,
    };
    if !(YEAR_MIN..=YEAR_MAX).contains(&year) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
    Some((date, rest))
}

/// ` at 8:30 PM`, `at 8:30pm`, `, 20:30` after a date.
fn time_of(day: NaiveDate, text: &str) -> Option<NaiveDateTime> {
    let text = text.trim_start_matches([' ', ',', '.']);
    let text = text
        .strip_prefix("at")
        .or_else(|| text.strip_prefix("saa"))
        .unwrap_or(text)
        .trim_start();
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(rest.strip_prefix([':', '.'])?, 2)?;
    if minute.len() != 2 {
        return None;
    }
    let hour: u32 = hour.parse().ok()?;
    let half = rest.trim_start();
    let hour = if half.starts_with("am") || half.starts_with("a.m") {
        if hour == 12 { 0 } else { within_half(hour)? }
    } else if half.starts_with("pm") || half.starts_with("p.m") {
        if hour == 12 {
            12
        } else {
            within_half(hour)?.saturating_add(12)
        }
    } else {
        hour
    };
    day.and_hms_opt(hour, minute.parse().ok()?, 0)
}

fn within_half(hour: u32) -> Option<u32> {
    (hour < 12).then_some(hour)
}

/// At most `most` digits, at least one, and no further digit behind them.
fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let end = text
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(text.len());
    (1..=most).contains(&end).then(|| text.split_at(end))
}
