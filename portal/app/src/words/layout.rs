//! On every page.

use billing::language::Language;

use crate::language::pick;

/// On every page.
#[derive(Debug)]
pub struct LayoutWords {
    /// The first thing that a keyboard reaches.
    pub skip_to_content: &'static str,
    /// What the choice of languages is called.
    pub language: &'static str,
    /// Before the title of a page with an error, for those who hear it.
    pub error_title: fn(&str) -> String,
    /// Above the messages about a form.
    pub problem: &'static str,
    /// At the end of every page; takes the payee's name.
    pub never_asks_for_pin: fn(&str) -> String,
    /// What the main navigation is called.
    pub main_navigation: &'static str,
    /// The way in for customers.
    pub sign_in: &'static str,
    /// The way out.
    pub sign_out: &'static str,
    /// The link to oneself, where one also signs out.
    pub profile: &'static str,
    /// The names of the sections.
    pub sections: SectionWords,
}

/// The names of the sections, as the navigation shows them.
#[derive(Debug)]
pub struct SectionWords {
    /// The first page of a customer.
    pub home: &'static str,
    /// What a customer has to pay.
    pub obligations: &'static str,
    /// When.
    pub calendar: &'static str,
    /// What arrived.
    pub payments: &'static str,
    /// The movements of the account.
    pub statement: &'static str,
    /// The first page of staff.
    pub today: &'static str,
    /// Who pays.
    pub customers: &'static str,
    /// Who did what.
    pub audit: &'static str,
    /// How the deployment is set up.
    pub settings: &'static str,
}

impl LayoutWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: LayoutWords = LayoutWords {
    skip_to_content: "Skip to the content",
    language: "Language",
    error_title: |title| format!("Error: {title}"),
    problem: "There is a problem",
    never_asks_for_pin: |name| format!("Nobody from {name} will ever ask you for your M-PESA PIN."),
    main_navigation: "Main",
    sign_in: "Sign in",
    sign_out: "Sign out",
    profile: "Profile",
    sections: SectionWords {
        home: "Home",
        obligations: "Obligations",
        calendar: "Calendar",
        payments: "Payments",
        statement: "Statement",
        today: "Today",
        customers: "Customers",
        audit: "Audit",
        settings: "Settings",
    },
};

static KISWAHILI: LayoutWords = LayoutWords {
    skip_to_content: "Ruka hadi kwenye maudhui",
    language: "Lugha",
    error_title: |title| format!("Kosa: {title}"),
    problem: "Kuna tatizo",
    never_asks_for_pin: |name| {
        format!("Hakuna mtu wa {name} atakayewahi kukuuliza PIN yako ya M-PESA.")
    },
    main_navigation: "Menyu kuu",
    sign_in: "Ingia",
    sign_out: "Toka",
    profile: "Wasifu",
    sections: SectionWords {
        home: "Mwanzo",
        obligations: "Madeni",
        calendar: "Kalenda",
        payments: "Malipo",
        statement: "Taarifa ya akaunti",
        today: "Leo",
        customers: "Wateja",
        audit: "Ukaguzi",
        settings: "Mipangilio",
    },
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_word_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
