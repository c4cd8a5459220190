//! Where a customer pays.

use billing::language::Language;

use crate::language::pick;

/// Where a customer pays.
#[derive(Debug)]
pub struct PayWords {
    /// The heading.
    pub title: &'static str,
    /// What is chosen first.
    pub what: &'static str,
    /// All that is due; takes the amount and the day until which it is due.
    pub all_due: fn(&str, &str) -> String,
    /// The same, where some is overdue; takes the amount, the day, and what is overdue of it.
    pub all_due_and_overdue: fn(&str, &str, &str) -> String,
    /// All that is overdue, where nothing else is due; takes the amount.
    pub all_overdue: fn(&str) -> String,
    /// One obligation; takes the amount and what it is for.
    pub one: fn(&str, &str) -> String,
    /// Takes all that is left of the obligation, where that is more than what is due.
    pub of_all: fn(&str) -> String,
    /// Takes the exact amount, where it was rounded up.
    pub rounded: fn(&str) -> String,
    /// Takes the whole amount, where M-PESA takes it only in parts.
    pub first_part: fn(&str) -> String,
    /// The label of the amount beside choices.
    pub another_amount: &'static str,
    /// How to fill it in there.
    pub another_amount_hint: &'static str,
    /// The label of the amount where there is nothing to choose.
    pub amount: &'static str,
    /// How to fill it in there.
    pub amount_hint: &'static str,
    /// Which phone is prompted.
    pub from: &'static str,
    /// A phone that is not the customer's own.
    pub other_phone: &'static str,
    /// The label of its number.
    pub other_number: &'static str,
    /// The label of the number where the customer has none of their own.
    pub number: &'static str,
    /// How to fill it in.
    pub number_hint: &'static str,
    /// What happens after the button.
    pub before: &'static str,
    /// The button.
    pub ask: &'static str,
    /// The customer owes nothing.
    pub nothing_owed: &'static str,
    /// What happens to what they pay all the same.
    pub stays_as_credit: &'static str,
    /// Takes what was to be paid, of which nothing is left to pay.
    pub nothing_left: fn(&str) -> String,
    /// Above requests that may still be paid.
    pub unsettled: &'static str,
    /// One of them, as a link; takes its amount and time.
    pub see_request: fn(&str, &str) -> String,
    /// Nothing was chosen.
    pub choose_what: &'static str,
    /// The amount cannot be read.
    pub amount_unreadable: &'static str,
    /// There is no amount.
    pub amount_missing: &'static str,
    /// No phone was chosen.
    pub choose_phone: &'static str,
    /// The number cannot be one.
    pub number_wrong: &'static str,
    /// The heading of the payment by hand.
    pub by_hand: &'static str,
    /// The same, where it is the only way.
    pub only_by_hand: &'static str,
    /// Why it is the only way.
    pub only_by_hand_means: &'static str,
    /// Takes what is paid with its own payment code.
    pub by_code: fn(&str) -> String,
    /// Above the payment codes of what can be paid by itself.
    pub codes: &'static str,
}

impl PayWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: PayWords = PayWords {
    title: "Pay",
    what: "What do you want to pay?",
    all_due: |amount, day| format!("{amount}: all that is due by {day}"),
    all_due_and_overdue: |amount, day, overdue| {
        format!("{amount}: all that is due by {day}, of it {overdue} overdue")
    },
    all_overdue: |amount| format!("{amount}: all that is overdue"),
    one: |amount, what| format!("{amount}: {what}"),
    of_all: |outstanding| format!(", of {outstanding} in all"),
    rounded: |exact| format!(" ({exact}, rounded up: the rest stays as credit)"),
    first_part: |whole| format!(" (the first part of {whole})"),
    another_amount: "Another amount in shillings",
    another_amount_hint: "Leave it empty to pay the amount beside your choice. \
        Whole shillings, 1 to 250,000. Pay more than that in parts, one after the other.",
    amount: "Amount in shillings",
    amount_hint: "Whole shillings, 1 to 250,000. Pay more than that in parts, one after the other.",
    from: "Which phone pays?",
    other_phone: "Another phone",
    other_number: "Number of the other phone",
    number: "Number of the phone that pays",
    number_hint: "For example 0712 345 678. Whoever has that phone gets the request.",
    before: "M-PESA will ask for the PIN on that phone. Nothing is paid before it is entered there.",
    ask: "Ask M-PESA for the payment",
    nothing_owed: "You owe nothing now.",
    stays_as_credit: "What you pay stays on your account as credit.",
    nothing_left: |what| format!("Nothing is left to pay for {what}."),
    unsettled: "We do not know yet whether this was paid. Please do not pay again.",
    see_request: |amount, time| format!("See how the request for {amount} of {time} stands"),
    choose_what: "Choose what you want to pay.",
    amount_unreadable: "Enter the amount in whole shillings, for example 1250.",
    amount_missing: "Enter how much you want to pay, for example 1250.",
    choose_phone: "Choose which phone pays.",
    number_wrong: "Enter a Kenyan mobile number, for example 0712 345 678.",
    by_hand: "Or pay yourself",
    only_by_hand: "Pay by M-PESA",
    only_by_hand_means: "We cannot send a request to your phone here. Pay from its M-PESA menu.",
    by_code: |what| format!("For {what} only, with its payment code as the account number."),
    codes: "To pay only one of these, enter its payment code as the account number.",
};

