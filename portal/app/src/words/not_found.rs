//! Where there is no page.

use billing::language::Language;

use crate::language::pick;

/// Where there is no page.
#[derive(Debug)]
pub struct NotFoundWords {
    /// The heading.
    pub title: &'static str,
    /// What may have happened.
    pub reason: &'static str,
    /// The link to where one can go on; takes the payee's name.
    pub how_to_pay: fn(&str) -> String,
}

impl NotFoundWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: NotFoundWords = NotFoundWords {
    title: "Page not found",
    reason: "There is nothing at this address. If you typed it, look at it again; \
        if you followed a link, the link is wrong or out of date.",
    how_to_pay: |name| format!("How to pay {name}"),
};

static KISWAHILI: NotFoundWords = NotFoundWords {
    title: "Ukurasa haukupatikana",
    reason: "Hakuna kitu kwenye anwani hii. Ikiwa uliiandika, iangalie tena; \
        ikiwa ulifuata kiungo, kiungo hicho si sahihi au kimepitwa na wakati.",
    how_to_pay: |name| format!("Jinsi ya kulipa {name}"),
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
