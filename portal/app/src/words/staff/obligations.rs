//! In lists of what customers have to pay.

use billing::language::Language;

use crate::language::pick;

/// In lists of what customers have to pay.
#[derive(Debug)]
pub struct ObligationsWords {
    /// The heading.
    pub title: &'static str,
    /// The way to a new one.
    pub new: &'static str,
    /// What the choice is called.
    pub filter: &'static str,
    /// No choice.
    pub all: &'static str,
    /// What the table holds.
    pub caption: &'static str,
    /// The heading of who owes it.
    pub customer: &'static str,
    /// The heading of to whom.
    pub payee: &'static str,
    /// The heading of the next due date.
    pub next_due: &'static str,
    /// To whom, where it is the provider.
    pub us: &'static str,
    /// Where there are none.
    pub none: &'static str,
    /// Where none fits the choice.
    pub none_so: &'static str,
    /// Where none fits on this page, and the list goes on.
    pub none_here: &'static str,
}

impl ObligationsWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ObligationsWords = ObligationsWords {
    title: "Obligations",
    new: "New obligation",
    filter: "Which obligations",
    all: "All",
    caption: "Obligations, newest first",
    customer: "Customer",
    payee: "To",
    next_due: "Next due",
    us: "Us",
    none: "Nothing to pay was entered yet.",
    none_so: "No obligation is in this state.",
    none_here: "None among those looked at so far; the list goes on.",
};

static KISWAHILI: ObligationsWords = ObligationsWords {
    title: "Madeni",
    new: "Deni jipya",
    filter: "Madeni yapi",
    all: "Yote",
    caption: "Madeni, mapya kwanza",
    customer: "Mteja",
    payee: "Kwa",
    next_due: "Tarehe inayofuata",
    us: "Sisi",
    none: "Bado hakuna deni lililowekwa.",
    none_so: "Hakuna deni lililo katika hali hii.",
    none_here: "Hakuna kati ya yaliyoangaliwa hadi sasa; orodha inaendelea.",
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