static KISWAHILI: PayWords = PayWords {
    title: "Lipa",
    what: "Unataka kulipa nini?",
    all_due: |amount, day| format!("{amount}: yote ya kulipa kufikia {day}"),
    all_due_and_overdue: |amount, day, overdue| {
        format!("{amount}: yote ya kulipa kufikia {day}, {overdue} kati yake imechelewa")
    },
    all_overdue: |amount| format!("{amount}: yote iliyochelewa"),
    one: |amount, what| format!("{amount}: {what}"),
    of_all: |outstanding| format!(", kati ya {outstanding} kwa jumla"),
    rounded: |exact| format!(" ({exact}, imezungushwa juu: inayobaki inakuwa salio)"),
    first_part: |whole| format!(" (sehemu ya kwanza ya {whole})"),
    another_amount: "Kiasi kingine kwa shilingi",
    another_amount_hint: "Acha wazi ili kulipa kiasi kilicho kando ya chaguo lako. \
        Shilingi kamili, 1 hadi 250,000. Kinachozidi hapo kilipe kwa sehemu, moja baada ya nyingine.",
    amount: "Kiasi kwa shilingi",
    amount_hint: "Shilingi kamili, 1 hadi 250,000. Kinachozidi hapo kilipe kwa sehemu, moja baada ya nyingine.",
    from: "Simu gani italipa?",
    other_phone: "Simu nyingine",
    other_number: "Namba ya simu nyingine",
    number: "Namba ya simu itakayolipa",
    number_hint: "Kwa mfano 0712 345 678. Aliye na simu hiyo ndiye anayepata ombi.",
    before: "M-PESA itaomba PIN kwenye simu hiyo. Hakuna kinacholipwa kabla haijawekwa hapo.",
    ask: "Omba malipo kwa M-PESA",
    nothing_owed: "Hudaiwi chochote kwa sasa.",
    stays_as_credit: "Utakacholipa kitabaki kwenye akaunti yako kama salio.",
    nothing_left: |what| format!("Hakuna kilichobaki kulipwa kwa {what}."),
    unsettled: "Bado hatujui kama hii imelipwa. Tafadhali usilipe tena.",
    see_request: |amount, time| format!("Angalia hali ya ombi la {amount} la {time}"),
    choose_what: "Chagua unachotaka kulipa.",
    amount_unreadable: "Weka kiasi kwa shilingi kamili, kwa mfano 1250.",
    amount_missing: "Weka kiasi unachotaka kulipa, kwa mfano 1250.",
    choose_phone: "Chagua simu itakayolipa.",
    number_wrong: "Weka namba ya simu ya Kenya, kwa mfano 0712 345 678.",
    by_hand: "Au lipa mwenyewe",
    only_by_hand: "Lipa kwa M-PESA",
    only_by_hand_means: "Hapa hatuwezi kutuma ombi kwenye simu yako. Lipa kwa menyu yake ya M-PESA.",
    by_code: |what| format!("Kwa {what} tu, kwa msimbo wake wa malipo kama namba ya akaunti."),
    codes: "Kulipia moja tu kati ya hizi, weka msimbo wake wa malipo kama namba ya akaunti.",
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
