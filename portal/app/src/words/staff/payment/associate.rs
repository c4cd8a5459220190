//! Where somebody says whose a payment is.

use billing::language::Language;

use crate::language::pick;

/// Where somebody says whose a payment is.
#[derive(Debug)]
pub struct AssociateWords {
    /// Takes the code: the heading.
    pub choose: fn(&str) -> String,
    /// Takes the code and a customer: the heading of the confirmation.
    pub confirm: fn(&str, &str) -> String,
    /// Above the suggestions.
    pub suggestions: &'static str,
    /// Leads to the confirmation; takes a customer.
    pub to: fn(&str) -> String,
    /// The label of the account number.
    pub account: &'static str,
    /// How to fill it in.
    pub account_hint: &'static str,
    /// The button below it.
    pub go_on: &'static str,
    /// There is nothing in the field.
    pub account_missing: &'static str,
    /// It cannot be an account number.
    pub account_wrong: &'static str,
    /// Nobody has it.
    pub account_unknown: &'static str,
    /// They have it already.
    pub owner_already: &'static str,
    /// Leads to the search for a customer.
    pub find: &'static str,
    /// Leads back to the choice.
    pub someone_else: &'static str,
    /// The button of the confirmation.
    pub button: &'static str,
}

impl AssociateWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: AssociateWords = AssociateWords {
    choose: |code| format!("Whose is {code}?"),
    confirm: |code, customer| format!("Associate {code} with {customer}"),
    suggestions: "Suggestions, the likeliest first",
    to: |customer| format!("Associate with {customer}"),
    account: "Account number",
    account_hint: "Of the customer whose payment it is. Spaces make no difference.",
    go_on: "See what would happen",
    account_missing: "Enter the account number of the customer.",
    account_wrong: "Use only letters A to Z and digits, at most 20 of them.",
    account_unknown: "No customer has this account number. Compare it with the bill, or find the customer.",
    owner_already: "This customer has the payment already. Choose another one.",
    find: "Find the customer by name or phone",
    someone_else: "Someone else",
    button: "Associate and allocate",
};

static KISWAHILI: AssociateWords = AssociateWords {
    choose: |code| format!("{code} ni ya nani?"),
    confirm: |code, customer| format!("Husisha {code} na {customer}"),
    suggestions: "Mapendekezo, lenye uwezekano zaidi kwanza",
    to: |customer| format!("Husisha na {customer}"),
    account: "Namba ya akaunti",
    account_hint: "Ya mteja mwenye malipo haya. Nafasi hazibadilishi chochote.",
    go_on: "Angalia kitakachotokea",
    account_missing: "Weka namba ya akaunti ya mteja.",
    account_wrong: "Tumia herufi A hadi Z na tarakimu pekee, zisizozidi 20.",
    account_unknown: "Hakuna mteja mwenye namba hii ya akaunti. Ilinganishe na bili, au mtafute mteja.",
    owner_already: "Mteja huyu tayari ana malipo haya. Chagua mwingine.",
    find: "Mtafute mteja kwa jina au simu",
    someone_else: "Mtu mwingine",
    button: "Husisha na ugawanye",
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
