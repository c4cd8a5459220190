//! `/staff/settings/channels`: whether messages go out at all, and stopping and starting them.

use billing::language::Language;
use billing::notification::Channel;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::status::{Shape, Status};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::correction::ReasonField;
use crate::words::staff::settings::channels::ChannelsWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/settings/channels";
/// Where the messages are that wait too long.
const LATE_PATH: &str = "/staff/waiting/notifications?show=late";

/// A channel as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelView {
    /// Which one.
    pub channel: Channel,
    /// Set while nothing is sent over it.
    pub stopped: Option<Stopped>,
}

/// Nothing is sent over a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// What the carrier said, or why somebody stopped it.
    pub because: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Who stopped it; nothing where the carrier failed.
    pub by: Option<String>,
    /// When one message is tried, where the carrier failed.
    pub retry_at: DateTime<Utc>,
}

/// What is done about a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// Messages wait from now on.
    Stop,
    /// They go again.
    Start,
}

impl Switch {
    /// The end of its address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Start => "start",
        }
    }

    /// The name of its having been done, for the channel that it was done to.
    #[must_use]
    pub fn done(self, channel: Channel) -> String {
        format!("{}-{}", self.path(), channel.name())
    }

    fn name(self, words: &ChannelsWords, channel: Channel) -> String {
        match self {
            Self::Stop => (words.stop)(words.within(channel)),
            Self::Start => (words.start)(words.within(channel)),
        }
    }
}

/// The list: a section for each channel.
#[component]
pub fn ChannelsPage(
    /// What every page is told.
    frame: Frame,
    /// The channels.
    channels: Vec<ChannelView>,
) -> impl IntoView {
    let language = frame.language;
    let words = ChannelsWords::of(language);
    let role = frame.role();
    let may = role.is_some_and(|role| role.may(Permission::StartChannel));
    let ask = (!may).then(|| view! { <p class="quiet">{words.ask}</p> });
    let done = done(&frame);
    let sections = channels
        .into_iter()
        .map(move |one| view! { <OneChannel language one may /> });
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Settings>
            <div class="stack">
                {done} <h1>{words.title}</h1> <p>{words.means}</p> {ask}
            </div>
            {sections.collect_view()}
            <p class="section">
                <a href=LATE_PATH>{words.late}</a>
            </p>
        </Layout>
    }
}

fn done(frame: &Frame) -> Option<AnyView> {
    let words = ChannelsWords::of(frame.language);
    let name = frame.done.as_deref()?;
    let headline = Channel::ALL.into_iter().find_map(|channel| {
        let told = words.name(channel);
        match name {
            name if name == Switch::Stop.done(channel) => Some((words.stop_done)(told)),
            name if name == Switch::Start.done(channel) => Some((words.start_done)(told)),
            _ => None,
        }
    })?;
    Some(view! { <Notice headline answers=true /> }.into_any())
}

#[component]
fn OneChannel(language: Language, one: ChannelView, may: bool) -> impl IntoView {
    let words = ChannelsWords::of(language);
    let channel = one.channel;
    let id = channel.name();
    let switches = match &one.stopped {
        None => vec![Switch::Stop],
        // What the carrier stopped may be stopped for good as well.
        Some(stopped) if stopped.by.is_none() => vec![Switch::Start, Switch::Stop],
        Some(_) => vec![Switch::Start],
    };
    let links = may.then(|| {
        let links = switches.into_iter().map(move |switch| {
            view! {
                <a class="button plain" href=format!("{PATH}/{id}/{}", switch.path())>
                    {switch.name(words, channel)}
                </a>
            }
        });
        view! { <p class="actions">{links.collect_view()}</p> }
    });
    let standing = match one.stopped {
        None => view! {
            <p>
                <Status shape=Shape::Done word=words.runs />
            </p>
        }
        .into_any(),
        Some(stopped) => view! { <Standing language stopped /> }.into_any(),
    };
    view! {
        <section class="section stack" aria-labelledby=id>
            <h2 id=id>{words.name(channel)}</h2>
            {standing}
            {links}
        </section>
    }
}

#[component]
fn Standing(language: Language, stopped: Stopped) -> impl IntoView {
    let words = ChannelsWords::of(language);
    let time = |at| written::day_and_time(at, language).into_any();
    let by_person = stopped.by.is_some();
    let because = match by_person {
        true => stopped.because.into_any(),
        // As the carrier said it.
        false => view! { <span lang="en">{stopped.because}</span> }.into_any(),
    };
    let by = stopped.by.unwrap_or_else(|| words.by_itself.to_owned());
    let mut facts = vec![
        (words.since.to_owned(), time(stopped.at)),
        (words.by.to_owned(), by.into_any()),
        (ThingWords::of(language).reason.to_owned(), because),
    ];
    if !by_person {
        facts.push((words.next_try.to_owned(), time(stopped.retry_at)));
    }
    let waits = match by_person {
        true => words.waits_for_person,
        false => words.waits_for_carrier,
    };
    view! {
        <p>
            <Status shape=Shape::Late word=words.stopped />
        </p>
        <Facts facts />
        <p>{waits}</p>
    }
}

/// Stopping a channel or starting it, after it was said what follows.
#[component]
pub fn SwitchPage(
    /// What every page is told.
    frame: Frame,
    /// Which channel.
    channel: Channel,
    /// What is done.
    switch: Switch,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = ChannelsWords::of(language);
    let heading = switch.name(words, channel);
    let title = titled(language, &heading, &form);
    let other = match channel {
        Channel::Sms => Channel::Email,
        Channel::Email => Channel::Sms,
    };
    let danger = switch == Switch::Stop;
    let consequences = match switch {
        Switch::Stop => vec![
            (words.stop_waits)(words.within(channel)),
            words.stop_until.to_owned(),
            words.stop_codes.to_owned(),
            (words.stop_other)(words.name(other)),
        ],
        Switch::Start => vec![
            words.start_goes.to_owned(),
            words.start_current.to_owned(),
            words.start_again.to_owned(),
        ],
    };
    view! {
        <Layout frame title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading.clone()}</h1>
                <Confirmation
                    language
                    action=format!("{PATH}/{}/{}", channel.name(), switch.path())
                    consequences
                    button=heading
                    danger=danger
                    back=PATH
                >
                    <ReasonField language form />
                </Confirmation>
            </div>
        </Layout>
    }
}
