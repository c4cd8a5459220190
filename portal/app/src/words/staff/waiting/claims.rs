//! On the list of receipts that customers quote, and on the page about one.

use billing::language::Language;

use crate::language::pick;

/// On the list of receipts that customers quote, and on the page about one.
#[derive(Debug)]
pub struct ClaimsWords {
    /// The heading.
    pub title: &'static str,
    /// What they are.
    pub means: &'static str,
    /// There is none.
    pub none: &'static str,
    /// The heading of the numbers to quote.
    pub reference: &'static str,
    /// The heading of the receipts.
    pub receipt: &'static str,
    /// M-PESA was asked.
    pub asked: &'static str,
    /// Staff have to look.
    pub with_staff: &'static str,
    /// The payment was found.
    pub settled: &'static str,
    /// Staff looked.
    pub closed: &'static str,
    /// Takes the number: the heading of one.
    pub one: fn(&str) -> String,
    /// The name of what the message said was paid.
    pub amount: &'static str,
    /// The name of when the message said it was paid.
    pub paid_at: &'static str,
    /// The name of when it was quoted.
    pub quoted: &'static str,
    /// There is no payment with this receipt.
    pub unknown: &'static str,
    /// What to do then.
    pub unknown_means: &'static str,
    /// Takes who has it: the payment is there.
    pub owned_by: fn(&str) -> String,
    /// The payment is there and nobody has it.
    pub unowned: &'static str,
    /// The customer has it already.
    pub theirs: &'static str,
    /// Takes the code and the customer: above giving it.
    pub give: fn(&str, &str) -> String,
    /// The button.
    pub give_button: &'static str,
    /// Above closing it without one.
    pub close: &'static str,
    /// What that does.
    pub close_means: &'static str,
    /// The button.
    pub close_button: &'static str,
    /// The label of what came of it.
    pub outcome: &'static str,
    /// How to fill it in.
    pub outcome_hint: &'static str,
    /// After it was closed.
    pub done: &'static str,
    /// Takes who and when.
    pub closed_by: fn(&str, &str) -> String,
}

impl ClaimsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ClaimsWords = ClaimsWords {
    title: "Receipts that customers quote",
    means: "“I paid, but it is not here.” What could not be decided by itself is here.",
    none: "No quoted receipt waits.",
    reference: "Number",
    receipt: "Receipt quoted",
    asked: "M-PESA was asked",
    with_staff: "To decide",
    settled: "Settled",
    closed: "Closed",
    one: |reference| format!("Quoted receipt {reference}"),
    amount: "Amount in the message",
    paid_at: "Paid, says the message",
    quoted: "Quoted",
    unknown: "We know of no payment with this receipt.",
    unknown_means: "Look for it on the M-PESA statement. If it is there, enter it as a payment first.",
    owned_by: |who| format!("The payment with this receipt belongs to {who}."),
    unowned: "The payment with this receipt has no owner.",
    theirs: "The payment with this receipt is the customer’s already.",
    give: |code, who| format!("Give {code} to {who}"),
    give_button: "Give the payment and close",
    close: "Close without a payment",
    close_means: "It leaves this list. The customer sees that it was looked at.",
    close_button: "Close this quoted receipt",
    outcome: "What came of it?",
    outcome_hint: "For example: paid to another business.",
    done: "The quoted receipt is closed.",
    closed_by: |who, when| format!("Closed by {who}, {when}."),
};

static KISWAHILI: ClaimsWords = ClaimsWords {
    title: "Risiti ambazo wateja wanazitaja",
    means: "“Nililipa, lakini hayapo.” Ambayo hayakuweza kuamuliwa yenyewe yako hapa.",
    none: "Hakuna risiti iliyotajwa inayosubiri.",
    reference: "Namba",
    receipt: "Risiti iliyotajwa",
    asked: "M-PESA imeulizwa",
    with_staff: "Ya kuamua",
    settled: "Imekamilika",
    closed: "Imefungwa",
    one: |reference| format!("Risiti iliyotajwa {reference}"),
    amount: "Kiasi kwenye ujumbe",
    paid_at: "Ililipwa, ujumbe unasema",
    quoted: "Ilitajwa",
    unknown: "Hatujui malipo yoyote yenye risiti hii.",
    unknown_means: "Itafute kwenye taarifa ya M-PESA. Ikiwepo, iingize kwanza kama malipo.",
    owned_by: |who| format!("Malipo yenye risiti hii ni ya {who}."),
    unowned: "Malipo yenye risiti hii hayana mwenyewe.",
    theirs: "Malipo yenye risiti hii tayari ni ya mteja huyu.",
    give: |code, who| format!("Mpe {who} malipo {code}"),
    give_button: "Mpe malipo na ufunge",
    close: "Funga bila malipo",
    close_means: "Itaondoka kwenye orodha hii. Mteja ataona kwamba imeangaliwa.",
    close_button: "Funga risiti hii iliyotajwa",
    outcome: "Matokeo yake ni nini?",
    outcome_hint: "Kwa mfano: ililipwa kwa biashara nyingine.",
    done: "Risiti iliyotajwa imefungwa.",
    closed_by: |who, when| format!("Imefungwa na {who}, {when}."),
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
