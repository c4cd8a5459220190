//! What customers read about the receipts that they quoted.

use billing::language::Language;

use crate::language::pick;

/// What customers read about the receipts that they quoted.
#[derive(Debug)]
pub struct QuotedReceiptWords {
    /// Above the list of them.
    pub list: &'static str,
    /// Takes the code: the heading of one.
    pub one: fn(&str) -> String,
    /// The name of the code.
    pub code: &'static str,
    /// The name of when it was quoted.
    pub quoted: &'static str,
    /// The name of the number to quote.
    pub reference: &'static str,
    /// The same within a line, before the number.
    pub to_quote: &'static str,
    /// The payment is in the account.
    pub credited: &'static str,
    /// What that means.
    pub credited_means: &'static str,
    /// Somebody looks for it.
    pub looking: &'static str,
    /// What that means.
    pub looking_means: &'static str,
    /// It is not in the account any more.
    pub taken_back: &'static str,
    /// What that means.
    pub taken_back_means: &'static str,
    /// It was looked for in vain.
    pub not_found: &'static str,
    /// What that means.
    pub not_found_means: &'static str,
    /// Leads to the payment.
    pub payment: &'static str,
    /// Leads back to the form.
    pub another: &'static str,
}

impl QuotedReceiptWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: QuotedReceiptWords = QuotedReceiptWords {
    list: "What you told us about",
    one: |code| format!("Your receipt {code}"),
    code: "M-PESA code",
    quoted: "You told us",
    reference: "Number to quote",
    to_quote: "number to quote",
    credited: "Found",
    credited_means: "The payment has arrived and is in your account. There is nothing left to do.",
    looking: "We are looking",
    looking_means: "We have not found this payment for your account yet. We keep looking, and put it to your account as \
        soon as we are sure that it is yours. Please do not pay again for now. This page will tell you when it is found; \
        if you ask us about it, quote the number below.",
    taken_back: "Not in your account any more",
    taken_back_means: "The payment was in your account and was taken out again: it was reversed, or it turned out to be \
        somebody else’s. If that is wrong, tell us, and quote the number below.",
    not_found: "Not found",
    not_found_means: "We looked for this payment and found none for your account. Check the code on the message from \
        M-PESA. If it is right, ask us, and quote the number below.",
    payment: "See the payment",
    another: "Tell us about another payment",
};

static KISWAHILI: QuotedReceiptWords = QuotedReceiptWords {
    list: "Uliyotueleza",
    one: |code| format!("Risiti yako {code}"),
    code: "Namba ya muamala wa M-PESA",
    quoted: "Ulitueleza",
    reference: "Namba ya kutaja",
    to_quote: "namba ya kutaja",
    credited: "Yamepatikana",
    credited_means: "Malipo yamefika na yamo kwenye akaunti yako. Huhitaji kufanya chochote.",
    looking: "Tunayatafuta",
    looking_means: "Bado hatujapata malipo haya kwa akaunti yako. Tunaendelea kuyatafuta, na tutayaweka kwenye akaunti \
        yako tukishahakikisha kuwa ni yako. Tafadhali usilipe tena kwa sasa. Ukurasa huu utakuambia yakipatikana; \
        ukituuliza, taja namba iliyo hapa chini.",
    taken_back: "Hayamo tena kwenye akaunti yako",
    taken_back_means: "Malipo yalikuwa kwenye akaunti yako na yameondolewa: yalirudishwa, au yalikuwa ya mtu mwingine. \
        Kama si sahihi, tuambie, na utaje namba iliyo hapa chini.",
    not_found: "Hayakupatikana",
    not_found_means: "Tuliyatafuta malipo haya na hatukuyapata kwa akaunti yako. Hakiki namba kwenye ujumbe wa M-PESA. \
        Kama ni sahihi, tuulize, na utaje namba iliyo hapa chini.",
    payment: "Angalia malipo",
    another: "Tueleze kuhusu malipo mengine",
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
