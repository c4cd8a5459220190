//! `/staff`: how the day goes, and what waits for somebody.

pub mod pictures;

use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::status::{Shape, Status};
use crate::frame::{Frame, Section};
use crate::pages::staff::today::pictures::{ByAge, PerDay};
use crate::views::count::Count;
use crate::words::staff::today::TodayWords;
use crate::written;

/// After what is overdue was worked out again.
pub const WORKED_OUT: &str = "worked-out";
/// Where it is worked out again.
pub const OVERDUE_PATH: &str = "/staff/overdue";

/// The day so far.
#[derive(Debug, Clone)]
pub struct TodayView {
    /// The civil day.
    pub day: NaiveDate,
    /// When the figures were read.
    pub at: DateTime<Utc>,
    /// How many payments came in.
    pub payments: usize,
    /// What they come to.
    pub collected: Money,
    /// Whether all of today's payments are in it.
    pub complete: bool,
    /// Payments that nobody owns.
    pub unassociated: Count,
    /// What those come to that were counted.
    pub unassociated_amount: Money,
    /// When the oldest of them reached us.
    pub oldest_at: Option<DateTime<Utc>>,
    /// What is overdue; nothing before it was first worked out.
    pub overdue: Option<Overdue>,
    /// Everything that waits for somebody.
    pub work: Work,
    /// What came in on each of the last days.
    pub days: Vec<Day>,
    /// Whether those are complete.
    pub days_complete: bool,
}

/// What is overdue.
#[derive(Debug, Clone)]
pub struct Overdue {
    /// All of it.
    pub amount: Money,
    /// Who owes it.
    pub customers: Count,
    /// By how long.
    pub ages: Vec<AgeSum>,
    /// When it was worked out.
    pub done_at: DateTime<Utc>,
    /// The first due date that counts.
    pub from: NaiveDate,
    /// Whether it is being worked out again.
    pub under_way: bool,
}

/// What is overdue for some time.
#[derive(Debug, Clone)]
pub struct AgeSum {
    /// The first number of days.
    pub first: u32,
    /// The last one; the last age has no end.
    pub last: Option<u32>,
    /// Still due.
    pub amount: Money,
    /// Instalments.
    pub instalments: usize,
    /// Who owes them.
    pub customers: Count,
}

/// What waits for somebody, as far as it was counted.
#[derive(Debug, Clone)]
pub struct Work {
    /// Payments that nothing has confirmed.
    pub unverified: Count,
    /// Pushes that a person has to look at.
    pub to_review: Count,
    /// Pushes of which nobody knows.
    pub unknown: Count,
    /// Pushes that failed today.
    pub failed: Count,
    /// Messages that did not arrive.
    pub not_arrived: Count,
    /// Messages that are late.
    pub stuck: Count,
    /// Gaps in the confirmations.
    pub gaps: Count,
    /// What is missing there.
    pub gaps_amount: Money,
    /// Callbacks.
    pub parked: Count,
    /// Quoted receipts.
    pub claims: Count,
}

/// What came in on a day.
#[derive(Debug, Clone)]
pub struct Day {
    /// The civil day.
    pub day: NaiveDate,
    /// By channel, in the order of the channels that came up.
    pub by_channel: Vec<(billing::payment::Channel, Money)>,
    /// All of it.
    pub total: Money,
}

/// Three figures, then what waits, then the pictures.
#[component]
pub fn TodayPage(
    /// What every page is told.
    frame: Frame,
    /// The day so far.
    today: TodayView,
) -> impl IntoView {
    let language = frame.language;
    let words = TodayWords::of(language);
    let title = (words.title)(&written::day_long(today.day, language));
    let done = (frame.done.as_deref() == Some(WORKED_OUT))
        .then(|| view! { <Notice headline=words.again_done answers=true /> });
    let as_of = (words.as_of)(&written::time(today.at));
    view! {
        <Layout frame title=title.clone() section=Section::Today wide=true>
            <div class="stack">
                {done} <h1>{title}</h1> <Figures language today=today.clone() />
                <p class="quiet small">{as_of}</p>
                <Waiting language work=today.work.clone() unassociated=today.unassociated />
                <div class="split">
                    <PerDay language days=today.days.clone() complete=today.days_complete />
                    <ByAge language overdue=today.overdue />
                </div>
            </div>
        </Layout>
    }
}

