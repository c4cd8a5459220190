//! The names of days and months.

use billing::language::Language;

use crate::language::pick;

const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const WEEKDAYS_SW: [&str; 7] = [
    "Jumatatu", "Jumanne", "Jumatano", "Alhamisi", "Ijumaa", "Jumamosi", "Jumapili",
];
const WEEKDAYS_SHORT_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// As calendars in Kiswahili abbreviate them: the third, fourth and fifth day count from Saturday.
const WEEKDAYS_SHORT_SW: [&str; 7] = ["J3", "J4", "J5", "Alh", "Ij", "J1", "J2"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_SW: [&str; 12] = [
    "Januari", "Februari", "Machi", "Aprili", "Mei", "Juni", "Julai", "Agosti", "Septemba",
    "Oktoba", "Novemba", "Desemba",
];
const MONTHS_SHORT_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MONTHS_SHORT_SW: [&str; 12] = [
    "Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ago", "Sep", "Okt", "Nov", "Des",
];

/// Monday first.
pub fn weekdays(language: Language) -> &'static [&'static str; 7] {
    pick(language, &WEEKDAYS_EN, &WEEKDAYS_SW)
}

/// Monday first.
pub fn weekdays_short(language: Language) -> &'static [&'static str; 7] {
    pick(language, &WEEKDAYS_SHORT_EN, &WEEKDAYS_SHORT_SW)
}

/// January first.
pub fn months(language: Language) -> &'static [&'static str; 12] {
    pick(language, &MONTHS_EN, &MONTHS_SW)
}

/// January first.
pub fn months_short(language: Language) -> &'static [&'static str; 12] {
    pick(language, &MONTHS_SHORT_EN, &MONTHS_SHORT_SW)
}
