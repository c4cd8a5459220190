//! Why something is due on another day than planned, as a sentence.

use billing::business_days::{ClosedDay, because};
use billing::language::Language;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::words::moved::MovedWords;
use crate::written;

/// The planned day and why the due date is not that day; nothing where it is.
#[component]
pub fn Moved(
    /// The language of the page.
    language: Language,
    /// The day that the plan asks for.
    nominal_on: NaiveDate,
    /// The day that counts.
    due_on: NaiveDate,
    /// The closed days because of which the two differ.
    moved_over: Vec<ClosedDay>,
) -> impl IntoView {
    let words = MovedWords::of(language);
    (nominal_on != due_on).then(|| {
        let planned = written::day_short(nominal_on, language);
        match because(&moved_over, language) {
            Some(why) => (words.moved)(&planned, &why),
            None => (words.planned)(&planned),
        }
    })
}
