//! What the page says on which one quotes a receipt.

use billing::language::Language;

use crate::language::pick;

/// What the page says on which one quotes a receipt.
#[derive(Debug)]
pub struct MissingPaymentWords {
    /// The heading.
    pub title: &'static str,
    /// What to do.
    pub how: &'static str,
    /// The label of the field.
    pub message: &'static str,
    /// Beside it.
    pub hint: &'static str,
    /// The button.
    pub send: &'static str,
    /// Where nothing was typed.
    pub empty: &'static str,
    /// What not to do.
    pub do_not_pay_again: &'static str,
    /// The link to all payments.
    pub payments: &'static str,
}

impl MissingPaymentWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: MissingPaymentWords = MissingPaymentWords {
    title: "I paid, but it is not here",
    how: "Look for the message that M-PESA sent when you paid.",
    message: "The M-PESA code, or the whole message",
    hint: "The code has ten letters and digits, like RKL51ZDR4F.",
    send: "Look for my payment",
    empty: "Type the code, or paste the whole message.",
    do_not_pay_again: "Please do not pay again before we have found it.",
    payments: "All payments",
};

static KISWAHILI: MissingPaymentWords = MissingPaymentWords {
    title: "Nimelipa, lakini malipo hayapo hapa",
    how: "Tafuta ujumbe ambao M-PESA ilituma ulipolipa.",
    message: "Namba ya muamala wa M-PESA, au ujumbe wote",
    hint: "Namba ina herufi na tarakimu kumi, kama RKL51ZDR4F.",
    send: "Tafuta malipo yangu",
    empty: "Andika namba ya muamala, au bandika ujumbe wote.",
    do_not_pay_again: "Tafadhali usilipe tena kabla hatujayapata.",
    payments: "Malipo yote",
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
