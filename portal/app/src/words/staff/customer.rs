//! On top of every page about one customer, and on their profile.

use billing::language::Language;

use crate::language::pick;

/// On top of every page about one customer, and on their profile.
#[derive(Debug)]
pub struct CustomerWords {
    /// Before the account number.
    pub account: &'static str,
    /// What the choice of pages is called.
    pub tabs: &'static str,
    /// The page of facts.
    pub profile: &'static str,
    /// The page of what is owed and paid.
    pub debts: &'static str,
    /// The page that explains the balance.
    pub why: &'static str,
    /// The page of what they have to pay.
    pub obligations: &'static str,
    /// What the figures are called.
    pub figures: &'static str,
    /// The figure of what is late.
    pub overdue: &'static str,
    /// The figure of credit.
    pub unallocated: &'static str,
    /// The way to enter a payment.
    pub make_payment: &'static str,
    /// The way to enter an obligation.
    pub new_obligation: &'static str,
    /// They are served.
    pub active: &'static str,
    /// They are not until they pay.
    pub suspended: &'static str,
    /// They left.
    pub disconnected: &'static str,
    /// Above the contacts.
    pub contacts: &'static str,
    /// The label of the phones.
    pub phones: &'static str,
    /// The label of the addresses.
    pub emails: &'static str,
    /// Where there is none.
    pub no_contact: &'static str,
    /// The label of the language.
    pub language: &'static str,
    /// The label of what they are told by SMS.
    pub by_sms: &'static str,
    /// The label of what they are told by e-mail.
    pub by_email: &'static str,
    /// The label of when and by whom they were entered.
    pub created: &'static str,
    /// Takes day and name.
    pub created_by: fn(&str, &str) -> String,
    /// The way to change them.
    pub edit: &'static str,
    /// The same for who may not change the status.
    pub edit_contacts: &'static str,
    /// Above contacts that do not work.
    pub unreachable: &'static str,
    /// What that means.
    pub unreachable_means: &'static str,
    /// Takes what the carrier said and the day.
    pub because: fn(&str, &str) -> String,
    /// Takes the contact: the button.
    pub try_again: fn(&str) -> String,
    /// After creating.
    pub created_done: &'static str,
    /// What next.
    pub created_done_means: &'static str,
    /// After changing.
    pub changed_done: &'static str,
    /// After allowing a contact again.
    pub retried_done: &'static str,
    /// Where there are no payments.
    pub no_payments: &'static str,
    /// What the table holds.
    pub payments_caption: &'static str,
    /// The heading of what of a payment was put to use.
    pub used: &'static str,
    /// The heading of the codes.
    pub code: &'static str,
    /// The heading of the channels.
    pub channel: &'static str,
    /// Where there are no obligations.
    pub no_obligations: &'static str,
}

impl CustomerWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: CustomerWords = CustomerWords {
    account: "Account",
    tabs: "About this customer",
    profile: "Profile",
    debts: "Aged debtors",
    why: "Why this balance",
    obligations: "Obligations",
    figures: "How the account stands",
    overdue: "Overdue",
    unallocated: "Unallocated credit",
    make_payment: "Make payment",
    new_obligation: "New obligation",
    active: "Active",
    suspended: "Suspended",
    disconnected: "Disconnected",
    contacts: "Contacts",
    phones: "Phones",
    emails: "E-mail",
    no_contact: "none",
    language: "Language of messages",
    by_sms: "Told by SMS",
    by_email: "Told by e-mail",
    created: "Entered",
    created_by: |at, by| format!("{at}, by {by}"),
    edit: "Change contacts and status",
    edit_contacts: "Change contacts",
    unreachable: "Nothing arrives here",
    unreachable_means: "Messages are no longer sent to these. Correct the contact, or try it again.",
    because: |because, at| format!("{because}, {at}"),
    try_again: |to| format!("Try {to} again"),
    created_done: "The customer was created.",
    created_done_means: "This is the account number that they pay to.",
    changed_done: "The changes were saved.",
    retried_done: "Messages go there again from now on.",
    no_payments: "No payments yet.",
    payments_caption: "Payments of this customer, newest first",
    used: "Put to use",
    code: "Code",
    channel: "Channel",
    no_obligations: "Nothing to pay was entered yet.",
};

static KISWAHILI: CustomerWords = CustomerWords {
    account: "Akaunti",
    tabs: "Kuhusu mteja huyu",
    profile: "Wasifu",
    debts: "Madeni kwa umri",
    why: "Kwa nini salio hili",
    obligations: "Madeni",
    figures: "Hali ya akaunti",
    overdue: "Kilichochelewa",
    unallocated: "Pesa ambazo hazijatumika",
    make_payment: "Ingiza malipo",
    new_obligation: "Deni jipya",
    active: "Anahudumiwa",
    suspended: "Amesimamishwa",
    disconnected: "Amekatwa",
    contacts: "Mawasiliano",
    phones: "Simu",
    emails: "Barua pepe",
    no_contact: "hakuna",
    language: "Lugha ya ujumbe",
    by_sms: "Kwa SMS huambiwa",
    by_email: "Kwa barua pepe huambiwa",
    created: "Aliingizwa",
    created_by: |at, by| format!("{at}, na {by}"),
    edit: "Badilisha mawasiliano na hali",
    edit_contacts: "Badilisha mawasiliano",
    unreachable: "Ujumbe haufiki hapa",
    unreachable_means: "Ujumbe hautumwi tena huku. Sahihisha mawasiliano, au ujaribu tena.",
    because: |because, at| format!("{because}, tarehe {at}"),
    try_again: |to| format!("Jaribu {to} tena"),
    created_done: "Mteja ameundwa.",
    created_done_means: "Hii ndiyo namba ya akaunti ya kulipia.",
    changed_done: "Mabadiliko yamehifadhiwa.",
    retried_done: "Ujumbe utatumwa huko tena kuanzia sasa.",
    no_payments: "Bado hakuna malipo.",
    payments_caption: "Malipo ya mteja huyu, mapya kwanza",
    used: "Iliyotumika",
    code: "Namba ya muamala",
    channel: "Njia",
    no_obligations: "Bado hakuna deni lililowekwa.",
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
