//! Kenya's public holidays: the days that the law fixes, computed for any year, and their names.
//! Days that nobody knows before they are gazetted (Idd, elections, mourning) come from staff; see `business_days`.

mod easter;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// What makes a day a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// The law names its date.
    Fixed,
    /// It moves with Easter.
    Easter,
    /// It was announced in the Gazette.
    Gazetted,
}

impl HolidayKind {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            HolidayKind::Fixed => "fixed",
            HolidayKind::Easter => "easter",
            HolidayKind::Gazetted => "gazetted",
        }
    }
}

/// A public holiday.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its English name; "(observed)" follows where the day stands in for a Sunday.
    pub name: String,
    /// What makes it a holiday.
    pub kind: HolidayKind,
}

impl Holiday {
    /// Whether it stands in for a holiday of the law that fell on a Sunday.
    pub fn is_observed(&self) -> bool {
        self.kind != HolidayKind::Gazetted && self.name.ends_with(OBSERVED)
    }
}

/// The holidays that the law fixes for a year, in the order of their dates.
///
/// The one that falls on a Sunday is in the list and so is the day that stands in for it: the first after
/// it that is no holiday itself (Public Holidays Act, Cap. 110, section 4). A Saturday has no such day.
/// The days are those since 1990, with the names that they had; earlier years follow the same rules.
/// Without Idd-ul-Fitr, which the Act names too but the moon decides.
pub fn statutory(year: i32) -> Vec<Holiday> {
    let first = NaiveDate::from_yo_opt(year, 1);
    first
        .into_iter()
        .flat_map(|first| first.iter_days())
        .take_while(|date| date.year() == year)
        .filter_map(statutory_on)
        .collect()
}

/// The holiday that the law fixes for this day.
pub fn statutory_on(date: NaiveDate) -> Option<Holiday> {
    let proper = proper_on(date).map(|(name, kind)| (name.to_owned(), kind));
    let (name, kind) = proper.or_else(|| {
        let (name, kind) = stands_in_for(date)?;
        Some((format!("{name}{OBSERVED}"), kind))
    })?;
    Some(Holiday { date, name, kind })
}

/// The name of a holiday in a language; what staff wrote for a gazetted day stays as they wrote it.
pub fn name_in(name: &str, language: Language) -> Cow<'_, str> {
    if language == Language::En {
        return Cow::Borrowed(name);
    }
    match name.strip_suffix(OBSERVED) {
        Some(proper) => kiswahili(proper).map_or(Cow::Borrowed(name), |known| {
            Cow::Owned(format!("{known} (sikukuu imesogezwa)"))
        }),
        None => Cow::Borrowed(kiswahili(name).unwrap_or(name)),
    }
}

/// What follows the name of a holiday on the day that stands in for it.
const OBSERVED: &str = " (observed)";

/// The holiday on its own date.
fn proper_on(date: NaiveDate) -> Option<(&'static str, HolidayKind)> {
    let year = date.year();
    let fixed = match (date.month(), date.day()) {
        (1, 1) => Some("New Year's Day"),
        (5, 1) => Some("Labour Day"),
        (6, 1) => Some("Madaraka Day"),
        (10, 10) => tenth_of_october(year),
        (10, 20) => Some(twentieth_of_october(year)),
        (12, 12) => Some("Jamhuri Day"),
        (12, 25) => Some("Christmas Day"),
        (12, 26) => Some("Boxing Day"),
        _ => None,
    };
    if let Some(name) = fixed {
        return Some((name, HolidayKind::Fixed));
    }
    let easter = easter::sunday(year)?;
    let name = match date.signed_duration_since(easter).num_days() {
        -2 => "Good Friday",
        1 => "Easter Monday",
        _ => return None,
    };
    Some((name, HolidayKind::Easter))
}

/// The holiday of the Sunday for which `date`, no holiday itself, stands in: all days between them are holidays.
fn stands_in_for(date: NaiveDate) -> Option<(&'static str, HolidayKind)> {
    let mut day = date.pred_opt()?;
    loop {
        let holiday = proper_on(day)?;
        if day.weekday() == Weekday::Sun {
            return Some(holiday);
        }
        day = day.pred_opt()?;
    }
}

/// Left out from the constitution of 2010 until the High Court put it back in November 2017. The minister
/// named it Huduma Day in 2020; the Act renamed it in December 2020 and in April 2024.
fn tenth_of_october(year: i32) -> Option<&'static str> {
    match year {
        ..=1989 | 2010..=2017 => None,
        1990..=2009 | 2018 | 2019 => Some("Moi Day"),
        2020 => Some("Huduma Day"),
        2021..=2023 => Some("Utamaduni Day"),
        2024.. => Some("Mazingira Day"),
    }
}

fn twentieth_of_october(year: i32) -> &'static str {
    match year {
        ..=2009 => "Kenyatta Day",
        2010.. => "Mashujaa Day",
    }
}

fn kiswahili(name: &str) -> Option<&'static str> {
    Some(match name {
        "New Year's Day" => "Mwaka Mpya",
        "Good Friday" => "Ijumaa Kuu",
        "Easter Monday" => "Jumatatu ya Pasaka",
        "Labour Day" => "Siku ya Wafanyakazi",
        "Madaraka Day" => "Siku ya Madaraka",
        "Moi Day" => "Siku ya Moi",
        "Huduma Day" => "Siku ya Huduma",
        "Utamaduni Day" => "Siku ya Utamaduni",
        "Mazingira Day" => "Siku ya Mazingira",
        "Kenyatta Day" => "Siku ya Kenyatta",
        "Mashujaa Day" => "Siku ya Mashujaa",
        "Jamhuri Day" => "Siku ya Jamhuri",
        "Christmas Day" => "Krismasi",
        "Boxing Day" => "Siku ya Boxing",
        _ => return None,
    })
}
