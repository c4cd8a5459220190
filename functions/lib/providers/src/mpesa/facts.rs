//! The facts that C2B and STK messages share: receipt, amount, time, the payer's phone.
//! It owns how M-PESA writes each of them, and what is wrong with one that it does not write so.

use std::fmt;

use billing::civil::nairobi_instant;
use billing::money::{Currency, Money, MoneyError};
use billing::phone::PayerPhone;
use billing::receipt::Receipt;
use chrono::{DateTime, NaiveDate, Utc};

use super::text;
use super::unreadable::{AmountFault, Unreadable};
use super::wire::Value;

/// What is odd about a payment that was taken in all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The time of payment was missing or unreadable; the time of receiving stands in for it.
    TimeUnreadable,
    /// The receipt does not look like any that M-PESA is known to give out.
    UnusualReceipt,
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TimeUnreadable => "no readable time of payment: the time of receiving is taken",
            Self::UnusualReceipt => "the receipt does not look like one of M-PESA's",
        })
    }
}

/// The receipt code, which a payment cannot be without.
pub(super) fn receipt(
    field: &'static str,
    value: &Value<'_>,
    notes: &mut Vec<Note>,
) -> Result<Receipt, Unreadable> {
    let receipt = Receipt::parse(required(field, value)?);
    let receipt = receipt.map_err(|_| Unreadable::NotAReceipt(field))?;
    if !receipt.looks_like_mpesa() {
        notes.push(Note::UnusualReceipt);
    }
    Ok(receipt)
}

/// A positive amount of shillings.
pub(super) fn amount(field: &'static str, value: &Value<'_>) -> Result<Money, Unreadable> {
    let fault = |fault| Unreadable::Amount(field, fault);
    let amount = Money::parse_provider(required(field, value)?, Currency::Kes);
    match amount {
        Ok(amount) if amount.is_positive() => Ok(amount),
        Ok(_) => Err(fault(AmountFault::NotPositive)),
        Err(MoneyError::TooManyDecimals) => Err(fault(AmountFault::FractionOfACent)),
        Err(MoneyError::OutOfRange) => Err(fault(AmountFault::TooLarge)),
        Err(_) => Err(fault(AmountFault::NotPlainDigits)),
    }
}

/// A balance, of either sign; what cannot be read as one is not known.
pub(super) fn balance(value: &Value<'_>) -> Option<Money> {
    Money::parse_provider(value.text()?, Currency::Kes).ok()
}

/// The time of payment, or else the time of receiving: the payment is real whatever its date looks like.
pub(super) fn paid_at(
    value: &Value<'_>,
    received_at: DateTime<Utc>,
    notes: &mut Vec<Note>,
) -> DateTime<Utc> {
    value.text().and_then(instant).unwrap_or_else(|| {
        notes.push(Note::TimeUnreadable);
        received_at
    })
}

/// What stands for the payer's phone, as it came, and what it could be read as.
pub(super) fn phone(value: &Value<'_>) -> (Option<PayerPhone>, Option<String>) {
    let phone_text = text::trimmed(value, text::PHONE_CHARACTERS_MAX);
    let phone = phone_text.as_deref().and_then(PayerPhone::parse);
    (phone, phone_text)
}

/// The text of a field that must say something.
pub(super) fn required<'v>(
    field: &'static str,
    value: &'v Value<'_>,
) -> Result<&'v str, Unreadable> {
    match value.text().map(str::trim) {
        Some("") => Err(Unreadable::Missing(field)),
        Some(text) => Ok(text),
        None if *value == Value::Absent => Err(Unreadable::Missing(field)),
        None => Err(Unreadable::WrongShape(field)),
    }
}

/// The text of a field that must say something in at most `characters_max`: a code, or the name of a request.
pub(super) fn bounded(
    field: &'static str,
    value: &Value<'_>,
    characters_max: usize,
) -> Result<String, Unreadable> {
    let text = required(field, value)?;
    if text.chars().count() > characters_max {
        return Err(Unreadable::TooLong(field));
    }
    Ok(text.to_owned())
}

/// As [`bounded`], and `None` where the field says nothing.
pub(super) fn bounded_if_any(
    field: &'static str,
    value: &Value<'_>,
    characters_max: usize,
) -> Result<Option<String>, Unreadable> {
    match bounded(field, value, characters_max) {
        Ok(text) => Ok(Some(text)),
        Err(Unreadable::Missing(_)) => Ok(None),
        Err(unreadable) => Err(unreadable),
    }
}

