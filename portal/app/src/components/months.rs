//! The ways from a month to its neighbours, and back to the month of today.

use billing::language::Language;
use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;

use crate::words::customer::calendar::CalendarWords;
use crate::written;

/// Where the page about the month of a day is; `path` is the calendar.
#[must_use]
pub fn month_path(path: &str, day: NaiveDate) -> String {
    format!("{path}?month={}-{:02}", day.year(), day.month())
}

/// The months beside this one; and the way back, where this is not the month of today.
#[component]
pub fn OtherMonths(
    /// The language of the page.
    language: Language,
    /// Where the calendar is.
    path: &'static str,
    /// The first day of the month.
    first: NaiveDate,
    /// The day that it is.
    today: NaiveDate,
) -> impl IntoView {
    let words = CalendarWords::of(language);
    let one = Months::new(1);
    let link = |day: NaiveDate, rel: &'static str, arrow: [&'static str; 2]| {
        let [before, after] = arrow;
        view! {
            <li>
                <a href=month_path(path, day) rel=rel>
                    <span aria-hidden="true">{before}</span>
                    {written::month(day, language)}
                    <span aria-hidden="true">{after}</span>
                </a>
            </li>
        }
    };
    let previous = first.checked_sub_months(one);
    let next = first.checked_add_months(one);
    let away = (first.year(), first.month()) != (today.year(), today.month());
    let back = away.then(|| {
        view! {
            <li>
                <a href=path>{words.this_month}</a>
            </li>
        }
    });
    view! {
        <nav aria-label=words.months>
            <ul class="filter">
                {previous.map(|day| link(day, "prev", ["←", ""]))} {back}
                {next.map(|day| link(day, "next", ["", "→"]))}
            </ul>
        </nav>
    }
}
