//! In the forms about a customer, a new one or one that is changed.

use billing::language::Language;

use crate::language::pick;

/// In the forms about a customer, a new one or one that is changed.
#[derive(Debug)]
pub struct CustomerFormWords {
    /// The heading for a new one.
    pub new_title: &'static str,
    /// Takes a name: the heading for one that is changed.
    pub edit_title: fn(&str) -> String,
    /// The label of the name.
    pub name: &'static str,
    /// The label of the phones.
    pub phones: &'static str,
    /// How to fill it in.
    pub phones_hint: &'static str,
    /// The label of the addresses.
    pub emails: &'static str,
    /// How to fill it in.
    pub emails_hint: &'static str,
    /// The label of the language.
    pub language: &'static str,
    /// How to fill in the account number.
    pub account_hint: &'static str,
    /// The label of what they are told by SMS.
    pub told_by_sms: &'static str,
    /// The label of what they are told by e-mail.
    pub told_by_email: &'static str,
    /// Everything.
    pub told_all: &'static str,
    /// No reminders.
    pub told_essential: &'static str,
    /// Nothing.
    pub told_nothing: &'static str,
    /// The label of the status.
    pub served: &'static str,
    /// The button for a new one.
    pub create: &'static str,
    /// The button for one that is changed.
    pub save: &'static str,
    /// Where the account number is in use.
    pub taken: &'static str,
    /// What a role may not change here.
    pub not_yours: &'static str,
}

impl CustomerFormWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: CustomerFormWords = CustomerFormWords {
    new_title: "New customer",
    edit_title: |name| format!("Change {name}"),
    name: "Name",
    phones: "Phone numbers",
    phones_hint: "Kenyan mobile numbers, one on each line. The first one is prompted for payments.",
    emails: "E-mail addresses",
    emails_hint: "One on each line.",
    language: "Language of messages",
    account_hint: "Only if they have one from before. Otherwise one with a check digit is made.",
    told_by_sms: "By SMS they are told",
    told_by_email: "By e-mail they are told",
    told_all: "everything",
    told_essential: "what happens to their money and dates, no reminders",
    told_nothing: "nothing",
    served: "Status",
    create: "Create customer",
    save: "Save changes",
    taken: "This account number is in use. Search for it, or leave the field empty.",
    not_yours: "Name and status are changed by an accountant or an administrator.",
};

static KISWAHILI: CustomerFormWords = CustomerFormWords {
    new_title: "Mteja mpya",
    edit_title: |name| format!("Badilisha {name}"),
    name: "Jina",
    phones: "Namba za simu",
    phones_hint: "Namba za simu za Kenya, moja katika kila mstari. Ya kwanza ndiyo inayoombwa kulipa.",
    emails: "Anwani za barua pepe",
    emails_hint: "Moja katika kila mstari.",
    language: "Lugha ya ujumbe",
    account_hint: "Ikiwa tu wanayo ya awali. La sivyo, itatengenezwa yenye tarakimu ya uhakiki.",
    told_by_sms: "Kwa SMS wanaambiwa",
    told_by_email: "Kwa barua pepe wanaambiwa",
    told_all: "kila kitu",
    told_essential: "yanayohusu pesa na tarehe zao, bila vikumbusho",
    told_nothing: "hakuna",
    served: "Hali",
    create: "Unda mteja",
    save: "Hifadhi mabadiliko",
    taken: "Namba hii ya akaunti inatumika. Itafute, au acha sehemu hii wazi.",
    not_yours: "Jina na hali hubadilishwa na mhasibu au msimamizi.",
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