/// `YYYYMMDDHHmmss` by the clocks of Nairobi.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let year = text.get(..4)?.parse::<i32>().ok()?;
    let day = NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?)?;
    let local = day.and_hms_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?)?;
    Some(nairobi_instant(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Value<'_> {
        Value::Text(value.to_owned())
    }

    #[test]
    fn amounts_are_read_exactly_or_refused_with_the_reason() {
        use AmountFault::{FractionOfACent, NotPlainDigits, NotPositive, TooLarge};
        let missing = Err("Amount is missing".to_owned());
        let fault = |fault: AmountFault| Err(format!("Amount {fault}"));
        let cases: &[(Value<'_>, Result<i64, String>)] = &[
            (text("5.00"), Ok(500)),
            (text("10"), Ok(1000)),
            (text(" 10.5 "), Ok(1050)),
            (text("0.01"), Ok(1)),
            (text("1,000.00"), Ok(100_000)),
            (text("1,234,567.89"), Ok(123_456_789)),
            (text("250000.000"), Ok(25_000_000)),
            (Value::Number("1.00"), Ok(100)),
            (Value::Number("233.8"), Ok(23_380)),
            (text(""), missing.clone()),
            (Value::Absent, missing),
            (
                Value::Other,
                Err("Amount is neither text nor a number".to_owned()),
            ),
            (text("0"), fault(NotPositive)),
            (text("0.00"), fault(NotPositive)),
            (Value::Number("-0"), fault(NotPositive)),
            (text("-5.00"), fault(NotPositive)),
            (Value::Number("-1"), fault(NotPositive)),
            (text("1e3"), fault(NotPlainDigits)),
            (Value::Number("1E+2"), fault(NotPlainDigits)),
            (text("NaN"), fault(NotPlainDigits)),
            (text("Infinity"), fault(NotPlainDigits)),
            (text("five"), fault(NotPlainDigits)),
            (text("KES 5"), fault(NotPlainDigits)),
            (text("+5"), fault(NotPlainDigits)),
            (text("0x10"), fault(NotPlainDigits)),
            (text("５.00"), fault(NotPlainDigits)),
            (text("\u{2212}5"), fault(NotPlainDigits)),
            (text("1,00"), fault(NotPlainDigits)),
            (text("1000,000"), fault(NotPlainDigits)),
            (text("1.000,00"), fault(NotPlainDigits)),
            (text("5."), fault(NotPlainDigits)),
            (text("5.005"), fault(FractionOfACent)),
            (text("99999999999999999999"), fault(TooLarge)),
            (text("9007199254740993"), fault(TooLarge)),
        ];
        for (value, expected) in cases {
            let read = amount("Amount", value)
                .map(Money::cents)
                .map_err(|error| error.to_string());
            assert_eq!(read, *expected, "{value:?}");
        }
    }

    #[test]
    fn a_time_is_nairobis_and_an_unreadable_one_is_the_time_of_receiving() {
        let received_at = "2026-11-20T10:00:00Z".parse().unwrap();
        let cases = [
            (text("20231121121325"), "2023-11-21T09:13:25+00:00", false),
            (
                Value::Number("20191219102115"),
                "2019-12-19T07:21:15+00:00",
                false,
            ),
            (text("20240229235959"), "2024-02-29T20:59:59+00:00", false),
            (text("20230229000000"), "2026-11-20T10:00:00+00:00", true),
            (text("20231121121360"), "2026-11-20T10:00:00+00:00", true),
            (text("2023-11-21 12:13"), "2026-11-20T10:00:00+00:00", true),
            (
                Value::Number("2.0231121e13"),
                "2026-11-20T10:00:00+00:00",
                true,
            ),
            (text("２０２３１１２１"), "2026-11-20T10:00:00+00:00", true),
            (text(""), "2026-11-20T10:00:00+00:00", true),
            (Value::Absent, "2026-11-20T10:00:00+00:00", true),
            (Value::Other, "2026-11-20T10:00:00+00:00", true),
        ];
        for (value, expected, noted) in cases {
            let mut notes = Vec::new();
            let read = paid_at(&value, received_at, &mut notes);
            assert_eq!(read.to_rfc3339(), expected, "{value:?}");
            assert_eq!(notes == [Note::TimeUnreadable], noted, "{value:?}");
        }
    }

    #[test]
    fn every_form_of_a_phone_is_recognised_and_anything_else_is_kept_as_text() {
        let digest = "172509f6416f41d1ce3b78a757c1d4ce90fc1ab1c9d4cdf1edf25ab7bf3fbdfd";
        let form = |value: &Value<'_>| {
            let (phone, kept) = phone(value);
            let form = phone.map(|phone| match phone {
                PayerPhone::Number(_) => "number",
                PayerPhone::Hash(_) => "hash",
                PayerPhone::Mask(_) => "mask",
            });
            (form, kept)
        };
        let cases = [
            (text("254708374149"), Some("number"), Some("254708374149")),
            (
                Value::Number("254708374149"),
                Some("number"),
                Some("254708374149"),
            ),
            (text(digest), Some("hash"), Some(digest)),
            (text("2547 ***** 126"), Some("mask"), Some("2547 ***** 126")),
            (text("25470****149"), Some("mask"), Some("25470****149")),
            (text("'; DROP TABLE"), None, Some("'; DROP TABLE")),
            (text(""), None, None),
            (Value::Absent, None, None),
            (Value::Other, None, None),
        ];
        for (value, expected, kept) in cases {
            assert_eq!(
                form(&value),
                (expected, kept.map(str::to_owned)),
                "{value:?}"
            );
        }
    }

    #[test]
    fn a_receipt_is_normalised_and_an_unusual_one_only_noted() {
        let read = |value: &str| {
            let mut notes = Vec::new();
            let receipt = receipt("TransID", &text(value), &mut notes);
            (receipt.map(|receipt| receipt.as_str().to_owned()), notes)
        };
        let unusual = vec![Note::UnusualReceipt];
        assert_eq!(read(" rkl51zdr4f "), (Ok("RKL51ZDR4F".to_owned()), vec![]));
        assert_eq!(read("ABCD1234XYZ"), (Ok("ABCD1234XYZ".to_owned()), unusual));
        assert_eq!(read(" "), (Err(Unreadable::Missing("TransID")), vec![]));
        assert_eq!(
            read("RÉÇU"),
            (Err(Unreadable::NotAReceipt("TransID")), vec![])
        );
        assert_eq!(
            read(&"A".repeat(65)),
            (Err(Unreadable::NotAReceipt("TransID")), vec![])
        );
    }
}
