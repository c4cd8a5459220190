//! Business days: which days are closed, where a due date goes that falls on one, and why, in words.
//! The gazetted days come in as data; it knows neither who entered them nor who is told.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::holidays::{name_in, statutory_on};
use crate::language::Language;

/// The days on which something can fall due: no Saturday, no Sunday, no holiday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BusinessDays {
    gazetted: BTreeMap<NaiveDate, String>,
    direction: Direction,
}

/// Where a due date goes that falls on a closed day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To the next business day, so that nobody has to pay earlier than planned.
    #[default]
    Following,
    /// To the last business day before.
    Preceding,
}

impl Direction {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Direction::Following => "following",
            Direction::Preceding => "preceding",
        }
    }
}

/// A day on which nothing falls due.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClosedDay {
    /// The day.
    pub on: NaiveDate,
    /// The holiday; nothing on an ordinary Saturday or Sunday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holiday: Option<String>,
}

/// Where a date came to lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The business day.
    pub due_on: NaiveDate,
    /// The closed days on the way there, the first one first; none where nothing had to move.
    pub moved_over: Vec<ClosedDay>,
}

/// The most closed days in a row that a due date moves over: a month. Weekends and statutory days make four at most.
pub const WALK_DAYS_MAX: usize = 31;

impl BusinessDays {
    /// The calendar with these gazetted days, each with its name; of two names for one day the last counts.
    ///
    /// A gazetted day does not push the day that stands in for a Sunday one further, as the Gazette often
    /// only confirms that day: where it does, it says so, and staff enter that day too.
    pub fn new(
        gazetted: impl IntoIterator<Item = (NaiveDate, String)>,
        direction: Direction,
    ) -> BusinessDays {
        BusinessDays {
            gazetted: gazetted.into_iter().collect(),
            direction,
        }
    }

    /// The calendar of the law alone; due dates move to the following business day.
    pub fn statutory() -> BusinessDays {
        BusinessDays::default()
    }

    /// Why nothing falls due on this day, if so. A holiday on a weekend is named as the weekend,
    /// and one that is both statutory and gazetted by its statutory name.
    pub fn closed(&self, day: NaiveDate) -> Option<ClosedDay> {
        let holiday = match day.weekday() {
            Weekday::Sat | Weekday::Sun => None,
            _ => Some(match statutory_on(day) {
                Some(holiday) => holiday.name,
                None => self.gazetted.get(&day)?.clone(),
            }),
        };
        Some(ClosedDay { on: day, holiday })
    }

    /// Whether something can fall due on this day.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.closed(day).is_none()
    }

    /// The date for something that is planned for `nominal`: that day or, where it is closed, the business day
    /// in the direction of this calendar.
    ///
    /// Where more than [`WALK_DAYS_MAX`] days in a row are closed, which only a slip among the gazetted days
    /// can cause, it stays on `nominal`: a closed day, so [`BusinessDays::is_open`] tells.
    pub fn settle(&self, nominal: NaiveDate) -> Settled {
        match self.direction {
            Direction::Following => self.walk(nominal, NaiveDate::succ_opt),
            Direction::Preceding => self.walk(nominal, NaiveDate::pred_opt),
        }
    }

    /// The first business day from `day` on, whatever the direction of this calendar: for a day that was
    /// promised and has become a holiday. Limited as [`BusinessDays::settle`] is.
    pub fn following(&self, day: NaiveDate) -> Settled {
        self.walk(day, NaiveDate::succ_opt)
    }

    fn walk(&self, from: NaiveDate, next: fn(&NaiveDate) -> Option<NaiveDate>) -> Settled {
        let mut moved_over = Vec::new();
        let mut day = Some(from);
        while let Some(due_on) = day {
            match self.closed(due_on) {
                None => return Settled { due_on, moved_over },
                Some(closed) => moved_over.push(closed),
            }
            if moved_over.len() > WALK_DAYS_MAX {
                break;
            }
            day = next(&due_on);
        }
        Settled {
            due_on: from,
            moved_over: Vec::new(),
        }
    }
}

/// Why a date moved, in words that complete "because it is …" or stand alone: "Sunday, and Monday is Madaraka
/// Day". The days are as [`Settled`] has them, in the order walked; nothing where there are none.
pub fn because(moved_over: &[ClosedDay], language: Language) -> Option<String> {
    let words = Words::of(language);
    let (first, mut rest) = moved_over.split_first()?;
    let mut text = match &first.holiday {
        Some(holiday) => name_in(holiday, language).into_owned(),
        None => {
            // That the other half of the weekend is closed too goes without saying.
            rest = &rest[weekend_days(rest)..];
            weekday(first.on, language).to_owned()
        }
    };
    while let Some((day, after)) = rest.split_first() {
        match &day.holiday {
            None => {
                rest = &rest[weekend_days(rest)..];
                text.push_str(words.then_the_weekend);
            }
            Some(holiday) => {
                rest = after;
                let name = name_in(holiday, language);
                let weekday = weekday(day.on, language);
                text.push_str(&if rest.is_empty() {
                    format!("{}{weekday}{}{name}", words.and, words.is)
                } else {
                    format!("{}{name}", words.then)
                });
            }
        }
    }
    Some(text)
}

/// How many days without a name it begins with.
fn weekend_days(days: &[ClosedDay]) -> usize {
    days.iter().take_while(|day| day.holiday.is_none()).count()
}

/// What a sentence about closed days is made of.
struct Words {
    then: &'static str,
    then_the_weekend: &'static str,
    and: &'static str,
    is: &'static str,
}

impl Words {
    const fn of(language: Language) -> Words {
        match language {
            Language::En => Words {
                then: ", then ",
                then_the_weekend: ", then the weekend",
                and: ", and ",
                is: " is ",
            },
            Language::Sw => Words {
                then: ", kisha ",
                then_the_weekend: ", kisha wikendi",
                and: ", na ",
                is: " ni ",
            },
        }
    }
}

fn weekday(day: NaiveDate, language: Language) -> &'static str {
    let (english, kiswahili) = match day.weekday() {
        Weekday::Mon => ("Monday", "Jumatatu"),
        Weekday::Tue => ("Tuesday", "Jumanne"),
        Weekday::Wed => ("Wednesday", "Jumatano"),
        Weekday::Thu => ("Thursday", "Alhamisi"),
        Weekday::Fri => ("Friday", "Ijumaa"),
        Weekday::Sat => ("Saturday", "Jumamosi"),
        Weekday::Sun => ("Sunday", "Jumapili"),
    };
    match language {
        Language::En => english,
        Language::Sw => kiswahili,
    }
}
