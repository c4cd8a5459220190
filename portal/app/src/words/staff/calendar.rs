//! On the calendar of staff.

use billing::language::Language;

use crate::language::pick;

/// On the calendar of staff.
#[derive(Debug)]
pub struct CalendarWords {
    /// Takes a month or a day.
    pub title: fn(&str) -> String,
    /// Takes a number: so many instalments.
    pub instalments: fn(&str) -> String,
    /// Takes the instalments, what they come to and what is open of it.
    pub due: fn(&str, &str, &str) -> String,
    /// Takes the instalments and what they come to, where all of it is paid.
    pub all_paid: fn(&str, &str) -> String,
    /// There is nothing in a month.
    pub nothing_in_month: &'static str,
    /// There is nothing on a day.
    pub nothing_on_day: &'static str,
    /// There is nothing on a further page of a day.
    pub nothing_more: &'static str,
    /// The name of the picture.
    pub picture: &'static str,
    /// Takes the total, the day with the most and its amount: what the picture shows.
    pub picture_says: fn(&str, &str, &str) -> String,
    /// What the table of a month holds; takes the currency.
    pub caption: fn(&str) -> String,
    /// The heading of the days.
    pub day: &'static str,
    /// The heading of what day it is.
    pub note: &'static str,
    /// The heading of how many there are.
    pub count: &'static str,
    /// The heading of what is due.
    pub amount_due: &'static str,
    /// The last line.
    pub total: &'static str,
    /// A Saturday or a Sunday.
    pub weekend: &'static str,
    /// Takes the name of a holiday of the law.
    pub holiday: fn(&str) -> String,
    /// Takes the name of a gazetted day.
    pub gazetted: fn(&str) -> String,
    /// A day that was not counted.
    pub not_counted: &'static str,
    /// Takes how many were counted: there are more.
    pub stopped: fn(&str) -> String,
    /// Takes the last day that is complete: what to do about the rest.
    pub complete_through: fn(&str) -> String,
    /// The same where no day is complete.
    pub not_complete: &'static str,
    /// What the links to other days are called.
    pub other_days: &'static str,
    /// Takes the month: the link from a day to its month.
    pub whole: fn(&str) -> String,
    /// What the table of a day holds; takes the currency.
    pub caption_day: fn(&str) -> String,
    /// The heading of why it is due on this day.
    pub planned: &'static str,
    /// The address names no month.
    pub no_month: &'static str,
    /// What to do then.
    pub no_month_means: &'static str,
    /// The address names no day.
    pub no_day: &'static str,
    /// What to do then.
    pub no_day_means: &'static str,
}

impl CalendarWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: CalendarWords = CalendarWords {
    title: |when| format!("Due: {when}"),
    instalments: |count| match count {
        "1" => "1 instalment".to_owned(),
        count => format!("{count} instalments"),
    },
    due: |count, amount, open| format!("{count}, {amount} in all; {open} is still to be paid."),
    all_paid: |count, amount| format!("{count}, {amount} in all; everything is paid."),
    nothing_in_month: "Nothing falls due in this month.",
    nothing_on_day: "Nothing falls due on this day.",
    nothing_more: "Nothing more falls due on this day.",
    picture: "Due per day",
    picture_says: |total, day, amount| {
        format!("{total} in this month; the most on {day}, {amount}.")
    },
    caption: |currency| format!("What falls due day by day, paid or not, in {currency}"),
    day: "Day",
    note: "Note",
    count: "Instalments",
    amount_due: "Amount due",
    total: "Total",
    weekend: "weekend",
    holiday: |name| format!("{name} (public holiday)"),
    gazetted: |name| format!("{name} (gazetted)"),
    not_counted: "not counted",
    stopped: |count| format!("There are more than {count} instalments"),
    complete_through: |day| {
        format!("The sums are complete up to {day}. Open a later day to see what falls due on it.")
    },
    not_complete: "There are too many on the first day alone to add them up. \
        Open a day to see what falls due on it.",
    other_days: "Other days",
    whole: |month| format!("All of {month}"),
    caption_day: |currency| format!("Instalments that fall due on this day, in {currency}"),
    planned: "Planned day",
    no_month: "There is no such month",
    no_month_means: "The address has to end with a year and a month, such as month=2026-12. \
        The calendar has the years 2000 to 2199.",
    no_day: "There is no such day",
    no_day_means: "The address has to end with a year, a month and a day, such as 2026-12-07. \
        The calendar has the years 2000 to 2199.",
};

static KISWAHILI: CalendarWords = CalendarWords {
    title: |when| format!("Ya kulipwa: {when}"),
    instalments: |count| format!("Awamu {count}"),
    due: |count, amount, open| format!("{count}, jumla {amount}; bado {open} hazijalipwa."),
    all_paid: |count, amount| format!("{count}, jumla {amount}; zote zimelipwa."),
    nothing_in_month: "Hakuna cha kulipwa katika mwezi huu.",
    nothing_on_day: "Hakuna cha kulipwa siku hii.",
    nothing_more: "Hakuna kingine cha kulipwa siku hii.",
    picture: "Ya kulipwa kila siku",
    picture_says: |total, day, amount| {
        format!("{total} katika mwezi huu; nyingi zaidi ni {day}, {amount}.")
    },
    caption: |currency| {
        format!("Kinachotakiwa kulipwa siku kwa siku, kimelipwa au la, kwa {currency}")
    },
    day: "Siku",
    note: "Maelezo",
    count: "Awamu",
    amount_due: "Kiasi cha kulipwa",
    total: "Jumla",
    weekend: "wikendi",
    holiday: |name| format!("{name} (sikukuu ya taifa)"),
    gazetted: |name| format!("{name} (imetangazwa kwenye Gazeti)"),
    not_counted: "haijahesabiwa",
    stopped: |count| format!("Kuna awamu zaidi ya {count}"),
    complete_through: |day| {
        format!(
            "Jumla zimekamilika hadi {day}. Fungua siku ya baadaye kuona cha kulipwa siku hiyo."
        )
    },
    not_complete: "Siku ya kwanza peke yake ina awamu nyingi mno kujumlishwa. \
        Fungua siku kuona cha kulipwa siku hiyo.",
    other_days: "Siku nyingine",
    whole: |month| format!("{month} yote"),
    caption_day: |currency| format!("Awamu za kulipwa siku hii, kwa {currency}"),
    planned: "Siku iliyopangwa",
    no_month: "Hakuna mwezi kama huo",
    no_month_means: "Anwani inapaswa kuishia na mwaka na mwezi, kama month=2026-12. \
        Kalenda ina miaka 2000 hadi 2199.",
    no_day: "Hakuna siku kama hiyo",
    no_day_means: "Anwani inapaswa kuishia na mwaka, mwezi na siku, kama 2026-12-07. \
        Kalenda ina miaka 2000 hadi 2199.",
};

#[cfg(test)]
mod tests {
    use billing::obligation::PLANNED_YEARS;

    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
        assert_eq!((ENGLISH.instalments)("1"), "1 instalment");
    }

    #[test]
    fn the_years_of_the_calendar_are_those_that_can_be_planned() {
        for words in [&ENGLISH, &KISWAHILI] {
            for year in [PLANNED_YEARS.start(), PLANNED_YEARS.end()] {
                assert!(words.no_month_means.contains(&year.to_string()));
                assert!(words.no_day_means.contains(&year.to_string()));
            }
        }
    }
}
