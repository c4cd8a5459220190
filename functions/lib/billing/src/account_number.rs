//! Account numbers: what a customer types as the reference of a payment.
//! It knows how numbers are written and mistyped, not who has which.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::typed;

/// The most characters of an account number: what M-PESA lets a payer type.
pub const ACCOUNT_NUMBER_CHARS_MAX: usize = 20;

/// The digits of a generated account number, check digit included.
pub const GENERATED_DIGITS: usize = 8;

const MISSING_ONE: usize = GENERATED_DIGITS - 1;
const ONE_TOO_MANY: usize = GENERATED_DIGITS + 1;

const BODY_MIN: u64 = 1_000_000;
const BODY_COUNT: u64 = 9_000_000;

/// An account number in its normalised form, which is the key: 1 to 20 of `A-Z0-9`.
///
/// Numbers that we generate have eight digits, the last being a check digit after H. Michael Damm.
/// Damm's scheme is chosen because it detects *every* single wrong digit and *every* swap of two neighbours with one
/// plain digit, so one such slip can never reach another customer. Luhn misses `09` for `90`, ISO 7064 needs an `X`.
/// A number that a provider brings along may be anything else that fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountNumber(String);

typed::plain_text!(AccountNumber, AccountNumberError);

/// Why a text is no account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AccountNumberError {
    /// Nothing is left after removing spaces and separators.
    #[error("enter an account number")]
    Empty,
    /// There is a character other than letters, digits and separators.
    #[error("use only letters A to Z and digits in an account number, not {0:?}")]
    UnexpectedCharacter(char),
    /// There are more than [`ACCOUNT_NUMBER_CHARS_MAX`] characters.
    #[error("use at most 20 characters in an account number")]
    TooLong,
}

impl AccountNumber {
    /// Reads an account number as people type it: any case, with spaces, `- _ # / .` and invisible characters.
    pub fn parse(text: &str) -> Result<AccountNumber, AccountNumberError> {
        let mut normalised = String::new();
        for character in text.chars().filter(|character| !is_separator(*character)) {
            if !character.is_ascii_alphanumeric() {
                return Err(AccountNumberError::UnexpectedCharacter(character));
            }
            if normalised.len() == ACCOUNT_NUMBER_CHARS_MAX {
                return Err(AccountNumberError::TooLong);
            }
            normalised.push(character.to_ascii_uppercase());
        }
        if normalised.is_empty() {
            return Err(AccountNumberError::Empty);
        }
        Ok(AccountNumber(normalised))
    }

    /// The account number that a payment's reference may be; `None` for a reference that cannot be one.
    pub fn from_reference(text: &str) -> Option<AccountNumber> {
        AccountNumber::parse(text).ok()
    }

    /// A number of ours: seven digits of `body` and the check digit.
    /// A `body` outside 1,000,000 to 9,999,999 is reduced into that range by modulo; within it, it stays.
    pub fn generated(body: u32) -> AccountNumber {
        let offset = u64::from(body)
            .saturating_add(BODY_COUNT)
            .saturating_sub(BODY_MIN)
            .rem_euclid(BODY_COUNT);
        let body = BODY_MIN.saturating_add(offset).to_string();
        let check = damm(body.bytes());
        AccountNumber(format!("{body}{check}"))
    }

    /// The normalised form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the check digit is right; `None` unless there are exactly eight digits.
    pub fn has_valid_check_digit(&self) -> Option<bool> {
        has_generated_shape(&self.0).then(|| damm(self.0.bytes()) == 0)
    }

    /// Whether this can be a number that we generated: eight digits, no leading zero, right check digit.
    pub fn looks_generated(&self) -> bool {
        !self.0.starts_with('0') && self.has_valid_check_digit() == Some(true)
    }

    /// The numbers of ours that this one may be a slip of, itself excluded, in ascending order.
    ///
    /// One slip is: one wrong character, two neighbours swapped, one digit missing, one too many,
    /// or letters typed for the digits they look like (`O I L S B Z`).
    pub fn near_misses(&self) -> Vec<AccountNumber> {
        let typed = self.0.as_bytes();
        let digits = || b'0'..=b'9';
        let mut slips = vec![typed.iter().copied().map(look_alike).collect()];
        for position in 0..=typed.len() {
            match typed.len() {
                MISSING_ONE => {
                    slips.extend(digits().map(|digit| with(typed, position..position, &[digit])))
                }
                GENERATED_DIGITS => {
                    let next = position.saturating_add(1);
                    if let Some(pair) = typed.get(position..=next) {
                        slips.push(with(
                            typed,
                            position..next.saturating_add(1),
                            &[pair[1], pair[0]],
                        ));
                    }
                    if position < typed.len() {
                        slips.extend(digits().map(|digit| with(typed, position..next, &[digit])));
                    }
                }
                ONE_TOO_MANY if position < typed.len() => {
                    slips.push(with(typed, position..position.saturating_add(1), &[]));
                }
                _ => {}
            }
        }
        let near: BTreeSet<AccountNumber> = slips
            .into_iter()
            .filter_map(|slip| String::from_utf8(slip).ok().map(AccountNumber))
            .filter(|number| number != self && number.looks_generated())
            .collect();
        near.into_iter().collect()
    }
}

/// `typed` with the characters in `range` replaced.
fn with(typed: &[u8], range: Range<usize>, replacement: &[u8]) -> Vec<u8> {
    let mut slip = typed.to_vec();
    slip.splice(range, replacement.iter().copied());
    slip
}

pub(crate) fn is_separator(character: char) -> bool {
    typed::is_grouping(character) || matches!(character, '_' | '#')
}

fn has_generated_shape(text: &str) -> bool {
    text.len() == GENERATED_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn look_alike(letter: u8) -> u8 {
    match letter {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        b'S' => b'5',
        b'B' => b'8',
        b'Z' => b'2',
        other => other,
    }
}

/// The totally anti-symmetric quasigroup of order ten from H. M. Damm's dissertation (2004).
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of ASCII digits; zero when they end in the right one already.
fn damm(digits: impl Iterator<Item = u8>) -> u8 {
    digits.fold(0, |interim, digit| {
        let column = usize::from(digit.saturating_sub(b'0'));
        DAMM[usize::from(interim)][column]
    })
}
