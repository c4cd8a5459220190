//! Who took a payment and under which code: together the identity of a payment.
//! It knows no payment.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::typed;

/// The most characters of a provider's name.
pub const PROVIDER_CHARS_MAX: usize = 20;

/// The most characters of a receipt.
pub const RECEIPT_CHARS_MAX: usize = 64;

/// The namespace that a receipt is unique in, such as `mpesa`: 1 to 20 of `a-z0-9_`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Provider(String);

typed::plain_text!(Provider, ProviderError);

/// Why a text names no provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProviderError {
    /// There is no character.
    #[error("name the provider")]
    Empty,
    /// There is a character other than `a-z`, `0-9` and `_`.
    #[error("use only lower-case letters, digits and _ in a provider's name, not {0:?}")]
    UnexpectedCharacter(char),
    /// There are more than [`PROVIDER_CHARS_MAX`] characters.
    #[error("use at most 20 characters in a provider's name")]
    TooLong,
}

impl Provider {
    /// Reads a provider's name exactly as it is stored.
    pub fn parse(text: &str) -> Result<Provider, ProviderError> {
        let unexpected = |character: &char| !matches!(character, 'a'..='z' | '0'..='9' | '_');
        if let Some(character) = text.chars().find(unexpected) {
            return Err(ProviderError::UnexpectedCharacter(character));
        }
        match text.len() {
            0 => Err(ProviderError::Empty),
            1..=PROVIDER_CHARS_MAX => Ok(Provider(text.to_owned())),
            _ => Err(ProviderError::TooLong),
        }
    }

    /// Safaricom's wallet, whatever the interface: an STK payment and its C2B confirmation carry the same receipt.
    pub fn mpesa() -> Provider {
        Provider("mpesa".to_owned())
    }

    /// Cash over our own counter, numbered by us.
    pub fn manual_cash() -> Provider {
        Provider("cash".to_owned())
    }

    /// Cheques, numbered by the bank that they are drawn on.
    pub fn cheque() -> Provider {
        Provider("cheque".to_owned())
    }

    /// A bank transfer that a person entered.
    pub fn bank() -> Provider {
        Provider("bank".to_owned())
    }

    /// A card terminal.
    pub fn card() -> Provider {
        Provider("card".to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The code under which a provider took a payment: 1 to 64 printable ASCII characters, upper case, no spaces.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Receipt(String);

typed::plain_text!(Receipt, ReceiptError);

/// Why a text is no receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Nothing is left after removing spaces.
    #[error("enter the receipt code")]
    Empty,
    /// There is a character that no provider prints.
    #[error("use only letters, digits and ordinary signs in a receipt code, not {0:?}")]
    UnexpectedCharacter(char),
    /// There are more than [`RECEIPT_CHARS_MAX`] characters.
    #[error("use at most 64 characters in a receipt code")]
    TooLong,
}

impl Receipt {
    /// Reads a receipt of any case; spaces and invisible characters, wherever they are, are left out.
    pub fn parse(text: &str) -> Result<Receipt, ReceiptError> {
        let mut receipt = String::new();
        for character in text.chars() {
            if character.is_whitespace() || typed::is_invisible(character) {
                continue;
            }
            if !character.is_ascii_graphic() {
                return Err(ReceiptError::UnexpectedCharacter(character));
            }
            if receipt.len() == RECEIPT_CHARS_MAX {
                return Err(ReceiptError::TooLong);
            }
            receipt.push(character.to_ascii_uppercase());
        }
        if receipt.is_empty() {
            return Err(ReceiptError::Empty);
        }
        Ok(Receipt(receipt))
    }

    /// The normalised code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this has the shape of every M-PESA receipt seen so far: ten letters and digits, a letter first, a digit somewhere.
    ///
    /// The shape is observed, not promised, so a mismatch is worth a warning and never a rejection.
    pub fn looks_like_mpesa(&self) -> bool {
        self.0.len() == 10
            && self.0.starts_with(|first: char| first.is_ascii_uppercase())
            && self
                .0
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && self.0.bytes().any(|byte| byte.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::{Provider, ProviderError, Receipt, ReceiptError};

    #[test]
    fn a_receipt_is_upper_case_without_spaces() {
        let table = [
            ("RKL51ZDR4F", Ok("RKL51ZDR4F")),
            (" S2596405", Ok("S2596405")),
            ("rkl51 zdr4f\n", Ok("RKL51ZDR4F")),
            ("FT00\u{200B}026252", Ok("FT00026252")),
            ("a:b/c-1", Ok("A:B/C-1")),
            ("  ", Err(ReceiptError::Empty)),
            ("é", Err(ReceiptError::UnexpectedCharacter('é'))),
        ];
        for (text, expected) in table {
            let read = Receipt::parse(text).map(String::from);
            assert_eq!(read, expected.map(str::to_owned), "{text:?}");
        }
        assert!(Receipt::parse(&"x".repeat(64)).is_ok());
        assert_eq!(Receipt::parse(&"x".repeat(65)), Err(ReceiptError::TooLong));
    }

    #[test]
    fn the_shape_of_mpesa_is_known_but_not_required() {
        let table = [
            ("RKL51ZDR4F", true),
            ("yzlyrEsRG1", true),
            ("ABCDEFGHIJ", false),
            ("1KL51ZDR4F", false),
            ("ABCD1234XYZ", false),
            ("FT00026252", true),
            ("015BAAT202620003", false),
        ];
        for (text, expected) in table {
            let receipt = Receipt::parse(text).unwrap();
            assert_eq!(receipt.looks_like_mpesa(), expected, "{text}");
        }
    }

    #[test]
    fn a_provider_is_a_short_lower_case_name() {
        for provider in [
            Provider::mpesa(),
            Provider::manual_cash(),
            Provider::cheque(),
            Provider::bank(),
            Provider::card(),
        ] {
            assert_eq!(Provider::parse(provider.as_str()), Ok(provider));
        }
        assert_eq!(Provider::manual_cash().as_str(), "cash");
        assert_eq!(Provider::parse(""), Err(ProviderError::Empty));
        assert_eq!(
            Provider::parse("M"),
            Err(ProviderError::UnexpectedCharacter('M'))
        );
        assert_eq!(
            Provider::parse("a:b"),
            Err(ProviderError::UnexpectedCharacter(':'))
        );
        assert_eq!(
            Provider::parse(&"p".repeat(21)),
            Err(ProviderError::TooLong)
        );
    }
}
