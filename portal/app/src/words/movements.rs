//! What moved a customer’s balance, as statements say it.

use billing::language::Language;

use crate::language::pick;

/// What moved a customer’s balance, as statements say it.
#[derive(Debug)]
pub struct MovementWords {
    /// A payment became theirs.
    pub payment: &'static str,
    /// A payment was taken from them again.
    pub taken_back: &'static str,
    /// The money of a payment went back.
    pub reversed: &'static str,
    /// Takes what it is for: what has to be paid was changed.
    pub changed: fn(&str) -> String,
    /// Takes what it is for: it was cancelled.
    pub cancelled: fn(&str) -> String,
    /// Takes what it is for: it was restored.
    pub restored: fn(&str) -> String,
}

impl MovementWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: MovementWords = MovementWords {
    payment: "Payment",
    taken_back: "Payment taken back",
    reversed: "Payment reversed",
    changed: |what| format!("Changed: {what}"),
    cancelled: |what| format!("Cancelled: {what}"),
    restored: |what| format!("Restored: {what}"),
};

static KISWAHILI: MovementWords = MovementWords {
    payment: "Malipo",
    taken_back: "Malipo yameondolewa",
    reversed: "Malipo yamerudishwa",
    changed: |what| format!("Imebadilishwa: {what}"),
    cancelled: |what| format!("Imefutwa: {what}"),
    restored: |what| format!("Imerudishwa: {what}"),
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
