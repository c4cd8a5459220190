//! On the public page that tells whether a receipt is genuine.

use billing::language::Language;

use crate::language::pick;

/// On the public page that tells whether a receipt is genuine.
#[derive(Debug)]
pub struct ReceiptCheckWords {
    /// It is; takes the provider's name.
    pub genuine: fn(&str) -> String,
    /// Compare it with the paper.
    pub compare: &'static str,
    /// The code.
    pub code: &'static str,
    /// When it was paid.
    pub paid_on: &'static str,
    /// It is, but the money went back; takes the provider's name.
    pub reversed: fn(&str) -> String,
}

impl ReceiptCheckWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ReceiptCheckWords = ReceiptCheckWords {
    genuine: |name| format!("{name} issued this receipt"),
    compare: "Compare these with the receipt in your hand. If they differ, it was changed.",
    code: "Code",
    paid_on: "Paid on",
    reversed: |name| {
        format!("{name} issued this receipt, but the money went back: it does not count any more")
    },
};

static KISWAHILI: ReceiptCheckWords = ReceiptCheckWords {
    genuine: |name| format!("{name} ilitoa risiti hii"),
    compare: "Linganisha haya na risiti uliyo nayo. Yakitofautiana, ilibadilishwa.",
    code: "Namba ya muamala",
    paid_on: "Yalilipwa",
    reversed: |name| {
        format!("{name} ilitoa risiti hii, lakini pesa zilirudishwa: haihesabiwi tena")
    },
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
