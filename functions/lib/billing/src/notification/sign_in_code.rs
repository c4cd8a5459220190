//! The code by which somebody signs in: six digits, told once to one place. It is not printed, and it is forgotten as
//! soon as it was handed over.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::typed;

/// Digits of a code.
pub const CODE_DIGITS: usize = 6;

/// How many codes there are.
const CODES: u64 = 1_000_000;

/// What stands where a code stood.
const FORGOTTEN: &str = "••••••";

/// Six digits that somebody has to type, whoever thought them up: we, or an authenticator.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    /// The code of a random number.
    pub fn from_random(random: u64) -> OneTimeCode {
        let number = random.checked_rem(CODES).unwrap_or_default();
        OneTimeCode(format!("{number:0width$}", width = CODE_DIGITS))
    }

    /// Reads six digits however they are grouped; nothing where there are more, fewer or other characters.
    pub fn parse(typed: &str) -> Option<OneTimeCode> {
        let digits: String = typed
            .chars()
            .filter(|character| !typed::is_grouping(*character))
            .take(CODE_DIGITS.saturating_add(1))
            .collect();
        let is_code = digits.len() == CODE_DIGITS && digits.bytes().all(|it| it.is_ascii_digit());
        is_code.then_some(OneTimeCode(digits))
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OneTimeCode")
    }
}

/// A code for signing in, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInCode {
    /// The code; dots once it was handed over.
    pub code: OneTimeCode,
    /// For how many minutes it works.
    pub minutes: u32,
    /// Until when it works, and until when it is worth sending.
    pub good_until: DateTime<Utc>,
}

impl SignInCode {
    /// Puts dots in the place of the code, here and wherever else it stands in `texts`.
    pub fn forget<'a>(&mut self, texts: impl IntoIterator<Item = &'a mut String>) {
        let code = std::mem::replace(&mut self.code, OneTimeCode(FORGOTTEN.to_owned()));
        for text in texts {
            *text = text.replace(code.as_str(), FORGOTTEN);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OneTimeCode, SignInCode};

    #[test]
    fn every_code_has_six_digits() {
        let codes = [0, 7, 999_999, 1_000_000, u64::MAX].map(OneTimeCode::from_random);
        let texts = codes.each_ref().map(OneTimeCode::as_str);
        assert_eq!(texts, ["000000", "000007", "999999", "000000", "551615"]);
    }

    #[test]
    fn a_code_is_read_as_people_type_it_and_nothing_else_is() {
        for typed in ["012345", " 012 345 ", "012-345", "012\u{a0}345"] {
            assert_eq!(OneTimeCode::parse(typed).unwrap().as_str(), "012345");
        }
        for typed in ["", "12345", "0123456", "O12345", "01234\u{0665}", "+12345"] {
            assert_eq!(OneTimeCode::parse(typed), None, "{typed}");
        }
        assert_eq!(OneTimeCode::parse(&"1".repeat(100_000)), None);
    }

    #[test]
    fn a_code_that_is_forgotten_is_nowhere_any_more_and_never_printed() {
        let mut told = SignInCode {
            code: OneTimeCode::from_random(314_159),
            minutes: 10,
            good_until: "2026-12-07T06:10:00Z".parse().unwrap(),
        };
        assert!(!format!("{told:?}").contains("314159"));
        let mut text = "314159 is your code: 314159".to_owned();
        told.forget([&mut text]);
        assert_eq!(text, "•••••• is your code: ••••••");
        assert_eq!(told.code.as_str(), "••••••");
        told.forget([&mut text]);
        assert_eq!(text, "•••••• is your code: ••••••");
    }
}
