//! Kenyan mobile numbers in the three forms that reach us: in full, as SHA-256, and masked.
//! It knows how they are written, not whose they are.

pub mod mask;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::phone::mask::PhoneMask;
use crate::typed;

/// The digits of a number with its country code.
pub const MSISDN_DIGITS: usize = 12;

const COUNTRY: &str = "254";
const NATIONAL_DIGITS: usize = 9;
const HASH_DIGITS: usize = 64;

/// A Kenyan mobile number: twelve digits, `2547…` or `2541…`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Msisdn(String);

typed::plain_text!(Msisdn, PhoneError);

/// Why a text is no phone number, hash or mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// There is no digit.
    #[error("enter a phone number")]
    Empty,
    /// There is a character that does not belong into a phone number.
    #[error("use only digits, spaces and dashes in a phone number, not {0:?}")]
    UnexpectedCharacter(char),
    /// There are too few or too many digits.
    #[error("check the number of digits: a phone number looks like 0712 345 678")]
    WrongLength,
    /// It is not a mobile number of Kenya.
    #[error("enter a Kenyan mobile number, which starts with 07 or 01")]
    NotKenyanMobile,
    /// A hash is not 64 hexadecimal digits.
    #[error("give the SHA-256 of the number as 64 hexadecimal digits")]
    NotAHash,
    /// A mask hides nothing or shows too little at its end.
    #[error("give a mask that hides digits and shows at least the last two")]
    NotAMask,
}

impl Msisdn {
    /// Reads a number however people write it: `07…`, `7…`, `+254…`, `00254…`, `254 (0) 7…`, grouped in any way.
    pub fn parse(text: &str) -> Result<Msisdn, PhoneError> {
        let (international, digits) = digits_of(text)?;
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        let national = if international {
            digits
                .strip_prefix(COUNTRY)
                .ok_or(PhoneError::NotKenyanMobile)?
        } else {
            without_country(&digits)
        };
        let national = national.strip_prefix('0').unwrap_or(national);
        if national.len() != NATIONAL_DIGITS {
            return Err(PhoneError::WrongLength);
        }
        if !national.starts_with(['7', '1']) {
            return Err(PhoneError::NotKenyanMobile);
        }
        Ok(Msisdn(format!("{COUNTRY}{national}")))
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is dialled in Kenya: `0712345678`.
    pub fn national(&self) -> String {
        format!("0{}", self.subscriber())
    }

    /// For showing to people: `07•• ••• 149`.
    pub fn masked(&self) -> String {
        let (first, _) = self.subscriber().split_at(1);
        let (_, last) = self.0.split_at(MSISDN_DIGITS.saturating_sub(3));
        format!("0{first}•• ••• {last}")
    }

    /// SHA-256 of the twelve digits, as M-PESA sends it.
    pub fn sha256(&self) -> PhoneHash {
        let digest = Sha256::digest(self.0.as_bytes());
        PhoneHash(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn subscriber(&self) -> &str {
        self.0.strip_prefix(COUNTRY).unwrap_or(&self.0)
    }
}

/// The digits of a number without its grouping, and whether it began with `+`.
fn digits_of(text: &str) -> Result<(bool, String), PhoneError> {
    let mut international = false;
    let mut digits = String::new();
    for character in text.chars().filter(|character| !is_grouping(*character)) {
        match character {
            '+' if digits.is_empty() && !international => international = true,
            '0'..='9' if digits.len() > MSISDN_DIGITS.saturating_add(COUNTRY.len()) => {
                return Err(PhoneError::WrongLength);
            }
            '0'..='9' => digits.push(character),
            other => return Err(PhoneError::UnexpectedCharacter(other)),
        }
    }
    Ok((international, digits))
}

pub(crate) fn is_grouping(character: char) -> bool {
    typed::is_grouping(character) || matches!(character, '(' | ')' | '[' | ']')
}

/// `digits` without `254` or `00254`; a national number, which never starts with 2, stays as it is.
fn without_country(digits: &str) -> &str {
    digits
        .strip_prefix("00254")
        .or_else(|| digits.strip_prefix(COUNTRY))
        .unwrap_or(digits)
}

/// SHA-256 of a phone number: 64 hexadecimal digits in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneHash(String);

typed::plain_text!(PhoneHash, PhoneError);

impl PhoneHash {
    /// Reads 64 hexadecimal digits of any case, with white space around them.
    pub fn parse(text: &str) -> Result<PhoneHash, PhoneError> {
        let text = text.trim();
        if text.len() == HASH_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(PhoneHash(text.to_ascii_lowercase()));
        }
        Err(PhoneError::NotAHash)
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a provider tells about the payer's phone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayerPhone {
    /// The number itself.
    Number(Msisdn),
    /// Its SHA-256: as good as the number for finding a customer of ours.
    Hash(PhoneHash),
    /// A few of its digits: never enough on their own.
    Mask(PhoneMask),
}

impl PayerPhone {
    /// Recognises which of the three forms `text` has; `None` for anything else, which is then kept as text only.
    pub fn parse(text: &str) -> Option<PayerPhone> {
        None.or_else(|| PhoneHash::parse(text).ok().map(PayerPhone::Hash))
            .or_else(|| Msisdn::parse(text).ok().map(PayerPhone::Number))
            .or_else(|| PhoneMask::parse(text).ok().map(PayerPhone::Mask))
    }

    /// The hash to look a customer up by, unless only a mask is known.
    pub fn sha256(&self) -> Option<PhoneHash> {
        match self {
            PayerPhone::Number(number) => Some(number.sha256()),
            PayerPhone::Hash(hash) => Some(hash.clone()),
            PayerPhone::Mask(_) => None,
        }
    }
}
