//! When something could not be done.

use billing::language::Language;

use crate::language::pick;

/// When something could not be done.
#[derive(Debug)]
pub struct ProblemWords {
    /// The heading where a role does not allow it.
    pub not_allowed: &'static str,
    /// The heading where a request came from another site.
    pub wrong_origin: &'static str,
    /// What to do about that.
    pub wrong_origin_means: &'static str,
    /// The heading where a form is too large or cannot be read.
    pub unreadable: &'static str,
    /// What to do about that.
    pub unreadable_means: &'static str,
    /// The heading where something of ours does not answer.
    pub unavailable: &'static str,
    /// What to do about that.
    pub unavailable_means: &'static str,
    /// The heading where the fault is ours.
    pub internal: &'static str,
    /// What to do about that.
    pub internal_means: &'static str,
    /// Before the id by which we find it in our records.
    pub reference: &'static str,
    /// The heading of what was refused for a reason of its own.
    pub refused: &'static str,
    /// Leads back to where one was.
    pub back: &'static str,
}

impl ProblemWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ProblemWords = ProblemWords {
    not_allowed: "Your role does not allow this",
    wrong_origin: "This request did not come from our page",
    wrong_origin_means: "Nothing was changed. Open the page here, then try again.",
    unreadable: "This form cannot be read",
    unreadable_means: "Nothing was changed. Go back, shorten what you typed, then try again.",
    unavailable: "We cannot answer just now",
    unavailable_means: "Nothing of yours was lost. Wait a minute, then load this page again. \
        If you were paying, look at your payments before you pay again.",
    internal: "Something went wrong on our side",
    internal_means: "We do not know whether what you did was done. Look first, then try again. \
        If it happens again, tell us this reference.",
    reference: "Reference",
    refused: "This cannot be done",
    back: "Back",
};

static KISWAHILI: ProblemWords = ProblemWords {
    not_allowed: "Wadhifa wako hauruhusu hili",
    wrong_origin: "Ombi hili halikutoka kwenye ukurasa wetu",
    wrong_origin_means: "Hakuna kilichobadilishwa. Fungua ukurasa hapa, kisha ujaribu tena.",
    unreadable: "Fomu hii haisomeki",
    unreadable_means: "Hakuna kilichobadilishwa. Rudi, fupisha ulichoandika, kisha ujaribu tena.",
    unavailable: "Hatuwezi kujibu kwa sasa",
    unavailable_means: "Hakuna chako kilichopotea. Subiri dakika moja, kisha ufungue ukurasa huu tena. \
        Ikiwa ulikuwa unalipa, angalia malipo yako kabla ya kulipa tena.",
    internal: "Kuna hitilafu upande wetu",
    internal_means: "Hatujui kama ulichofanya kilikamilika. Angalia kwanza, kisha ujaribu tena. \
        Ikitokea tena, tuambie kumbukumbu hii.",
    reference: "Kumbukumbu",
    refused: "Hili haliwezi kufanyika",
    back: "Rudi",
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
