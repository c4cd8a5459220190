//! What is left on the account, as far as the answer can be understood: its shape is not documented.
//! It must not know in which unit the house counts, messages or shillings.

use rust_decimal::Decimal;

use super::wire::{self, Fields};
use super::{answer, gateway::GatewayError};

/// The names under which integrators found it.
const CREDIT: &[&str] = &[
    "credit",
    "credits",
    "balance",
    "sms-balance",
    "sms_balance",
    "account-balance",
    "account_balance",
    "available-balance",
];

/// What precedes an amount in words.
const CURRENCIES: &[&str] = &["KES", "KSH", "KSHS"];

/// The amount that is left; `None` where the answer names none, several, or something that is no amount.
///
/// # Errors
/// The answer is no JSON, or it refuses.
pub(super) fn balance(body: &str) -> Result<Option<Decimal>, GatewayError> {
    let rows = wire::rows(body).ok_or(GatewayError::Unreadable)?;
    if let Some(refusal) = answer::refusal(&rows) {
        return Err(GatewayError::Refused(refusal));
    }
    let mut amounts: Vec<Decimal> = rows.iter().filter_map(amount).collect();
    if amounts.is_empty() {
        let inner = rows.iter().flat_map(Fields::nested);
        amounts = inner.filter_map(|it| amount(&it)).collect();
    }
    amounts.dedup();
    Ok(match amounts.as_slice() {
        [amount] => Some(*amount),
        _ => None,
    })
}

fn amount(fields: &Fields<'_>) -> Option<Decimal> {
    let text = fields.text(CREDIT)?.to_ascii_uppercase();
    let amount = CURRENCIES
        .iter()
        .rev()
        .find_map(|it| text.strip_prefix(it))
        .unwrap_or(&text);
    let digits: String = amount
        .trim_start_matches('.')
        .chars()
        .filter(|it| !matches!(it, ',' | ' '))
        .collect();
    let written_plainly = digits
        .bytes()
        .all(|it| matches!(it, b'0'..=b'9' | b'.' | b'-'));
    if !written_plainly {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_certainly_an_amount_is_understood_and_nothing_else() {
        let cases = [
            (r#"{"response-code":200,"credit":"1234.50"}"#, Ok("1234.50")),
            (r#"{"respose-code":"200","credit":1234.50}"#, Ok("1234.50")),
            (r#"{"response-code":200,"balance":0}"#, Ok("0")),
            (r#"{"credit":"-3"}"#, Ok("-3")),
            (r#"{"Credit":"KES 1,234.50"}"#, Ok("1234.50")),
            (r#"{"credit":"Kshs. 20"}"#, Ok("20")),
            (
                r#"{"responses":[{"response-code":200,"credit":7}]}"#,
                Ok("7"),
            ),
            (r#"[{"credit":7}]"#, Ok("7")),
            (
                r#"{"response-code":200,"data":{"sms_balance":"7"}}"#,
                Ok("7"),
            ),
            (r#"{"credit":7,"balance":"7"}"#, Ok("7")),
            (r#"{"credit":7,"balance":8}"#, Ok("none")),
            (r#"[{"credit":7},{"credit":8}]"#, Ok("none")),
            (r#"{"response-code":200,"credit":"plenty"}"#, Ok("none")),
            (r#"{"response-code":200,"credit":1e3}"#, Ok("none")),
            (r#"{"response-code":200,"credit":null}"#, Ok("none")),
            (r#"{"response-code":200}"#, Ok("none")),
            ("{}", Ok("none")),
            (
                r#"{"response-code":1006,"credit":7}"#,
                Err(
                    "the SMS gateway refuses: check the address, the API key, the partner and the sender (1006)",
                ),
            ),
            (
                "<html>502</html>",
                Err("the SMS gateway's answer cannot be understood"),
            ),
            ("", Err("the SMS gateway's answer cannot be understood")),
        ];
        for (body, expected) in cases {
            let read = balance(body)
                .map(|amount| amount.map_or("none".to_owned(), |it| it.to_string()))
                .map_err(|error| error.to_string());
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(read, expected, "{body}");
        }
    }
}
