//! What a request says, read as the documents describe its fields.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use reqwest::Url;
use serde_json::Value;

use crate::mpesa::refusal::Refusal;
use crate::mpesa::{AMOUNT_MAX_SHILLINGS, AMOUNT_MIN_SHILLINGS};

/// What must not be in an address that C2B calls, in any case.
const FORBIDDEN: [&str; 8] = [
    "mpesa",
    "m-pesa",
    "safaricom",
    "exe",
    "exec",
    "cmd",
    "sql",
    "query",
];

/// A request that is a JSON object.
pub(super) struct Fields(Value);

impl Fields {
    /// The object that a body is.
    pub fn read(body: &[u8]) -> Result<Self, Refusal> {
        let value: Option<Value> = serde_json::from_slice(body).ok();
        let object = value.filter(Value::is_object);
        object
            .map(Self)
            .ok_or_else(|| Refusal::invalid("Request Body"))
    }

    /// A string or a number as text; empty for anything else.
    pub fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// A text for which something holds.
    pub fn that(&self, name: &str, holds: impl FnOnce(&str) -> bool) -> Result<String, Refusal> {
        let text = self.text(name);
        match holds(&text) {
            true => Ok(text),
            false => Err(Refusal::invalid(name)),
        }
    }

    /// A text that is not blank.
    pub fn filled(&self, name: &str) -> Result<String, Refusal> {
        self.that(name, |text| !text.trim().is_empty())
    }

    /// An amount in whole shillings within the limits.
    pub fn amount(&self, name: &str) -> Result<u32, Refusal> {
        let amount = self.text(name).parse().ok();
        let amount = amount.filter(|it| is_amount(*it));
        amount.ok_or_else(|| Refusal::invalid(name))
    }

    /// An address that may be called back: HTTPS, or anything on this machine.
    pub fn address(&self, name: &str) -> Result<String, Refusal> {
        self.that(name, is_callable)
    }

    /// An address that C2B accepts.
    pub fn c2b_address(&self, name: &str) -> Result<String, Refusal> {
        self.that(name, |text| {
            let lower = text.to_ascii_lowercase();
            is_callable(text) && !FORBIDDEN.iter().any(|it| lower.contains(it))
        })
    }

    /// A date as the pull service wants it.
    pub fn pull_date(&self, name: &str) -> Result<DateTime<Utc>, Refusal> {
        let date = crate::mpesa::identifiers::pull_date(&self.text(name));
        date.ok_or_else(|| Refusal::invalid(name))
    }
}

/// The token of a request.
pub(super) fn bearer(headers: &HeaderMap) -> &str {
    let value = headers.get(header::AUTHORIZATION);
    let text = value.and_then(|it| it.to_str().ok()).unwrap_or_default();
    text.strip_prefix("Bearer ").unwrap_or_default()
}

/// Whether an amount is within the limits.
pub(super) fn is_amount(shillings: u32) -> bool {
    (AMOUNT_MIN_SHILLINGS..=AMOUNT_MAX_SHILLINGS).contains(&shillings)
}

/// `2547…` or `2541…`, twelve digits.
pub(super) fn is_phone(text: &str) -> bool {
    text.len() == 12 && is_digits(text) && (text.starts_with("2547") || text.starts_with("2541"))
}

/// Five to seven digits.
pub(super) fn is_short_code(text: &str) -> bool {
    (5..=7).contains(&text.len()) && is_digits(text)
}

/// An address on this machine, without TLS.
pub(super) fn loopback(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let here = matches!(url.host_str()?, "127.0.0.1" | "localhost" | "[::1]");
    (here && url.scheme() == "http").then_some(url)
}

fn is_callable(address: &str) -> bool {
    let public = Url::parse(address).is_ok_and(|it| it.scheme() == "https");
    public || loopback(address).is_some()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_called_and_c2b_is_choosy_about_words() {
        let cases = [
            ("http://127.0.0.1:3000/hooks/a/stk", true, true, true),
            ("http://localhost/x", true, true, true),
            ("http://[::1]:9/x", true, true, true),
            ("https://127.0.0.1/x", false, true, true),
            ("https://pay.example.co.ke/hooks", false, true, true),
            ("http://pay.example.co.ke/hooks", false, false, false),
            ("http://127.0.0.1.example.com/x", false, false, false),
            ("http://127.0.0.1@example.com/x", false, false, false),
            ("https://pay.example.co.ke/M-Pesa", false, true, false),
            ("https://pay.example.co.ke/mysqlite", false, true, false),
            ("ftp://127.0.0.1/x", false, false, false),
            ("", false, false, false),
        ];
        for (address, called, taken, by_c2b) in cases {
            let body = serde_json::json!({ "URL": address }).to_string();
            let fields = Fields::read(body.as_bytes()).unwrap();
            assert_eq!(loopback(address).is_some(), called, "{address}");
            assert_eq!(fields.address("URL").is_ok(), taken, "{address}");
            assert_eq!(fields.c2b_address("URL").is_ok(), by_c2b, "{address}");
        }
    }
}
