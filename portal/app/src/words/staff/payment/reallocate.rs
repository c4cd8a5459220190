//! Where somebody says what a payment is for.

use billing::language::Language;

use crate::language::pick;

/// Where somebody says what a payment is for.
#[derive(Debug)]
pub struct ReallocateWords {
    /// Takes the code: the heading.
    pub title: fn(&str) -> String,
    /// What to do here.
    pub intro: &'static str,
    /// The name of what can be used.
    pub available: &'static str,
    /// The name of what was entered.
    pub sum: &'static str,
    /// The name of what is left.
    pub remainder: &'static str,
    /// What the table holds.
    pub caption: &'static str,
    /// The heading of the most that fits.
    pub most: &'static str,
    /// The heading of the fields.
    pub amount: &'static str,
    /// Takes an instalment: the label of its field, heard only.
    pub amount_for: fn(&str) -> String,
    /// The button that works out what would happen.
    pub check: &'static str,
    /// The button that does it.
    pub button: &'static str,
    /// Leads back to the amounts.
    pub change: &'static str,
    /// There is nothing to put it to.
    pub nothing_open: &'static str,
    /// What that means.
    pub nothing_open_means: &'static str,
    /// Nothing was changed in the form.
    pub same: &'static str,
    /// It cannot be read.
    pub not_an_amount: &'static str,
    /// Takes the most that fits.
    pub too_much: fn(&str) -> String,
    /// Takes what there is and what was entered.
    pub more_than_payment: fn(&str, &str) -> String,
    /// Takes how many there may be.
    pub too_many: fn(usize) -> String,
    /// Takes how many there may be: why not all are shown.
    pub shown_first: fn(&str) -> String,
}

impl ReallocateWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ReallocateWords = ReallocateWords {
    title: |code| format!("Reallocate {code}"),
    intro: "Say how much of this payment goes to each instalment. Leave a field empty to put nothing there.",
    available: "This payment",
    sum: "Put to instalments",
    remainder: "Left as credit",
    caption: "What this customer still owes, oldest due first",
    most: "At most",
    amount: "Put to it",
    amount_for: |dose| format!("Amount for {dose}"),
    check: "See what would happen",
    button: "Reallocate this payment",
    change: "Change the amounts",
    nothing_open: "This customer owes nothing.",
    nothing_open_means: "The payment stays as credit until there is something to pay.",
    same: "This is what the payment is put to already. Change an amount first.",
    not_an_amount: "Enter an amount like 1250 or 1250.00.",
    too_much: |most| format!("At most {most} fits here."),
    more_than_payment: |available, asked| {
        format!("The payment has {available}; these amounts come to {asked}. Take something away.")
    },
    too_many: |most| format!("Put one payment to at most {most} instalments."),
    shown_first: |count| format!("Only the oldest {count} instalments are shown."),
};

static KISWAHILI: ReallocateWords = ReallocateWords {
    title: |code| format!("Gawanya {code} upya"),
    intro: "Sema ni kiasi gani cha malipo haya kinaenda kwa kila awamu. Acha sehemu tupu ili usiweke chochote.",
    available: "Malipo haya",
    sum: "Yamewekwa kwenye awamu",
    remainder: "Yanabaki kama salio",
    caption: "Anachodaiwa mteja huyu bado, ya zamani kwanza",
    most: "Isiyozidi",
    amount: "Kiasi cha kuweka",
    amount_for: |dose| format!("Kiasi cha {dose}"),
    check: "Angalia kitakachotokea",
    button: "Gawanya malipo haya upya",
    change: "Badilisha kiasi",
    nothing_open: "Mteja huyu hadaiwi chochote.",
    nothing_open_means: "Malipo yatabaki kama salio hadi kuwe na cha kulipa.",
    same: "Hivi ndivyo malipo yalivyogawanywa tayari. Badilisha kiasi kwanza.",
    not_an_amount: "Weka kiasi kama 1250 au 1250.00.",
    too_much: |most| format!("Hapa panatosha {most} tu."),
    more_than_payment: |available, asked| {
        format!("Malipo yana {available}; jumla ya viasi hivi ni {asked}. Punguza kiasi.")
    },
    too_many: |most| format!("Gawanya malipo mamoja kwa awamu zisizozidi {most}."),
    shown_first: |count| format!("Ni awamu {count} za zamani tu zinazoonyeshwa."),
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
