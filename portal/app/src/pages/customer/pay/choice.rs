//! One thing that can be paid, as a choice with its amount.

use std::cmp::Ordering;

use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::Money;
use chrono::NaiveDate;

use crate::pages::customer::pay::DUE;
use crate::words::customer::pay::PayWords;
use crate::written;

/// One thing that can be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayChoice {
    /// What it is.
    pub what: What,
    /// What is due of it.
    pub due: Money,
    /// What the phone would be asked for: whole shillings, and not more than M-PESA takes at once.
    pub ask: Money,
}

/// What can be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// All that is due.
    AllDue {
        /// Of it, what is overdue.
        overdue: Money,
        /// The day on which the rest falls due; nothing where all of it is overdue.
        next_on: Option<NaiveDate>,
    },
    /// One obligation.
    Obligation {
        /// Which one.
        id: ObligationId,
        /// What it is for.
        description: String,
        /// All that is left to pay of it.
        outstanding: Money,
    },
}

impl PayChoice {
    /// Its value in the form.
    #[must_use]
    pub fn value(&self) -> String {
        match &self.what {
            What::AllDue { .. } => DUE.to_owned(),
            What::Obligation { id, .. } => id.to_string(),
        }
    }

    /// The value and the words.
    #[must_use]
    pub fn option(&self, language: Language) -> (String, String) {
        let words = PayWords::of(language);
        let ask = written::with_currency(self.ask);
        let mut text = match &self.what {
            What::AllDue { overdue, next_on } => all_due(words, &ask, *overdue, *next_on, language),
            What::Obligation {
                description,
                outstanding,
                ..
            } => {
                let mut text = (words.one)(&ask, description);
                if *outstanding != self.due {
                    text += &(words.of_all)(&written::with_currency(*outstanding));
                }
                text
            }
        };
        let due = written::with_currency(self.due);
        match self.ask.cmp_same(self.due) {
            Ok(Ordering::Greater) => text += &(words.rounded)(&due),
            Ok(Ordering::Less) => text += &(words.first_part)(&due),
            Ok(Ordering::Equal) | Err(_) => {}
        }
        (self.value(), text)
    }
}

fn all_due(
    words: &PayWords,
    ask: &str,
    overdue: Money,
    next_on: Option<NaiveDate>,
    language: Language,
) -> String {
    match next_on.map(|day| written::day_long(day, language)) {
        None => (words.all_overdue)(ask),
        Some(day) if overdue.is_positive() => {
            (words.all_due_and_overdue)(ask, &day, &written::with_currency(overdue))
        }
        Some(day) => (words.all_due)(ask, &day),
    }
}

#[cfg(test)]
mod tests {
    use billing::money::Currency;

    use super::*;

    fn kes(text: &str) -> Money {
        Money::parse(text, Currency::Kes).unwrap()
    }

    fn obligation(due: &str, ask: &str, outstanding: &str) -> PayChoice {
        PayChoice {
            what: What::Obligation {
                id: ObligationId::parse("obl_10000012_a").unwrap(),
                description: "Internet".to_owned(),
                outstanding: kes(outstanding),
            },
            due: kes(due),
            ask: kes(ask),
        }
    }

    fn all(due: &str, overdue: &str, next_on: Option<&str>) -> PayChoice {
        PayChoice {
            what: What::AllDue {
                overdue: kes(overdue),
                next_on: next_on.map(|day| day.parse().unwrap()),
            },
            due: kes(due),
            ask: kes(due),
        }
    }

    #[test]
    fn a_choice_says_what_is_asked_for_and_why_that_differs_from_what_is_due() {
        let table = [
            (
                all("2500", "0", Some("2026-12-07")),
                "KES 2,500.00: all that is due by Monday 7 December",
            ),
            (
                all("2500", "1250", Some("2026-12-07")),
                "KES 2,500.00: all that is due by Monday 7 December, of it KES 1,250.00 overdue",
            ),
            (
                all("1250", "1250", None),
                "KES 1,250.00: all that is overdue",
            ),
            (obligation("1250", "1250", "1250"), "KES 1,250.00: Internet"),
            (
                obligation("1250", "1250", "2500"),
                "KES 1,250.00: Internet, of KES 2,500.00 in all",
            ),
            (
                obligation("1250.50", "1251", "1250.50"),
                "KES 1,251.00: Internet (KES 1,250.50, rounded up: the rest stays as credit)",
            ),
            (
                obligation("400000", "250000", "400000"),
                "KES 250,000.00: Internet (the first part of KES 400,000.00)",
            ),
        ];
        for (choice, expected) in table {
            assert_eq!(choice.option(Language::En).1, expected);
        }
        let kiswahili = all("2500", "0", Some("2026-12-07")).option(Language::Sw).1;
        assert_eq!(
            kiswahili,
            "KES 2,500.00: yote ya kulipa kufikia Jumatatu 7 Desemba"
        );
        assert_eq!(all("1", "1", None).value(), "due");
        assert_eq!(obligation("1", "1", "1").value(), "obl_10000012_a");
    }
}
