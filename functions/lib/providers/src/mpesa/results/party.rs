//! One side of a transaction as M-PESA names it: `254708374149 - John Doe`, `600992 - Safaricom Daraja 992`.
//! It must not know which of the two is ours.

use billing::payment::Payer;
use billing::phone::PayerPhone;

use crate::mpesa::text::{self, NAME_CHARACTERS_MAX, PHONE_CHARACTERS_MAX};
use crate::mpesa::wire::Value;

/// What stands between number and name.
const DASH: &str = " - ";

/// A person or an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// The phone, in whatever form, or the short code; may be empty.
    pub number: String,
    /// The name; may be empty.
    pub name: String,
}

impl Party {
    /// Reads a party; what has no dash in it is a number if it has digits only, and a name otherwise.
    pub(super) fn of(value: &Value<'_>) -> Self {
        let text = text::kept(value, PHONE_CHARACTERS_MAX + NAME_CHARACTERS_MAX);
        let text = text.trim();
        let digits = text.bytes().all(|it| it.is_ascii_digit());
        let (number, name) = match text.split_once(DASH) {
            Some(parts) => parts,
            None if digits => (text, ""),
            None => ("", text),
        };
        Self {
            number: number.trim().to_owned(),
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    /// The party as one who pays.
    #[must_use]
    pub fn payer(&self) -> Payer {
        Payer {
            name: self.name.clone(),
            phone: PayerPhone::parse(&self.number),
            phone_text: (!self.number.is_empty()).then(|| self.number.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_is_its_number_and_its_name() {
        let cases = [
            ("254708374149 - John Doe", "254708374149", "John Doe"),
            (
                "600992 - Safaricom  Daraja - 992",
                "600992",
                "Safaricom Daraja - 992",
            ),
            ("2547 ***** 126 - JOHN", "2547 ***** 126", "JOHN"),
            ("600992", "600992", ""),
            ("Jean-Paul", "", "Jean-Paul"),
            (" - John", "", "- John"),
            ("", "", ""),
        ];
        for (text, number, name) in cases {
            let party = Party::of(&Value::Text(text.to_owned()));
            assert_eq!(
                (party.number.as_str(), party.name.as_str()),
                (number, name),
                "{text}"
            );
        }
        assert_eq!(Party::of(&Value::Other), Party::default());
        assert_eq!(
            Party::of(&Value::Number("254708374149")).number,
            "254708374149"
        );
    }
}
