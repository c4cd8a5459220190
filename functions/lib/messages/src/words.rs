//! Every word that a message has besides its template, as one type that each language fills in.
//! A sentence that is missing in one language does not compile.

pub mod english;
pub mod kiswahili;

use billing::language::Language;
use billing::notification::MessageKind;

/// The words of a language.
pub const fn of(language: Language) -> &'static Words {
    match language {
        Language::En => &english::WORDS,
        Language::Sw => &kiswahili::WORDS,
    }
}

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// Monday first.
    pub weekdays: [&'static str; 7],
    /// January first.
    pub months: [&'static str; 12],
    /// Parts of sentences that placeholders stand for.
    pub parts: PartWords,
    /// Around the text of an e-mail.
    pub letter: LetterWords,
    /// In the calendar.
    pub calendar: CalendarWords,
}

/// Parts of sentences that placeholders stand for. Dates and amounts come in written out.
#[derive(Debug)]
pub struct PartWords {
    /// Takes the Paybill number and the account number.
    pub how_to_pay: fn(&str, &str) -> String,
    /// Takes the Paybill number, where no account number is known.
    pub paybill_only: fn(&str) -> String,
    /// Takes what for, the number of the dose, and of how many.
    pub dose: fn(&str, u32, u32) -> String,
    /// When all is due on one day; takes the day.
    pub once: fn(&str) -> String,
    /// Takes the number of doses, the first amount, the first and the last day.
    pub in_doses: fn(u32, &str, &str, &str) -> String,
    /// Takes what the customer owes.
    pub owe: fn(&str) -> String,
    /// Takes what the customer paid ahead.
    pub credit: fn(&str) -> String,
    /// The customer owes nothing and has nothing ahead.
    pub even: &'static str,
    /// After the first ones; takes how many more there are.
    pub more: fn(usize) -> String,
    /// Takes what was settled and with how much.
    pub settled: fn(&str, &str) -> String,
    /// Takes what was settled, with how much, and what is left of it.
    pub settled_in_part: fn(&str, &str, &str) -> String,
    /// Takes an amount and a day.
    pub by: fn(&str, &str) -> String,
}

/// Around the text of an e-mail.
#[derive(Debug)]
pub struct LetterWords {
    /// Above everything, in two or three words.
    pub heading: fn(MessageKind) -> &'static str,
    /// Takes the due date.
    pub due: fn(&str) -> String,
    /// Takes the receipt.
    pub receipt: fn(&str) -> String,
    /// Above the numbers to pay with.
    pub how_to_pay: &'static str,
    /// Where they are typed; the phone shows these names.
    pub menu: &'static str,
    /// The name of the Paybill number.
    pub paybill: &'static str,
    /// The name of the account number.
    pub account: &'static str,
    /// The name of the amount.
    pub amount: &'static str,
    /// The name of the amount where it is the first of several doses.
    pub first_amount: &'static str,
    /// What can be typed as account number so that the money goes to exactly this.
    pub payment_code: &'static str,
    /// Why a customer gets this; takes the provider's name.
    pub because_customer: fn(&str) -> String,
    /// Why a payer gets this; takes the provider's name.
    pub because_payer: fn(&str) -> String,
    /// Why somebody gets a code; takes the provider's name.
    pub because_asked: fn(&str) -> String,
    /// Why somebody gets a test; takes the provider's name.
    pub because_tested: fn(&str) -> String,
    /// Takes the provider's name.
    pub never_asks_for_pin: fn(&str) -> String,
    /// Takes the provider's name.
    pub never_asks_for_code: fn(&str) -> String,
    /// What the link for it is called.
    pub unsubscribe: &'static str,
}

/// In the calendar.
#[derive(Debug)]
pub struct CalendarWords {
    /// Takes what is to be paid and what for.
    pub unpaid: fn(&str, &str) -> String,
    /// Takes what is still to be paid, of how much, and what for.
    pub partially_paid: fn(&str, &str, &str) -> String,
    /// Takes how much and what for.
    pub paid: fn(&str, &str) -> String,
    /// Takes what for.
    pub cancelled: fn(&str) -> String,
    /// Before why the date was moved.
    pub moved: &'static str,
    /// Before the institution that gets the money.
    pub institution: &'static str,
    /// Before the payment code.
    pub payment_code: &'static str,
}
