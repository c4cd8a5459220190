//! On the page that says what putting credit to charges will do.

use billing::language::Language;

use crate::language::pick;

/// On the page that says what putting credit to charges will do.
#[derive(Debug)]
pub struct SettleWords {
    /// Takes a name: the heading.
    pub title: fn(&str) -> String,
    /// Above what happens.
    pub what_happens: &'static str,
    /// Takes charge and amount: it is settled.
    pub settles: fn(&str, &str) -> String,
    /// Takes charge, amount and what is missing.
    pub in_part: fn(&str, &str, &str) -> String,
    /// Takes charge and what is missing: no credit is left for it.
    pub not_reached: fn(&str, &str) -> String,
    /// Takes charge: nothing is left to pay.
    pub already: fn(&str) -> String,
    /// Takes before and after.
    pub credit_goes: fn(&str, &str) -> String,
    /// Takes the balance.
    pub balance_stays: fn(&str) -> String,
    /// Nobody is told.
    pub not_told: &'static str,
    /// The button.
    pub do_it: &'static str,
    /// Where there is no credit.
    pub no_credit: &'static str,
    /// Takes an amount: what is missing.
    pub missing: fn(&str) -> String,
    /// What to do then.
    pub missing_means: &'static str,
    /// Takes the amount: the way to enter it.
    pub make_payment: fn(&str) -> String,
    /// Takes the amount: the way to ask M-PESA.
    pub ask: fn(&str) -> String,
    /// The way back.
    pub back: &'static str,
}

impl SettleWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: SettleWords = SettleWords {
    title: |name| format!("Put {name}’s credit to charges"),
    what_happens: "What will happen",
    settles: |what, amount| format!("{what}: {amount} is put to it, and it is settled."),
    in_part: |what, amount, missing| {
        format!("{what}: {amount} is put to it, and {missing} stays unpaid.")
    },
    not_reached: |what, missing| {
        format!("{what}: no credit is left for it; {missing} stays unpaid.")
    },
    already: |what| format!("{what}: nothing is left to pay."),
    credit_goes: |from, to| format!("The unallocated credit goes from {from} to {to}."),
    balance_stays: |balance| {
        format!("The balance stays at {balance}: no money moves, it is only put to use.")
    },
    not_told: "No message goes out.",
    do_it: "Put the credit to these charges",
    no_credit: "There is no unallocated credit",
    missing: |amount| format!("{amount} is missing to settle all of these"),
    missing_means: "Enter a payment that you received, or ask for it on the customer’s phone.",
    make_payment: |amount| format!("Make payment of {amount}"),
    ask: |amount| format!("Ask M-PESA for {amount}"),
    back: "Back to the charges",
};

static KISWAHILI: SettleWords = SettleWords {
    title: |name| format!("Tumia pesa za {name} kwenye madeni"),
    what_happens: "Kitakachotokea",
    settles: |what, amount| format!("{what}: {amount} inawekwa, na deni linaisha."),
    in_part: |what, amount, missing| {
        format!("{what}: {amount} inawekwa, na {missing} inabaki haijalipwa.")
    },
    not_reached: |what, missing| {
        format!("{what}: hakuna pesa iliyobaki kwa ajili yake; {missing} inabaki haijalipwa.")
    },
    already: |what| format!("{what}: hakuna kilichobaki kulipa."),
    credit_goes: |from, to| format!("Pesa ambazo hazijatumika zitatoka {from} hadi {to}."),
    balance_stays: |balance| format!("Salio linabaki {balance}: pesa hazihami, zinatumika tu."),
    not_told: "Hakuna ujumbe unaotumwa.",
    do_it: "Tumia pesa kwa madeni haya",
    no_credit: "Hakuna pesa ambazo hazijatumika",
    missing: |amount| format!("{amount} inakosekana ili kumaliza madeni haya yote"),
    missing_means: "Ingiza malipo uliyopokea, au yaombe kwenye simu ya mteja.",
    make_payment: |amount| format!("Ingiza malipo ya {amount}"),
    ask: |amount| format!("Omba {amount} kwa M-PESA"),
    back: "Rudi kwenye madeni",
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
