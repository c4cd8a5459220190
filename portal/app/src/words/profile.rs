//! What the pages about oneself say, for customers and for staff.

use billing::language::Language;
use billing::role::Role;

use crate::language::pick;

/// What the pages about oneself say.
#[derive(Debug)]
pub struct ProfileWords {
    /// Above phones and e-mail addresses.
    pub contacts: &'static str,
    /// How one changes them.
    pub contacts_how: &'static str,
    /// Where there is none.
    pub no_contacts: &'static str,
    /// The name.
    pub name: &'static str,
    /// Phone numbers.
    pub phones: &'static str,
    /// E-mail addresses.
    pub emails: &'static str,
    /// The heading of the form with choices.
    pub choices: &'static str,
    /// The language of messages.
    pub language: &'static str,
    /// What comes by SMS.
    pub by_sms: &'static str,
    /// What comes by e-mail.
    pub by_email: &'static str,
    /// Everything.
    pub told_all: &'static str,
    /// Only what happened.
    pub told_essential: &'static str,
    /// Nothing.
    pub told_nothing: &'static str,
    /// The button of the form.
    pub save: &'static str,
    /// After saving.
    pub saved: &'static str,
    /// Above the sessions.
    pub signed_in: &'static str,
    /// What to do about an unknown one.
    pub signed_in_how: &'static str,
    /// This very browser.
    pub this_browser: &'static str,
    /// A browser that does not say what it is.
    pub some_browser: &'static str,
    /// Takes when it began and when it was used last.
    pub since: fn(&str, &str) -> String,
    /// The button that ends one.
    pub end: &'static str,
    /// The button that ends this one.
    pub sign_out: &'static str,
    /// The button that ends all.
    pub sign_out_everywhere: &'static str,
    /// After ending one.
    pub ended: &'static str,
    /// The role of a member of the staff.
    pub role: &'static str,
    /// The role of one who keeps the till.
    pub cashier: &'static str,
    /// The role of one who keeps the books.
    pub accountant: &'static str,
    /// The role of one who sets things up.
    pub administrator: &'static str,
    /// The role of one who looks at everything.
    pub auditor: &'static str,
}

impl ProfileWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }

    /// A role with what it may do.
    #[must_use]
    pub const fn role_of(&self, role: Role) -> &'static str {
        match role {
            Role::Cashier => self.cashier,
            Role::Accountant => self.accountant,
            Role::Administrator => self.administrator,
            Role::Auditor => self.auditor,
        }
    }
}

static ENGLISH: ProfileWords = ProfileWords {
    contacts: "How we reach you",
    contacts_how: "Codes for signing in go there, so only our office changes them. \
        Call or visit us to change a number or an address.",
    no_contacts: "none",
    name: "Name",
    phones: "Phone numbers",
    emails: "E-mail addresses",
    choices: "What we tell you",
    language: "Language of our messages",
    by_sms: "By SMS",
    by_email: "By e-mail",
    told_all: "Everything, with reminders before due dates",
    told_essential: "Only what happened to my money and dates",
    told_nothing: "Nothing",
    save: "Save what we tell you",
    saved: "Saved.",
    signed_in: "Where you are signed in",
    signed_in_how: "If you do not know one of these, sign out everywhere.",
    this_browser: "this browser",
    some_browser: "A browser",
    since: |began, seen| format!("since {began}, last used {seen}"),
    end: "Sign it out",
    sign_out: "Sign out here",
    sign_out_everywhere: "Sign out everywhere",
    ended: "That browser is signed out.",
    role: "Role",
    cashier: "Cashier: enters payments, finds whose they are and what they are for",
    accountant: "Accountant: all that a cashier does, and obligations, reversals and remittances",
    administrator: "Administrator: everything, with settings, staff and keys",
    auditor: "Auditor: reads everything, changes nothing",
};

static KISWAHILI: ProfileWords = ProfileWords {
    contacts: "Jinsi tunavyokufikia",
    contacts_how: "Namba za siri za kuingia hutumwa huko, kwa hivyo ofisi yetu pekee huzibadilisha. \
        Tupigie simu au tutembelee ili kubadilisha namba au anwani.",
    no_contacts: "hakuna",
    name: "Jina",
    phones: "Namba za simu",
    emails: "Barua pepe",
    choices: "Tunachokujulisha",
    language: "Lugha ya ujumbe wetu",
    by_sms: "Kwa SMS",
    by_email: "Kwa barua pepe",
    told_all: "Kila kitu, pamoja na vikumbusho kabla ya tarehe ya mwisho",
    told_essential: "Yaliyotokea kwa pesa na tarehe zangu tu",
    told_nothing: "Hakuna",
    save: "Hifadhi tunachokujulisha",
    saved: "Imehifadhiwa.",
    signed_in: "Mahali ulipoingia",
    signed_in_how: "Ikiwa hukitambui kimojawapo, toka kila mahali.",
    this_browser: "kivinjari hiki",
    some_browser: "Kivinjari",
    since: |began, seen| format!("tangu {began}, kilitumika mwisho {seen}"),
    end: "Kitoe",
    sign_out: "Toka hapa",
    sign_out_everywhere: "Toka kila mahali",
    ended: "Kivinjari hicho kimetolewa.",
    role: "Wadhifa",
    cashier: "Mtunza fedha: huingiza malipo, hutafuta ni ya nani na ni ya nini",
    accountant: "Mhasibu: yote ya mtunza fedha, pamoja na madeni, marejesho na uhamisho",
    administrator: "Msimamizi: kila kitu, pamoja na mipangilio, wafanyakazi na funguo",
    auditor: "Mkaguzi: husoma kila kitu, habadilishi chochote",
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
