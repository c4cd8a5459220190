//! `/calendar`: a month of a customer: what is due on which day, and the address that calendar programs read.

pub mod feed;
pub mod month;

use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::months::OtherMonths;
use crate::components::notice::Notice;
use crate::frame::{Frame, Section};
use crate::pages::customer::calendar::feed::{Feed, FeedSection};
use crate::pages::customer::calendar::month::{Due, MonthTable};
use crate::words::customer::calendar::CalendarWords;
use crate::written;

/// Where it is.
pub const PATH: &str = "/calendar";

/// The names of what was done just before.
pub const FEED_MADE: &str = "feed-made";
/// As [`FEED_MADE`], with another address.
pub const FEED_REPLACED: &str = "feed-replaced";
/// As [`FEED_MADE`], with none any more.
pub const FEED_ENDED: &str = "feed-ended";

/// A month of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// The day that it is.
    pub today: NaiveDate,
    /// What falls due in it, by day.
    pub due: Vec<Due>,
    /// What of that is still to be paid.
    pub outstanding: Money,
}

/// The month, the ways to its neighbours, and how to get it into one's own calendar.
#[component]
pub fn CalendarPage(
    /// What every page is told.
    frame: Frame,
    /// The month.
    month: Month,
    /// The address that calendar programs read, where there is one.
    feed: Option<Feed>,
) -> impl IntoView {
    let language = frame.language;
    let words = CalendarWords::of(language);
    let title = (words.title)(&written::month(month.first, language));
    let done = frame.done.clone().and_then(|done| note(&done, words));
    let sum = if month.due.is_empty() {
        words.nothing_due.to_owned()
    } else if month.outstanding.is_positive() {
        (words.to_pay)(&written::with_currency(month.outstanding))
    } else {
        words.all_paid.to_owned()
    };
    let table = (!month.due.is_empty()).then(|| {
        let month = month.clone();
        view! { <MonthTable language month /> }
    });
    view! {
        <Layout frame title=title.clone() section=Section::Calendar>
            <div class="stack">
                {done}
                <h1>{title}</h1>
                <p>{sum}</p>
                <OtherMonths language path=PATH first=month.first today=month.today />
            </div>
            {table}
            <FeedSection language feed />
        </Layout>
    }
}

/// What was done to the address, in words.
fn note(done: &str, words: &'static CalendarWords) -> Option<impl IntoView + use<>> {
    let (headline, means) = match done {
        FEED_MADE => (words.made, words.made_means),
        FEED_REPLACED => (words.replaced, words.replaced_means),
        FEED_ENDED => (words.ended, words.ended_means),
        _ => return None,
    };
    Some(view! {
        <Notice headline answers=true>
            <p>{means}</p>
        </Notice>
    })
}
