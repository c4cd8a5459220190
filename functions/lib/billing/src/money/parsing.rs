//! Reading amounts: strictly from our own interfaces, tolerantly from providers, never by guessing.

use crate::money::{Currency, Money, MoneyError};

impl Money {
    /// Reads `1250`, `1250.5` or `-1250.50`: ASCII digits, at most two decimals, nothing else.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let (negative, whole, decimals) = parts(text)?;
        if !is_digits(whole) {
            return Err(MoneyError::NotAnAmount);
        }
        if decimals.is_some_and(|decimals| decimals.len() > 2) {
            return Err(MoneyError::TooManyDecimals);
        }
        from_parts(negative, whole, decimals.unwrap_or_default(), currency)
    }

    /// Reads an amount as providers write it: also with white space around it, well grouped thousands (`1,000.00`)
    /// and superfluous zeros (`168.000`). Refused all the same: exponents, misplaced commas, parts of a cent.
    pub fn parse_provider(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let (negative, whole, decimals) = parts(text.trim())?;
        let decimals = decimals.unwrap_or_default();
        let superfluous = decimals.get(2..).unwrap_or_default();
        if superfluous.bytes().any(|digit| digit != b'0') {
            return Err(MoneyError::TooManyDecimals);
        }
        let whole = ungrouped(whole)?;
        from_parts(
            negative,
            &whole,
            decimals.get(..2).unwrap_or(decimals),
            currency,
        )
    }
}

/// Sign, whole part as written, and decimals, which are at least one ASCII digit when there is a point.
fn parts(text: &str) -> Result<(bool, &str, Option<&str>), MoneyError> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    match unsigned.split_once('.') {
        None => Ok((negative, unsigned, None)),
        Some((whole, decimals)) if is_digits(decimals) => Ok((negative, whole, Some(decimals))),
        Some(_) => Err(MoneyError::NotAnAmount),
    }
}

/// The whole part without thousands commas, which must stand before every third digit or nowhere.
fn ungrouped(whole: &str) -> Result<String, MoneyError> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = whole.contains(',');
    let well_grouped = is_digits(first)
        && (!is_grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    if well_grouped {
        Ok(whole.replace(',', ""))
    } else {
        Err(MoneyError::NotAnAmount)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn from_parts(
    negative: bool,
    whole: &str,
    decimals: &str,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let cents: i64 = format!("{whole}{decimals:0<2}")
        .parse()
        .map_err(|_| MoneyError::OutOfRange)?;
    let money = Money::from_cents(cents, currency)?;
    Ok(if negative { money.negated() } else { money })
}
