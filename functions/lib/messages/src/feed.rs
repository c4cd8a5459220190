//! What has to be paid as a calendar that phones and mail programs subscribe to (RFC 5545).
//!
//! There are no alarms: our own reminders go out anyway, calendars add the ones that their owners chose, and an alarm
//! of a whole day rings at midnight.

pub mod instalment;

#[cfg(test)]
mod tests;

use billing::language::Language;
use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};

use crate::plain;

/// How often a calendar asks for news.
const REFRESH_INTERVAL: &str = "PT12H";

/// The most bytes of a line without its end (RFC 5545, section 3.1).
const LINE_BYTES_MAX: usize = 75;

/// The most characters of the calendar's name and of a summary.
const SUMMARY_CHARS_MAX: usize = 200;

/// The most characters of a line of a description.
const DESCRIPTION_LINE_CHARS_MAX: usize = 500;

/// The most lines of a description.
const DESCRIPTION_LINES_MAX: usize = 20;

/// A day in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEvent {
    /// What it is called for ever, wherever it moves.
    pub uid: String,
    /// Higher after each change.
    pub sequence: u32,
    /// The day.
    pub on: NaiveDate,
    /// One line.
    pub summary: String,
    /// More lines.
    pub description: String,
    /// Whether it will not be.
    pub cancelled: bool,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// The calendar as text, with CRLF at the end of each line and none longer than 75 bytes.
/// It depends on nothing but its arguments, so an unchanged calendar is the same bytes.
pub fn feed(title: &str, events: &[FeedEvent], language: Language) -> String {
    let title = plain::cut(&plain::line(title), SUMMARY_CHARS_MAX);
    let product = format!("-//Malipo//Calendar//{}", language.tag().to_uppercase());
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(Property::new("PRODID", product))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"))
        .append_property(text("NAME", title.clone()))
        .append_property(text("X-WR-CALNAME", title))
        .append_property(("X-WR-TIMEZONE", "Africa/Nairobi"))
        .append_property(
            Property::new("REFRESH-INTERVAL", REFRESH_INTERVAL)
                .add_parameter("VALUE", "DURATION")
                .done(),
        )
        .append_property(("X-PUBLISHED-TTL", REFRESH_INTERVAL));
    for event in events {
        calendar.push(whole_day(event, language));
    }
    folded(&calendar.to_string())
}

/// The same calendar folded anew: the library lets a last line be one byte longer than [`LINE_BYTES_MAX`].
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut used = 0;
        for character in line.chars() {
            if used + character.len_utf8() > LINE_BYTES_MAX {
                folded.push_str("\r\n ");
                used = 1;
            }
            folded.push(character);
            used += character.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

fn whole_day(event: &FeedEvent, language: Language) -> Event {
    let summary = plain::cut(&plain::line(&event.summary), SUMMARY_CHARS_MAX);
    let status = if event.cancelled {
        EventStatus::Cancelled
    } else {
        EventStatus::Confirmed
    };
    let mut day = Event::with_uid(&plain::line(&event.uid));
    day.sequence(event.sequence)
        .timestamp(event.changed_at)
        .last_modified(event.changed_at)
        .starts(event.on)
        .status(status)
        .class(Class::Private)
        .add_property("TRANSP", "TRANSPARENT")
        .append_property(
            Property::new("SUMMARY", summary)
                .add_parameter("LANGUAGE", language.tag())
                .done(),
        );
    // The end is the first day that is no longer part of it; without one it is one day all the same.
    if let Some(next) = event.on.succ_opt() {
        day.ends(next);
    }
    let description = description(&event.description);
    if !description.is_empty() {
        day.description(&description);
    }
    day.done()
}

/// Lines without anything invisible; the library escapes what is left.
fn description(text: &str) -> String {
    let lines = text.lines().take(DESCRIPTION_LINES_MAX);
    let lines = lines.map(|line| plain::cut(&plain::line(line), DESCRIPTION_LINE_CHARS_MAX));
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// A text property that the library would not know to escape by its name alone.
fn text(name: &str, value: String) -> Property {
    Property::new(name, value)
        .add_parameter("VALUE", "TEXT")
        .done()
}
