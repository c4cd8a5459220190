//! `/staff/calendar?month=`: everything that falls due in a month, as a picture and day by day.

pub mod day;
pub mod no_such;

use billing::holidays::{Holiday, HolidayKind, name_in};
use billing::language::Language;
use billing::money::Money;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::components::charts::days_bars::{DayAmount, DaysBars};
use crate::components::charts::picture::ChartWords;
use crate::components::layout::Layout;
use crate::components::months::OtherMonths;
use crate::components::notice::{Notice, Weight};
use crate::components::scroll::Scroll;
use crate::frame::{Frame, Section};
use crate::words::customer::calendar::CalendarWords as MonthWords;
use crate::words::staff::calendar::CalendarWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/calendar";

/// Where the page about a day is.
#[must_use]
pub fn day_path(day: NaiveDate) -> String {
    format!("{PATH}/{day}")
}

/// A month over all customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueMonth {
    /// Its first day.
    pub first: NaiveDate,
    /// The day that it is.
    pub today: NaiveDate,
    /// Every day of it, in their order.
    pub days: Vec<DueDay>,
    /// What all days that were counted come to.
    pub total: DueSum,
    /// Where counting stopped because there was too much to count.
    pub stopped: Option<Stopped>,
}

/// Where counting stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// How many instalments were counted.
    pub counted: usize,
    /// The last day whose sums are complete; nothing where not even the first one's are.
    pub complete_through: Option<NaiveDate>,
}

/// A day of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub on: NaiveDate,
    /// Why business may rest on it.
    pub rest: Rest,
    /// What falls due; nothing where it was not counted.
    pub due: Option<DueSum>,
}

/// Why business may rest on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rest {
    /// It is a Saturday or a Sunday.
    pub weekend: bool,
    /// It is a holiday, by law or gazetted.
    pub holiday: Option<Holiday>,
}

/// What instalments come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueSum {
    /// How many.
    pub count: usize,
    /// What they come to, paid or not.
    pub amount: Money,
    /// What is paid of that.
    pub paid: Money,
    /// What is still to be paid of that.
    pub outstanding: Money,
}

impl Rest {
    /// The words for it, and that it is today; nothing where there is nothing to say.
    #[must_use]
    pub fn words(&self, is_today: bool, language: Language) -> Option<String> {
        let words = CalendarWords::of(language);
        let today = is_today.then(|| MonthWords::of(language).today.to_owned());
        let weekend = self.weekend.then(|| words.weekend.to_owned());
        let holiday = self.holiday.as_ref().map(|holiday| {
            let name = name_in(&holiday.name, language);
            match holiday.kind {
                HolidayKind::Gazetted => (words.gazetted)(&name),
                HolidayKind::Fixed | HolidayKind::Easter => (words.holiday)(&name),
            }
        });
        let said: Vec<String> = [today, holiday, weekend].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" · "))
    }
}

/// The picture of the month, and below it the days with their sums.
#[component]
pub fn StaffCalendarPage(
    /// What every page is told.
    frame: Frame,
    /// The month.
    month: DueMonth,
) -> impl IntoView {
    let language = frame.language;
    let words = CalendarWords::of(language);
    let title = (words.title)(&written::month(month.first, language));
    let (first, today) = (month.first, month.today);
    let is_empty = month.total.count == 0 && month.stopped.is_none();
    let said = match is_empty {
        true => words.nothing_in_month.to_owned(),
        false => in_words(&month.total, language),
    };
    let stopped = month
        .stopped
        .map(|stopped| view! { <StoppedNote language stopped /> });
    let shown = (!is_empty).then(|| {
        let month = month.clone();
        view! {
            <Chart language month=month.clone() />
            <Days language month />
        }
    });
    view! {
        <Layout frame title=title.clone() section=Section::Calendar wide=true>
            <div class="stack">
                <h1>{title}</h1>
                <p>{said}</p>
                <OtherMonths language path=PATH first today />
                {stopped}
                {shown}
            </div>
        </Layout>
    }
}

/// How many instalments, what they come to, and how much of it is open.
#[must_use]
pub fn in_words(sum: &DueSum, language: Language) -> String {
    let words = CalendarWords::of(language);
    let count = (words.instalments)(&written::count(sum.count));
    let amount = written::with_currency(sum.amount);
    if sum.outstanding.is_positive() {
        (words.due)(&count, &amount, &written::with_currency(sum.outstanding))
    } else {
        (words.all_paid)(&count, &amount)
    }
}

