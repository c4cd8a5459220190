//! On the pages of an account’s movements over a period.

use billing::language::Language;

use crate::language::pick;

/// On the pages of an account’s movements over a period.
#[derive(Debug)]
pub struct StatementWords {
    /// The label of the first day.
    pub from: &'static str,
    /// The label of the last day.
    pub to: &'static str,
    /// The button.
    pub show: &'static str,
    /// A period.
    pub this_month: &'static str,
    /// A period.
    pub last_month: &'static str,
    /// A period.
    pub this_year: &'static str,
    /// What the periods are called.
    pub periods: &'static str,
    /// Takes the first and the last day.
    pub caption: fn(&str, &str) -> String,
    /// The heading of what happened.
    pub what: &'static str,
    /// The heading of what was charged.
    pub debit: &'static str,
    /// The heading of what was paid.
    pub credit: &'static str,
    /// The first line.
    pub opening: &'static str,
    /// The last line.
    pub closing: &'static str,
    /// Where nothing happened.
    pub none: &'static str,
    /// The link to the PDF.
    pub pdf: &'static str,
    /// The link to the CSV.
    pub csv: &'static str,
    /// Where a day cannot be read.
    pub bad_day: &'static str,
}

impl StatementWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: StatementWords = StatementWords {
    from: "From",
    to: "To",
    show: "Show the period",
    this_month: "This month",
    last_month: "Last month",
    this_year: "This year",
    periods: "Periods",
    caption: |from, to| format!("Movements from {from} to {to}"),
    what: "What",
    debit: "Charged",
    credit: "Paid in",
    opening: "Opening balance",
    closing: "Closing balance",
    none: "Nothing happened in this period.",
    pdf: "Download as PDF",
    csv: "Download as CSV",
    bad_day: "Choose a day, or write it like 2026-12-07.",
};

static KISWAHILI: StatementWords = StatementWords {
    from: "Kuanzia",
    to: "Hadi",
    show: "Onyesha kipindi",
    this_month: "Mwezi huu",
    last_month: "Mwezi uliopita",
    this_year: "Mwaka huu",
    periods: "Vipindi",
    caption: |from, to| format!("Mienendo kuanzia {from} hadi {to}"),
    what: "Nini",
    debit: "Iliyotozwa",
    credit: "Iliyolipwa",
    opening: "Salio la mwanzo",
    closing: "Salio la mwisho",
    none: "Hakuna kilichotokea katika kipindi hiki.",
    pdf: "Pakua kama PDF",
    csv: "Pakua kama CSV",
    bad_day: "Chagua siku, au iandike kama 2026-12-07.",
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
