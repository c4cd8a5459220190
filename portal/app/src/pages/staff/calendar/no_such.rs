//! An address that names no month or no day of the calendar.

use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::frame::{Frame, Section};
use crate::pages::staff::calendar::PATH;
use crate::words::customer::calendar::CalendarWords as MonthWords;
use crate::words::staff::calendar::CalendarWords;

/// What the address does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSuch {
    /// A month.
    Month,
    /// A day.
    Day,
}

/// Says what an address has to look like, without repeating what stands in it, and leads to the month of today.
#[component]
pub fn NoSuchPage(
    /// What every page is told.
    frame: Frame,
    /// What the address does not name.
    what: NoSuch,
) -> impl IntoView {
    let words = CalendarWords::of(frame.language);
    let this_month = MonthWords::of(frame.language).this_month;
    let (title, means) = match what {
        NoSuch::Month => (words.no_month, words.no_month_means),
        NoSuch::Day => (words.no_day, words.no_day_means),
    };
    view! {
        <Layout frame title=title.to_owned() section=Section::Calendar>
            <div class="stack">
                <h1>{title}</h1>
                <p>{means}</p>
                <p>
                    <a class="button" href=PATH>
                        {this_month}
                    </a>
                </p>
            </div>
        </Layout>
    }
}
