//! What the first page of a customer says.

use billing::language::Language;

use crate::language::pick;

/// What the first page of a customer says.
#[derive(Debug)]
pub struct HomeWords {
    /// Above the number, where something is owed.
    pub you_owe: &'static str,
    /// Above the number, where there is credit and nothing is owed.
    pub you_have: &'static str,
    /// Where nothing is owed.
    pub nothing_owed: &'static str,
    /// Takes amount and day: what comes next.
    pub next: fn(&str, &str) -> String,
    /// Takes amount, day and what for.
    pub next_for: fn(&str, &str, &str) -> String,
    /// Takes the amount whose day has passed.
    pub overdue: fn(&str) -> String,
    /// Takes the amount that was paid and put to nothing.
    pub credit: fn(&str) -> String,
    /// The button.
    pub pay: &'static str,
    /// The heading above the next instalments.
    pub coming_up: &'static str,
    /// The link beside it.
    pub calendar: &'static str,
    /// Takes how many instalments are open in all.
    pub all_open: fn(usize) -> String,
    /// The heading above the last payments.
    pub last_payments: &'static str,
    /// The link beside it.
    pub all_payments: &'static str,
    /// Where nothing was paid yet.
    pub no_payments: &'static str,
    /// Before the payment code of an institution.
    pub payment_code: &'static str,
}

impl HomeWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: HomeWords = HomeWords {
    you_owe: "You owe",
    you_have: "You have paid ahead",
    nothing_owed: "You owe nothing. Thank you.",
    next: |amount, day| format!("Next: {amount} on {day}."),
    next_for: |amount, day, what| format!("Next: {amount} on {day} for {what}."),
    overdue: |amount| format!("{amount} of it is overdue."),
    credit: |amount| format!("{amount} that you paid is not used yet. It stays yours."),
    pay: "Pay",
    coming_up: "Coming up",
    calendar: "Calendar",
    all_open: |count| format!("All {count} open instalments"),
    last_payments: "Last payments",
    all_payments: "All payments",
    no_payments: "No payment has arrived yet.",
    payment_code: "payment code",
};

static KISWAHILI: HomeWords = HomeWords {
    you_owe: "Unadaiwa",
    you_have: "Umelipa mbele",
    nothing_owed: "Hudaiwi chochote. Asante.",
    next: |amount, day| format!("Inayofuata: {amount} {day}."),
    next_for: |amount, day, what| format!("Inayofuata: {amount} {day} kwa {what}."),
    overdue: |amount| format!("{amount} kati yake imechelewa."),
    credit: |amount| format!("{amount} uliyolipa haijatumika. Bado ni yako."),
    pay: "Lipa",
    coming_up: "Zinazokuja",
    calendar: "Kalenda",
    all_open: |count| format!("Awamu zote {count} ambazo hazijalipwa"),
    last_payments: "Malipo ya mwisho",
    all_payments: "Malipo yote",
    no_payments: "Hakuna malipo yaliyofika bado.",
    payment_code: "namba ya malipo",
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
