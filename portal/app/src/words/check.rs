//! About an account number that somebody asks about.

use billing::language::Language;

use crate::language::pick;

/// About an account number that somebody asks about.
#[derive(Debug)]
pub struct CheckWords {
    /// The heading.
    pub check_mine: &'static str,
    /// What the check can do, and what it does not do.
    pub what_it_does: &'static str,
    /// The label of the field.
    pub label: &'static str,
    /// Beside the field.
    pub hint: &'static str,
    /// The button.
    pub check: &'static str,
    /// The number can be right.
    pub can_be_right: &'static str,
    /// What that means.
    pub can_be_right_means: &'static str,
    /// Nothing can be said about the number.
    pub cannot_tell: &'static str,
    /// Why not, and what to do.
    pub cannot_tell_means: &'static str,
    /// Nothing was typed.
    pub empty: &'static str,
    /// Something other than letters, digits and separators was typed.
    pub unexpected_character: &'static str,
    /// Takes how many characters there may be.
    pub too_long: fn(usize) -> String,
    /// The check digit does not fit.
    pub mistake: &'static str,
    /// What to do about that; takes the payee's name.
    pub before_paying: fn(&str) -> String,
}

impl CheckWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: CheckWords = CheckWords {
    check_mine: "Check my account number",
    what_it_does: "Most typing mistakes show in the number itself. \
        We do not look up whose number it is.",
    label: "Account number",
    hint: "As on your bill. Spaces make no difference.",
    check: "Check the number",
    can_be_right: "This number can be right.",
    can_be_right_means: "Its digits fit together. We did not look up whether anyone has it, \
        so compare it with your bill before you pay.",
    cannot_tell: "We cannot tell.",
    cannot_tell_means: "Only the eight-digit numbers that we give out can be checked, \
        and this one has another form. It may still be right: compare it with your bill.",
    empty: "Enter your account number.",
    unexpected_character: "Use only the letters A to Z and digits.",
    too_long: |most| format!("Use at most {most} letters and digits."),
    mistake: "This looks like a typing mistake: the digits do not fit together. \
        Compare each digit with your bill.",
    before_paying: |name| {
        format!(
            "Do not pay to this number yet. If your bill shows exactly this number, ask {name} first."
        )
    },
};

static KISWAHILI: CheckWords = CheckWords {
    check_mine: "Hakiki namba yangu ya akaunti",
    what_it_does: "Makosa mengi ya kuandika huonekana kwenye namba yenyewe. \
        Hatuangalii namba ni ya nani.",
    label: "Namba ya akaunti",
    hint: "Kama ilivyo kwenye bili yako. Nafasi hazibadilishi chochote.",
    check: "Hakiki namba",
    can_be_right: "Namba hii inaweza kuwa sahihi.",
    can_be_right_means: "Tarakimu zake zinapatana. Hatukuangalia kama kuna mwenye namba hii, \
        kwa hivyo ilinganishe na bili yako kabla ya kulipa.",
    cannot_tell: "Hatuwezi kujua.",
    cannot_tell_means: "Tunaweza kuhakiki tu namba za tarakimu nane tunazotoa sisi, \
        na hii ina muundo mwingine. Bado inaweza kuwa sahihi: ilinganishe na bili yako.",
    empty: "Weka namba yako ya akaunti.",
    unexpected_character: "Tumia herufi A hadi Z na tarakimu pekee.",
    too_long: |most| format!("Tumia herufi na tarakimu zisizozidi {most}."),
    mistake: "Inaonekana kuna kosa la kuandika: tarakimu hazipatani. \
        Linganisha kila tarakimu na bili yako.",
    before_paying: |name| {
        format!(
            "Usilipe kwa namba hii kwanza. Ikiwa bili yako inaonyesha namba hii hasa, uliza {name} kwanza."
        )
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
