//! About the instalments of an obligation: when, how much, and why a date moved.

use billing::language::Language;

use crate::language::pick;

/// About the instalments of an obligation: when, how much, and why a date moved.
#[derive(Debug)]
pub struct ScheduleWords {
    /// The heading.
    pub instalments: &'static str,
    /// The heading of the numbers.
    pub number: &'static str,
    /// The heading of why a date is what it is.
    pub why: &'static str,
    /// Where a person insisted on the day.
    pub insisted: &'static str,
    /// Where the day is the planned one.
    pub as_planned: &'static str,
    /// The sum of a table.
    pub total: &'static str,
    /// Takes an amount: what of an instalment was cancelled.
    pub cancelled_of_it: fn(&str) -> String,
    /// All of it on one day.
    pub one_off: &'static str,
    /// Equal doses on computed days.
    pub automatic: &'static str,
    /// Doses that are written down one by one.
    pub manual: &'static str,
    /// Seven days.
    pub weekly: &'static str,
    /// Fourteen days.
    pub fortnightly: &'static str,
    /// A month.
    pub monthly: &'static str,
    /// Three months.
    pub quarterly: &'static str,
}

impl ScheduleWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: ScheduleWords = ScheduleWords {
    instalments: "Instalments",
    number: "No.",
    why: "Why this day",
    insisted: "Somebody insisted on this day",
    as_planned: "As planned",
    total: "Total",
    cancelled_of_it: |amount| format!("{amount} cancelled"),
    one_off: "One-off",
    automatic: "Automatic instalments",
    manual: "Manual instalments",
    weekly: "every week",
    fortnightly: "every two weeks",
    monthly: "every month",
    quarterly: "every three months",
};

static KISWAHILI: ScheduleWords = ScheduleWords {
    instalments: "Awamu za malipo",
    number: "Na.",
    why: "Kwa nini siku hii",
    insisted: "Mtu alisisitiza siku hii",
    as_planned: "Kama ilivyopangwa",
    total: "Jumla",
    cancelled_of_it: |amount| format!("{amount} imefutwa"),
    one_off: "Mara moja",
    automatic: "Awamu za moja kwa moja",
    manual: "Awamu za kuandika mwenyewe",
    weekly: "kila wiki",
    fortnightly: "kila wiki mbili",
    monthly: "kila mwezi",
    quarterly: "kila miezi mitatu",
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
