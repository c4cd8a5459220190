//! Everything that pages say, as one type that each language fills in.
//!
//! A sentence that is missing in one language does not compile, and a sentence with a name or number in it is a
//! function, so each language puts them where its grammar wants them. That is all a catalogue has to do for two
//! languages that are known when the program is built, and it costs no dependency and no generated code.

pub mod english;
pub mod kiswahili;

#[cfg(test)]
mod tests;

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// On every page.
    pub layout: LayoutWords,
    /// On the page that tells how to pay.
    pub pay: PayWords,
    /// About an account number that somebody asks about.
    pub check: CheckWords,
    /// Where there is no page.
    pub not_found: NotFoundWords,
}

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
}

/// On the page that tells how to pay.
#[derive(Debug)]
pub struct PayWords {
    /// Takes the payee's name.
    pub title: fn(&str) -> String,
    /// Which way of paying this is.
    pub by_mpesa: &'static str,
    /// The name of the Paybill number.
    pub paybill: &'static str,
    /// The name of the account number.
    pub account: &'static str,
    /// Instead of an account number that is not known.
    pub account_on_bill: &'static str,
    /// Above the steps.
    pub steps: &'static str,
    /// First step.
    pub open_mpesa: &'static str,
    /// Second step; the Paybill number follows.
    pub enter_business_number: &'static str,
    /// Third step; the account number follows where it is known.
    pub enter_account_number: &'static str,
    /// Fourth step.
    pub enter_amount: &'static str,
    /// Fifth step.
    pub enter_pin: &'static str,
    /// After the last step.
    pub keep_message: &'static str,
}

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

/// Where there is no page.
#[derive(Debug)]
pub struct NotFoundWords {
    /// The heading.
    pub title: &'static str,
    /// What may have happened.
    pub reason: &'static str,
    /// The link to where one can go on; takes the payee's name.
    pub how_to_pay: fn(&str) -> String,
}