#[component]
fn Figures(language: Language, today: TodayView) -> impl IntoView {
    let words = TodayWords::of(language);
    let collected = match today.complete {
        true => (words.payments)(&written::count(today.payments)),
        false => words.still_counting.to_owned(),
    };
    let owned = today.unassociated.is_nothing();
    let count = today.unassociated.written(words.more_than);
    let unassociated = match owned {
        true => view! { <Status shape=Shape::Done word=words.all_owned /> }.into_any(),
        false => {
            let oldest = today
                .oldest_at
                .map(|at| written::day_and_time(at, language));
            let word = oldest.map(|when| (words.oldest)(&when)).unwrap_or_default();
            view! { <Status shape=Shape::Late word /> }.into_any()
        }
    };
    let (overdue, customers) = match &today.overdue {
        Some(overdue) => (
            written::amount(overdue.amount),
            (words.customers)(&overdue.customers.written(words.more_than)),
        ),
        None => ("–".to_owned(), words.not_worked_out.to_owned()),
    };
    let amount = written::amount(today.unassociated_amount);
    let waiting = if owned {
        count
    } else {
        format!("{count} · {amount}")
    };
    view! {
        <ul class="today">
            <li>
                <a href="/staff/payments">
                    <span class="quiet small">{words.collected}</span>
                    <b>{written::amount(today.collected)}</b>
                    <span class="small quiet">{collected}</span>
                </a>
            </li>
            <li>
                <a href="/staff/payments?show=unassociated">
                    <span class="quiet small">{words.unassociated}</span>
                    <b>{waiting}</b>
                    {unassociated}
                </a>
            </li>
            <li>
                <a href="/staff/obligations?status=overdue">
                    <span class="quiet small">{words.overdue}</span>
                    <b>{overdue}</b>
                    <span class="small quiet">{customers}</span>
                </a>
            </li>
        </ul>
    }
}

/// Only what there is: a list that is always long is not read.
#[component]
fn Waiting(language: Language, work: Work, unassociated: Count) -> impl IntoView {
    let words = TodayWords::of(language);
    let gaps_amount = written::with_currency(work.gaps_amount);
    let of = |count: Count, sentence: fn(&str) -> String, href: &'static str| {
        let written = sentence(&count.written(words.more_than));
        (!count.is_nothing()).then_some((written, href))
    };
    let gaps = (words.gaps)(&work.gaps.written(words.more_than), &gaps_amount);
    let gaps = (!work.gaps.is_nothing()).then_some((gaps, "/staff/waiting/gaps"));
    let rows = [
        of(
            work.unverified,
            words.unverified,
            "/staff/waiting/unverified",
        ),
        of(work.claims, words.claims, "/staff/waiting/claims"),
        of(work.parked, words.parked, "/staff/waiting/parked"),
        gaps,
        of(work.to_review, words.to_review, "/staff/waiting/pushes"),
        of(
            work.unknown,
            words.unknown_pushes,
            "/staff/waiting/pushes?show=unknown",
        ),
        of(
            work.failed,
            words.failed_pushes,
            "/staff/waiting/pushes?show=failed",
        ),
        of(
            work.not_arrived,
            words.not_arrived,
            "/staff/waiting/notifications",
        ),
        of(
            work.stuck,
            words.stuck,
            "/staff/waiting/notifications?show=late",
        ),
    ];
    let rows: Vec<(String, &str)> = rows.into_iter().flatten().collect();
    let nothing = rows.is_empty() && unassociated.is_nothing();
    let rows = rows.into_iter().map(|(sentence, href)| {
        view! {
            <li>
                <a href=href>{sentence}</a>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="waiting">
            <h2 id="waiting">{words.waiting}</h2>
            {nothing
                .then(|| {
                    view! {
                        <p>
                            <strong>{words.nothing_waits}</strong>
                            " "
                            {words.nothing_waits_means}
                        </p>
                    }
                })}
            <ul class="rows">{rows}</ul>
        </section>
    }
}
