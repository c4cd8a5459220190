//! `/staff/settings/holidays`: the days of a year on which nothing falls due, and entering one.

pub mod gazette;
pub mod withdraw;

use billing::holidays::name_in;
use billing::language::Language;
use billing::role::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::dense_table::{self, DenseTable};
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::switch::{Choice, Switch};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::settings::overview::ToSettings;
use crate::words::staff::settings::holidays::HolidaysWords;
use crate::words::staff::settings::overview::SettingsWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/settings/holidays";
/// After a day was entered.
pub const ENTERED: &str = "entered";
/// After a day was entered, while more instalments move.
pub const PARTLY: &str = "entered-partly";
/// After a day was taken back.
pub const WITHDRAWN: &str = "withdrawn";

/// The holidays of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayYear {
    /// The year.
    pub year: i32,
    /// The year before, where it can be asked for.
    pub previous: Option<i32>,
    /// The year after.
    pub next: Option<i32>,
    /// In the order of the days.
    pub days: Vec<HolidayRow>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayRow {
    /// The day.
    pub on: NaiveDate,
    /// Its English name, or as staff wrote it.
    pub name: String,
    /// What makes it one.
    pub kind: Kind,
}

/// What makes a day a holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The law names its date.
    Fixed,
    /// It moves with Easter.
    Easter,
    /// It stands in for a Sunday.
    Moved,
    /// It was announced in the Gazette.
    Gazetted(By),
    /// It was, and was taken back.
    Withdrawn(By),
}

/// Who did something, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub who: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why; may be empty.
    pub reason: String,
}

impl HolidayRow {
    /// Where it is taken back.
    #[must_use]
    pub fn withdraw_path(&self) -> String {
        format!("{PATH}/{}/withdraw", self.on)
    }
}

/// Where a year is shown.
#[must_use]
pub fn year_path(year: i32) -> String {
    format!("{PATH}?year={year}")
}

/// The year, and the form for who may.
#[component]
pub fn HolidaysPage(
    /// What every page is told.
    frame: Frame,
    /// The year.
    year: HolidayYear,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = HolidaysWords::of(language);
    let heading = (words.title)(year.year);
    let title = titled(language, &heading, &form);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ChangeHolidays));
    let done = match frame.done.as_deref() {
        Some(ENTERED) => Some(words.entered_done),
        Some(PARTLY) => Some(words.partly_done),
        Some(WITHDRAWN) => Some(words.withdrawn_done),
        _ => None,
    };
    let done = done.map(|headline| view! { <Notice headline answers=true /> });
    let summary = form.clone();
    let entering = match may {
        true => view! { <EnterForm language form /> }.into_any(),
        false => view! { <p class="quiet">{SettingsWords::of(language).read_only}</p> }.into_any(),
    };
    view! {
        <Layout frame title section=Section::Settings wide=true>
            <div class="stack">
                <ErrorSummary language form=summary />
                {done}
                <h1>{heading}</h1>
                <p>{words.means}</p>
                <Switch label=words.years choices=years(&year) />
                <Days language days=year.days may />
                {entering}
                <ToSettings language />
            </div>
        </Layout>
    }
}

/// The year with the one before and the one after.
fn years(year: &HolidayYear) -> Vec<Choice> {
    let years = [year.previous, Some(year.year), year.next];
    let years = years.into_iter().flatten();
    years
        .map(|one| Choice::new(one.to_string(), year_path(one), one == year.year))
        .collect()
}

#[component]
fn Days(language: Language, days: Vec<HolidayRow>, may: bool) -> impl IntoView {
    let words = HolidaysWords::of(language);
    let things = ThingWords::of(language);
    let rows = days
        .into_iter()
        .map(|day| view! { <Day language day may /> })
        .collect_view();
    let names = [things.date, words.name, words.kind, words.entered];
    let columns = names.into_iter().chain(may.then_some(words.action));
    let columns = columns.map(dense_table::words).collect();
    view! {
        <DenseTable caption=words.name headed=true columns>
            {rows}
        </DenseTable>
    }
}

#[component]
fn Day(language: Language, day: HolidayRow, may: bool) -> impl IntoView {
    let words = HolidaysWords::of(language);
    let on = written::day_short(day.on, language);
    let name = name_in(&day.name, language).into_owned();
    let (kind, by) = match &day.kind {
        Kind::Fixed => (words.fixed, None),
        Kind::Easter => (words.easter, None),
        Kind::Moved => (words.moved, None),
        Kind::Gazetted(by) => (words.gazetted, Some((words.by, by))),
        Kind::Withdrawn(by) => (words.withdrawn, Some((words.withdrawn_by, by))),
    };
    let entered = by.map(|(said, by)| {
        let at = written::day(billing::civil::nairobi_date(by.at), language);
        let reason = Some(by.reason.clone()).filter(|reason| !reason.is_empty());
        view! {
            {said(&by.who, &at)}
            {reason
                .map(|reason| {
                    view! {
                        <br />
                        <span class="quiet">{reason}</span>
                    }
                })}
        }
    });
    let withdraw = matches!(day.kind, Kind::Gazetted(_)).then(|| {
        view! {
            <a class="tap" href=day.withdraw_path()>
                {words.withdraw}
                <span class="hidden">" " {name.clone()} ", " {on.clone()}</span>
            </a>
        }
    });
    let action = may.then(|| view! { <td>{withdraw}</td> });
    let name = match day.kind {
        Kind::Withdrawn(_) => view! { <s>{name}</s> }.into_any(),
        _ => name.into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="code">{on}</th>
            <td>{name}</td>
            <td>{kind}</td>
            <td>{entered}</td>
            {action}
        </tr>
    }
}

#[component]
fn EnterForm(language: Language, form: Entered) -> impl IntoView {
    let words = HolidaysWords::of(language);
    view! {
        <section class="section stack" aria-labelledby="enter">
            <h2 id="enter">{words.enter}</h2>
            <p>{words.enter_means}</p>
            <form class="stack" method="post" action=PATH>
                <Field
                    form=form.clone()
                    name="date"
                    label=words.day_label
                    kind="date"
                    required=true
                />
                <Field
                    form=form.clone()
                    name="name"
                    label=words.name_label
                    hint=words.name_hint
                    required=true
                    maxlength=60
                />
                <Field
                    form
                    name="reason"
                    label=ThingWords::of(language).reason
                    hint=words.reason_hint
                    maxlength=300
                />
                <p class="actions">
                    <button class="button">{words.look}</button>
                </p>
            </form>
        </section>
    }
}
