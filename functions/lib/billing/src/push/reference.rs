//! The two texts that the prompt on the phone shows, within M-PESA's limits, and what people quote about a push.
//! It knows what fits, not what is being paid.

use crate::account_number::AccountNumber;
use crate::ids::PushId;
use crate::typed;

/// The most characters of a reference.
pub const ACCOUNT_REFERENCE_CHARS_MAX: usize = 12;

/// The most characters of a description.
pub const DESCRIPTION_CHARS_MAX: usize = 13;

/// Characters of what is quoted, after its letter: enough to tell apart what one customer asks about.
const QUOTED_CHARS: usize = 6;

/// What stands where nothing else fits. It is no account number that we would give out.
pub const NEUTRAL: &str = "Payment";

/// The reference of a push for this account number: without separators, in upper case.
///
/// A number that is too long is replaced by [`NEUTRAL`] and never cut: M-PESA sends the reference back with the
/// confirmation, and the beginning of one account number may be another customer's.
pub fn account_reference(text: &str) -> String {
    match AccountNumber::parse(text) {
        Ok(account) if account.as_str().len() <= ACCOUNT_REFERENCE_CHARS_MAX => account.into(),
        _ => NEUTRAL.to_owned(),
    }
}

/// The beginning of a text in ASCII, for the eye only; [`NEUTRAL`] where nothing of it is left.
pub fn description(text: &str) -> String {
    let ascii: String = typed::visible(text)
        .chars()
        .filter(char::is_ascii)
        .take(DESCRIPTION_CHARS_MAX)
        .collect();
    match ascii.trim() {
        "" => NEUTRAL.to_owned(),
        text => text.to_owned(),
    }
}

/// What a customer quotes to staff who ask which push is meant: `P-7F3A2C`, the beginning of what tells it apart.
/// It leads to nothing by itself; with the account number it does.
pub fn quoted(push: &PushId) -> String {
    let beginning: String = push.suffix().chars().take(QUOTED_CHARS).collect();
    format!("P-{}", beginning.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{account_reference, description, quoted};
    use crate::ids::PushId;

    #[test]
    fn an_account_number_that_fits_is_the_reference() {
        let table = [
            ("10000012", "10000012"),
            (" 1000-0012 ", "10000012"),
            ("kb/2026.001", "KB2026001"),
            ("ABCDEFGHIJK1", "ABCDEFGHIJK1"),
        ];
        for (text, expected) in table {
            assert_eq!(account_reference(text), expected, "{text:?}");
        }
    }

    #[test]
    fn no_account_number_is_cut_or_bent_into_another_customers() {
        for text in ["ABCDEFGHIJKL1", "É1000012", "10000012*", "", "  -  "] {
            assert_eq!(account_reference(text), "Payment", "{text:?}");
        }
    }

    #[test]
    fn a_description_is_cut_to_what_fits() {
        let table = [
            ("Internet", "Internet"),
            ("Internet December 2026", "Internet Dece"),
            ("Internet for  it", "Internet for"),
            ("Ada ya shule – muhula", "Ada ya shule"),
            ("Karo\nya muhula", "Karo ya muhul"),
            ("学费", "Payment"),
            ("", "Payment"),
        ];
        for (text, expected) in table {
            assert_eq!(description(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_quoted_is_short_and_the_beginning_of_the_id() {
        let table = [
            ("stk_10000012_7f3a2c91d0", "P-7F3A2C"),
            ("stk_10000012_7f", "P-7F"),
        ];
        for (id, expected) in table {
            assert_eq!(quoted(&PushId::parse(id).unwrap()), expected);
        }
    }
}
