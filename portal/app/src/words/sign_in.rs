//! What the pages say on which one signs in.

use billing::language::Language;

use crate::language::pick;

/// What the pages say on which one signs in.
#[derive(Debug)]
pub struct SignInWords {
    /// The heading for customers; takes the provider's name.
    pub title: fn(&str) -> String,
    /// The heading for staff; takes the provider's name.
    pub staff_title: fn(&str) -> String,
    /// What happens next.
    pub how: &'static str,
    /// What happens next, for staff.
    pub staff_how: &'static str,
    /// The label of the contact.
    pub contact: &'static str,
    /// Beside it.
    pub contact_hint: &'static str,
    /// The label of the e-mail address of staff.
    pub email: &'static str,
    /// The button that asks for a code.
    pub send: &'static str,
    /// What is no account yet can do.
    pub without: &'static str,
    /// The link to paying by hand.
    pub by_hand: &'static str,
    /// The heading where the code is typed.
    pub code_title: &'static str,
    /// Whether or not anybody was told one.
    pub code_sent: &'static str,
    /// The label of the code.
    pub code: &'static str,
    /// Beside it.
    pub code_hint: &'static str,
    /// The button that sends it.
    pub enter: &'static str,
    /// Above the button that asks for another one.
    pub no_code: &'static str,
    /// That button.
    pub send_again: &'static str,
    /// The link that begins anew.
    pub other_contact: &'static str,
    /// A new code went out.
    pub sent_again: &'static str,
    /// The heading where an account is chosen.
    pub choose_title: &'static str,
    /// Why.
    pub choose_why: &'static str,
    /// The heading of the second factor.
    pub factor_title: &'static str,
    /// Where to look.
    pub factor_how: &'static str,
    /// The label of its code.
    pub factor_code: &'static str,
    /// The heading where an authenticator is set up.
    pub enrol_title: &'static str,
    /// What to do, step by step.
    pub enrol_steps: [&'static str; 3],
    /// What the QR code shows, for those who do not see it.
    pub enrol_qr: &'static str,
    /// Before the secret for typing.
    pub enrol_secret: &'static str,
    /// The button that signs out.
    pub sign_out: &'static str,
    /// After signing out.
    pub signed_out: &'static str,
    /// Where no portal key is set.
    pub not_set_up: &'static str,
}

impl SignInWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: SignInWords = SignInWords {
    title: |name| format!("Sign in to {name}"),
    staff_title: |name| format!("Sign in to work for {name}"),
    how: "We send you a code of six digits. No password is needed.",
    staff_how: "We send you a code of six digits. After it you enter the one that your authenticator shows.",
    contact: "Your phone number or e-mail address",
    contact_hint: "One that we know you by, like 0712 345 678.",
    email: "Your e-mail address",
    send: "Send me the code",
    without: "You can pay without signing in.",
    by_hand: "How to pay",
    code_title: "Enter the code",
    code_sent: "If this number or address is known to us, a code is on its way there. It works for ten minutes, in this browser.",
    code: "Code of six digits",
    code_hint: "From the newest message. Nobody will ever ask you for it.",
    enter: "Sign in",
    no_code: "No code after a minute? Look whether the number is one that we know you by, then ask for another code.",
    send_again: "Send another code",
    other_contact: "Use another number or address",
    sent_again: "If this number or address is known to us, another code is on its way.",
    choose_title: "Whose account?",
    choose_why: "Several accounts have this number or address. Choose one.",
    factor_title: "Enter the code from your authenticator",
    factor_how: "Open the authenticator app on your phone. A code works once.",
    factor_code: "Code that the authenticator shows",
    enrol_title: "Set up your authenticator",
    enrol_steps: [
        "Open an authenticator app on your phone, like Aegis, Google Authenticator or Microsoft Authenticator.",
        "Add an account by scanning this picture, or by typing the key below it.",
        "Enter the code that the app shows.",
    ],
    enrol_qr: "Picture for the authenticator app",
    enrol_secret: "Key for typing",
    sign_out: "Sign out",
    signed_out: "You are signed out in this browser.",
    not_set_up: "Signing in is not set up here: MALIPO_PORTAL_KEY is missing. Tell your administrator.",
};

static KISWAHILI: SignInWords = SignInWords {
    title: |name| format!("Ingia kwenye {name}"),
    staff_title: |name| format!("Ingia kazini kwa {name}"),
    how: "Tutakutumia namba ya siri ya tarakimu sita. Huhitaji nenosiri.",
    staff_how: "Tutakutumia namba ya siri ya tarakimu sita. Baada yake utaweka ile inayoonyeshwa na programu yako ya uthibitishaji.",
    contact: "Namba yako ya simu au barua pepe",
    contact_hint: "Ile tunayokujua nayo, kama 0712 345 678.",
    email: "Barua pepe yako",
    send: "Nitumie namba ya siri",
    without: "Unaweza kulipa bila kuingia.",
    by_hand: "Jinsi ya kulipa",
    code_title: "Weka namba ya siri",
    code_sent: "Ikiwa tunaijua namba au anwani hii, namba ya siri inatumwa huko. Inafanya kazi kwa dakika kumi, kwenye kivinjari hiki.",
    code: "Namba ya siri ya tarakimu sita",
    code_hint: "Kutoka kwenye ujumbe mpya kabisa. Hakuna mtu atakayekuuliza.",
    enter: "Ingia",
    no_code: "Hujapata namba baada ya dakika moja? Hakikisha ni namba tunayokujua nayo, kisha uombe nyingine.",
    send_again: "Tuma namba nyingine ya siri",
    other_contact: "Tumia namba au anwani nyingine",
    sent_again: "Ikiwa tunaijua namba au anwani hii, namba nyingine ya siri inatumwa.",
    choose_title: "Akaunti ya nani?",
    choose_why: "Akaunti kadhaa zina namba au anwani hii. Chagua moja.",
    factor_title: "Weka namba kutoka kwenye programu yako ya uthibitishaji",
    factor_how: "Fungua programu ya uthibitishaji kwenye simu yako. Namba hutumika mara moja tu.",
    factor_code: "Namba inayoonyeshwa na programu",
    enrol_title: "Weka programu yako ya uthibitishaji",
    enrol_steps: [
        "Fungua programu ya uthibitishaji kwenye simu yako, kama Aegis, Google Authenticator au Microsoft Authenticator.",
        "Ongeza akaunti kwa kuskani picha hii, au kwa kuandika ufunguo ulio chini yake.",
        "Weka namba inayoonyeshwa na programu.",
    ],
    enrol_qr: "Picha ya programu ya uthibitishaji",
    enrol_secret: "Ufunguo wa kuandika",
    sign_out: "Toka",
    signed_out: "Umetoka kwenye kivinjari hiki.",
    not_set_up: "Kuingia hakujawekwa hapa: MALIPO_PORTAL_KEY haipo. Mwambie msimamizi wako.",
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