#[component]
fn StoppedNote(language: Language, stopped: Stopped) -> impl IntoView {
    let words = CalendarWords::of(language);
    let through = stopped.complete_through;
    let means = match through.map(|day| written::day_long(day, language)) {
        Some(day) => (words.complete_through)(&day),
        None => words.not_complete.to_owned(),
    };
    let headline = (words.stopped)(&written::count(stopped.counted));
    view! {
        <Notice weight=Weight::Caution headline>
            <p>{means}</p>
        </Notice>
    }
}

#[component]
fn Chart(language: Language, month: DueMonth) -> impl IntoView {
    let words = CalendarWords::of(language);
    let nothing = Money::zero(month.total.amount.currency());
    let days = month.days.iter().map(|day| DayAmount {
        day: written::day_short(day.on, language),
        short: day.on.day().to_string(),
        count: day.due.map_or(0, |due| due.count),
        amount: day.due.map_or(nothing, |due| due.amount),
    });
    let days: Vec<DayAmount> = days.collect();
    let highest = month.days.iter().filter_map(|day| Some((day.on, day.due?)));
    let highest = highest.max_by_key(|(_, due)| due.amount.cents());
    let says = highest.map(|(on, due)| {
        let total = written::with_currency(month.total.amount);
        let day = written::day_long(on, language);
        (words.picture_says)(&total, &day, &written::with_currency(due.amount))
    });
    let chart = ChartWords {
        title: words.picture.to_owned(),
        says: says.unwrap_or_default(),
        numbers: String::new(),
        empty: words.nothing_in_month.to_owned(),
    };
    let place = month.days.iter().position(|day| day.on == month.today);
    let today = place.map(|place| (place, MonthWords::of(language).today.to_owned()));
    view! { <DaysBars id="due" words=chart days today /> }
}

#[component]
fn Days(language: Language, month: DueMonth) -> impl IntoView {
    let words = CalendarWords::of(language);
    let things = ThingWords::of(language);
    let total = month.total;
    let today = month.today;
    let caption = (words.caption)(total.amount.currency().code());
    let days = month.days.into_iter().map(|day| {
        let is_today = day.on == today;
        view! { <Day language day is_today /> }
    });
    let days = days.collect_view();
    view! {
        <Scroll label=caption.clone()>
            <table class="dense">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.day}</th>
                        <th scope="col">{words.note}</th>
                        <th scope="col" class="num">
                            {words.count}
                        </th>
                        <th scope="col" class="num">
                            {words.amount_due}
                        </th>
                        <th scope="col" class="num">
                            {things.paid}
                        </th>
                        <th scope="col" class="num">
                            {things.outstanding}
                        </th>
                    </tr>
                </thead>
                <tbody>{days}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{words.total}</th>
                        <td></td>
                        <Sum due=total />
                    </tr>
                </tfoot>
            </table>
        </Scroll>
    }
}

#[component]
fn Day(language: Language, day: DueDay, is_today: bool) -> impl IntoView {
    let name = written::day_short(day.on, language);
    let is_quiet = day.due.is_some_and(|due| due.count == 0);
    let link = match is_quiet {
        true => name.into_any(),
        false => view! { <a href=day_path(day.on)>{name}</a> }.into_any(),
    };
    let sum = match day.due {
        Some(due) if due.count > 0 => view! { <Sum due /> }.into_any(),
        Some(_) => view! {
            <td class="num quiet">"0"</td>
            <td></td>
            <td></td>
            <td></td>
        }
        .into_any(),
        None => {
            let words = CalendarWords::of(language);
            view! {
                <td class="num quiet">{words.not_counted}</td>
                <td></td>
                <td></td>
                <td></td>
            }
            .into_any()
        }
    };
    view! {
        <tr aria-current=is_today.then_some("date")>
            <th scope="row" class="code">
                {link}
            </th>
            <td class="quiet">{day.rest.words(is_today, language)}</td>
            {sum}
        </tr>
    }
}

#[component]
fn Sum(due: DueSum) -> impl IntoView {
    view! {
        <td class="num">{written::count(due.count)}</td>
        <td class="num">{written::amount(due.amount)}</td>
        <td class="num">{written::amount(due.paid)}</td>
        <td class="num">{written::amount(due.outstanding)}</td>
    }
}
