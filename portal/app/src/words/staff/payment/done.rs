//! What was done to a payment just before its page was opened.

use billing::language::Language;

use crate::language::pick;

/// What was done to a payment just before its page was opened.
#[derive(Debug)]
pub struct DoneWords {
    /// It was entered.
    pub recorded: &'static str,
    /// Somebody owns it now.
    pub associated: &'static str,
    /// Nobody owns it any more.
    pub disassociated: &'static str,
    /// It is put to something else.
    pub reallocated: &'static str,
    /// One allocation was undone.
    pub undone: &'static str,
    /// All were.
    pub unmapped: &'static str,
    /// The money went back.
    pub reversed: &'static str,
    /// It was confirmed.
    pub verified: &'static str,
    /// What that leads to.
    pub verified_means: &'static str,
    /// What was written was edited.
    pub annotated: &'static str,
}

impl DoneWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: DoneWords = DoneWords {
    recorded: "The payment is recorded.",
    associated: "The payment is associated, and allocated to what was due.",
    disassociated: "The payment is unassociated again.",
    reallocated: "The payment is put to what you chose.",
    undone: "The allocation is undone.",
    unmapped: "The payment is put to nothing now. All of it is credit.",
    reversed: "It is recorded that the money went back.",
    verified: "The payment is confirmed.",
    verified_means: "The rules decide whose it is. Load this page again in a moment.",
    annotated: "What is written on the payment was saved.",
};

static KISWAHILI: DoneWords = DoneWords {
    recorded: "Malipo yamerekodiwa.",
    associated: "Malipo yamehusishwa na mteja, na kugawanywa kwa anachodaiwa.",
    disassociated: "Malipo hayana mwenyewe tena.",
    reallocated: "Malipo yamegawanywa kama ulivyochagua.",
    undone: "Mgawanyo umetenguliwa.",
    unmapped: "Malipo hayajatumika kwa chochote sasa. Yote ni salio.",
    reversed: "Imerekodiwa kwamba pesa zimerudishwa.",
    verified: "Malipo yamethibitishwa.",
    verified_means: "Kanuni zinaamua ni ya nani. Fungua ukurasa huu tena baada ya muda mfupi.",
    annotated: "Yaliyoandikwa kwenye malipo yamehifadhiwa.",
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
