//! `/staff/settings`: everything that is set for the whole provider, with how it stands.

use billing::language::Language;
use billing::notification::Channel;
use billing::role::{Permission, Role};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::frame::{Frame, Section};
use crate::words::layout::LayoutWords;
use crate::words::staff::settings::channels::ChannelsWords;
use crate::words::staff::settings::overview::{SettingsWords, Topic};
use crate::words::staff::settings::reminders::RemindersWords;

/// Where it is.
pub const PATH: &str = "/staff/settings";
/// The last part of the address of API keys.
const KEYS: &str = "keys";

/// How everything stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// This year.
    pub year: i32,
    /// Gazetted days of this year.
    pub gazetted: usize,
    /// Days before a due date on which customers are reminded.
    pub before: Vec<u16>,
    /// Days after it.
    pub after: Vec<u16>,
    /// Texts that staff changed.
    pub texts_changed: usize,
    /// Those who work here.
    pub staff: usize,
    /// Keys that open something.
    pub keys: usize,
    /// Whether phones can be prompted.
    pub prompts: bool,
    /// Channels that are stopped.
    pub stopped: Vec<Channel>,
}

/// The pages, each with what it is for and how it stands.
#[component]
pub fn SettingsPage(
    /// What every page is told.
    frame: Frame,
    /// How everything stands.
    standing: Standing,
) -> impl IntoView {
    let words = SettingsWords::of(frame.language);
    let title = LayoutWords::of(frame.language).sections.settings;
    let reads_keys = frame
        .role()
        .is_some_and(|role| role == Role::Auditor || role.may(Permission::ManageKeys));
    let rows = rows(&frame, &standing).into_iter();
    // Keys are not for everybody to see; the page itself refuses.
    let rows = rows.filter(|(_, page, _)| reads_keys || *page != KEYS);
    let rows = rows.map(|(topic, page, state)| {
        view! {
            <li>
                <a class="whole" href=format!("{PATH}/{page}")>
                    {topic.name}
                </a>
                <span class="whole quiet">{topic.means}</span>
                {state.map(|state| view! { <span class="whole">{state}</span> })}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Layout frame title=title.to_owned() section=Section::Settings>
            <div class="stack">
                <h1>{title}</h1>
                <p>{words.means}</p>
                <ul class="rows">{rows}</ul>
            </div>
        </Layout>
    }
}

type Row = (&'static Topic, &'static str, Option<String>);

fn rows(frame: &Frame, standing: &Standing) -> Vec<Row> {
    let language = frame.language;
    let words = SettingsWords::of(language);
    let offsets = RemindersWords::of(language).offsets(&standing.before, &standing.after);
    let prompts = match standing.prompts {
        true => words.prompts,
        false => words.no_prompts,
    };
    vec![
        (
            &words.holidays,
            "holidays",
            Some((words.gazetted)(standing.gazetted, standing.year)),
        ),
        (&words.reminders, "reminders", Some(capital(&offsets))),
        (
            &words.texts,
            "texts",
            Some((words.texts_changed)(standing.texts_changed)),
        ),
        (
            &words.short_codes,
            "short-codes",
            Some((words.short_code)(&frame.payee.short_code)),
        ),
        (
            &words.staff,
            "staff",
            Some((words.staff_count)(standing.staff)),
        ),
        (&words.keys, KEYS, Some((words.keys_count)(standing.keys))),
        (
            &words.integrations,
            "integrations",
            Some(prompts.to_owned()),
        ),
        (
            &words.channels,
            "channels",
            Some(channels(language, &standing.stopped)),
        ),
        (&words.institutions, "institutions", None),
    ]
}

fn channels(language: Language, stopped: &[Channel]) -> String {
    let words = SettingsWords::of(language);
    if stopped.is_empty() {
        return words.channels_run.to_owned();
    }
    let names = ChannelsWords::of(language);
    let stopped: Vec<&str> = stopped.iter().map(|channel| names.name(*channel)).collect();
    (words.channels_stopped)(&stopped.join(", "))
}

/// With a capital letter, where a phrase stands alone.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Below a page of the settings: the way back to all of them.
#[component]
pub fn ToSettings(
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    view! {
        <p>
            <a class="tap" href=PATH>
                {SettingsWords::of(language).all}
            </a>
        </p>
    }
}
