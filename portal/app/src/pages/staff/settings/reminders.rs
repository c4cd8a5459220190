//! `/staff/settings/reminders`: when customers are reminded, when it is quiet, and where due dates move.

pub mod form;

use billing::business_days::Direction;
use billing::language::Language;
use billing::role::Permission;
use chrono::{Days, NaiveDate, NaiveTime};
use leptos::prelude::*;

use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::settings::overview::{ToSettings, capital};
use crate::pages::staff::settings::reminders::form::{Defaults, RemindersForm};
use crate::words::staff::settings::overview::SettingsWords;
use crate::words::staff::settings::reminders::RemindersWords;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/settings/reminders";
/// After it was saved.
pub const SAVED: &str = "saved";
/// After the defaults were restored.
pub const RESTORED: &str = "restored";

/// What is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminders {
    /// Days before a due date, the furthest first; 0 is the day itself.
    pub before: Vec<u16>,
    /// Days after it, the nearest first.
    pub after: Vec<u16>,
    /// When no reminder goes out by SMS.
    pub quiet: Option<(NaiveTime, NaiveTime)>,
    /// Where due dates move.
    pub direction: Direction,
    /// Whom of the staff to tell.
    pub emails: Vec<String>,
}

impl Reminders {
    /// Whether reminders, quiet hours and direction are the same.
    #[must_use]
    pub fn same_rules(&self, other: &Self) -> bool {
        (&self.before, &self.after, self.quiet, self.direction)
            == (&other.before, &other.after, other.quiet, other.direction)
    }
}

/// What is set, in a form for who may change it, and what a customer gets by it.
#[component]
pub fn RemindersPage(
    /// What every page is told.
    frame: Frame,
    /// What is set.
    set: Reminders,
    /// As it comes without anybody having changed it.
    usual: Reminders,
    /// A due date for the example.
    example_due_on: NaiveDate,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = RemindersWords::of(language);
    let heading = SettingsWords::of(language).reminders.name;
    let title = titled(language, heading, &form);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ChangeSettings));
    let done = match frame.done.as_deref() {
        Some(SAVED) => Some(words.saved),
        Some(RESTORED) => Some(words.restored),
        _ => None,
    };
    let done = done.map(|headline| view! { <Notice headline answers=true /> });
    let summary = form.clone();
    let fields = match may {
        true => view! { <RemindersForm language form /> }.into_any(),
        false => view! { <AsItIs language set=set.clone() /> }.into_any(),
    };
    let restore = (may && !set.same_rules(&usual)).then(|| view! { <Defaults language usual /> });
    view! {
        <Layout frame title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=summary />
                {done}
                <h1>{heading}</h1>
                <p>{words.means}</p>
                {fields}
                <Example language set due_on=example_due_on />
                {restore}
                <ToSettings language />
            </div>
        </Layout>
    }
}

/// For those who only read.
#[component]
fn AsItIs(language: Language, set: Reminders) -> impl IntoView {
    let words = RemindersWords::of(language);
    let quiet = match set.quiet {
        Some((from, until)) => (words.from_until)(&clock(from), &clock(until)),
        None => words.none.to_owned(),
    };
    let emails = match set.emails.is_empty() {
        true => words.none.to_owned(),
        false => set.emails.join(", "),
    };
    let offsets = capital(&words.offsets(&set.before, &set.after));
    let facts: Vec<(String, AnyView)> = vec![
        (
            SettingsWords::of(language).reminders.name.to_owned(),
            offsets.into_any(),
        ),
        (words.quiet.to_owned(), quiet.into_any()),
        (
            words.direction.to_owned(),
            direction(language, set.direction).into_any(),
        ),
        (words.emails.to_owned(), emails.into_any()),
    ];
    view! {
        <h2>{words.as_it_is}</h2>
        <Facts facts />
        <p class="quiet">{SettingsWords::of(language).read_only}</p>
    }
}

/// Where due dates move, in words.
#[must_use]
pub fn direction(language: Language, direction: Direction) -> &'static str {
    let words = RemindersWords::of(language);
    match direction {
        Direction::Following => words.following,
        Direction::Preceding => words.preceding,
    }
}

/// `20:00`.
#[must_use]
pub fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// What a customer gets for one instalment.
#[component]
fn Example(language: Language, set: Reminders, due_on: NaiveDate) -> impl IntoView {
    let words = RemindersWords::of(language);
    let due = written::day_full(due_on, language);
    let mornings = mornings(language, &set, due_on);
    let content = match mornings.is_empty() {
        true => view! { <p>{format!("{}.", capital(words.nobody))}</p> }.into_any(),
        false => {
            let lines = mornings
                .into_iter()
                .map(|line| view! { <li>{line}</li> })
                .collect_view();
            let waits = set.quiet.map(|(from, until)| {
                let sentence = (words.waits)(&clock(from), &clock(until));
                view! { <p class="quiet">{sentence}</p> }
            });
            view! {
                <p>{(words.example_of)(&due)}</p>
                <ul class="consequences">{lines}</ul>
                <p>{words.until_paid}</p>
                {waits}
            }
            .into_any()
        }
    };
    view! {
        <section class="section stack" aria-labelledby="example">
            <h2 id="example">{words.example}</h2>
            {content}
        </section>
    }
}

/// Each morning on which a customer is reminded, in the order in which they come.
fn mornings(language: Language, set: &Reminders, due_on: NaiveDate) -> Vec<String> {
    let words = RemindersWords::of(language);
    let before = set.before.iter().filter_map(|days| {
        let morning = due_on.checked_sub_days(Days::new((*days).into()))?;
        Some((morning, words.before(*days)))
    });
    let after = set.after.iter().filter_map(|days| {
        let morning = due_on.checked_add_days(Days::new((*days).into()))?;
        Some((morning, (words.days_after)(*days)))
    });
    before
        .chain(after)
        .map(|(morning, how_far)| (words.on)(&written::day_long(morning, language), &how_far))
        .collect()
}
