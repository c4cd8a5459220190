//! What M-PESA calls back with, spelt as documented and in the documents' order.

use serde_json::value::{RawValue, to_raw_value};

pub(super) mod c2b;
pub(super) mod results;
pub(super) mod stk;

/// A number with exactly these digits: `1.00` stays `1.00`.
fn number(digits: &str) -> Box<RawValue> {
    RawValue::from_string(digits.to_owned()).expect("digits are a number in JSON")
}

/// A string.
fn text(text: &str) -> Box<RawValue> {
    to_raw_value(text).expect("a text is a string in JSON")
}

/// A code: a number where it is one and nothing else is asked for.
fn code(code: &str, as_text: bool) -> Box<RawValue> {
    match code.parse::<u32>() {
        Ok(_) if !as_text => number(code),
        _ => text(code),
    }
}

/// Whole shillings with the decimals that amounts are written with.
fn decimals(shillings: impl std::fmt::Display) -> String {
    format!("{shillings}.00")
}
