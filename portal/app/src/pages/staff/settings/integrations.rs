//! `/staff/settings/integrations`: what Malipo works with, whether it is set up, and testing whether it answers.

mod found;

use billing::ids::of_notification::NotificationId;
use billing::language::Language;
use billing::notification::Channel;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::once::Once;
use crate::components::status::{Shape, Status};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::settings::channels;
use crate::pages::staff::settings::integrations::found::{Told, told};
use crate::pages::staff::settings::overview::ToSettings;
use crate::pages::staff::waiting::notifications::{PATH as MESSAGES_PATH, Progress};
use crate::words::staff::settings::integrations::{IntegrationsWords, PartyWords};
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/settings/integrations";

/// Where the short codes are.
const SHORT_CODES_PATH: &str = "/staff/settings/short-codes";

/// Somebody or something that has to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// M-PESA, as we call it.
    Mpesa,
    /// Who carries the messages of a channel.
    Carrier(Channel),
    /// The table.
    Store,
    /// The queues.
    Queues,
}

impl Party {
    /// Every party, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Mpesa,
        Self::Carrier(Channel::Sms),
        Self::Carrier(Channel::Email),
        Self::Store,
        Self::Queues,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mpesa => "mpesa",
            Self::Carrier(channel) => channel.name(),
            Self::Store => "store",
            Self::Queues => "queues",
        }
    }

    fn words(self, words: &IntegrationsWords) -> &PartyWords {
        match self {
            Self::Mpesa => &words.mpesa,
            Self::Carrier(Channel::Sms) => &words.sms,
            Self::Carrier(Channel::Email) => &words.email,
            Self::Store => &words.store,
            Self::Queues => &words.queues,
        }
    }
}

/// The field with the phone or the address that a test message goes to.
#[must_use]
pub const fn to_field(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "phone",
        Channel::Email => "address",
    }
}

/// How a party stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// Which one.
    pub party: Party,
    /// Whether it is set up.
    pub set_up: bool,
    /// Since when nothing goes out, and why, as the carrier or somebody of the staff said it.
    pub stopped: Option<(DateTime<Utc>, String)>,
    /// Its latest test.
    pub test: Option<Test>,
}

/// The latest test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// When it was begun.
    pub at: DateTime<Utc>,
    /// Who asked for it.
    pub by: String,
    /// How long it took, in milliseconds; nothing where that says nothing.
    pub took_ms: Option<u64>,
    /// What was found.
    pub found: Found,
}

/// What a test found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is not over.
    UnderWay,
    /// It was broken off, and nobody knows.
    Forgotten,
    /// M-PESA gave a token.
    Granted,
    /// The table answers.
    Answered,
    /// The queues answer; so many messages are on them.
    Waiting(u64),
    /// A test message was written; where it is on its way.
    Message(NotificationId, Progress),
    /// Key and secret are refused.
    Refused,
    /// Fewer calls are wanted; after how many seconds one makes sense.
    TooManyCalls(u32),
    /// An HTTP status and no more.
    Status(u16),
    /// The answer cannot be understood.
    NotUnderstood,
    /// There was no connection.
    NotReached,
    /// There was no answer in time.
    NoAnswer,
    /// Somebody else was asking all the time.
    Busy,
    /// It failed.
    Failed,
}

/// The page: a section for each party.
#[component]
pub fn IntegrationsPage(
    /// What every page is told.
    frame: Frame,
    /// How they stand.
    parties: Vec<PartyView>,
    /// What was entered, and what is wrong with it.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = IntegrationsWords::of(language);
    let title = titled(language, words.title, &form);
    let role = frame.role();
    let may = role.is_some_and(|role| role.may(Permission::TestIntegration));
    let ask = (!may).then(|| view! { <p class="quiet">{words.ask}</p> });
    let done = done(&frame, &parties);
    let sections = parties.into_iter().map(|one| {
        let (frame, form) = (frame.clone(), form.clone());
        view! { <OneParty frame one may form /> }
    });
    let sections = sections.collect_view();
    view! {
        <Layout frame title section=Section::Settings>
            <div class="stack">
                {done} <ErrorSummary language form /> <h1>{words.title}</h1> <p>{words.means}</p> {ask}
            </div>
            {sections}
            <ToSettings language />
        </Layout>
    }
}

/// What the test found that was asked for just now.
fn done(frame: &Frame, parties: &[PartyView]) -> Option<AnyView> {
    let language = frame.language;
    let name = frame.done.as_deref()?;
    let tested = parties.iter().find(|one| one.party.name() == name)?;
    let told = told(language, &tested.test.as_ref()?.found);
    let means = told.means.clone();
    Some(
        view! {
            <Notice weight=told.weight headline=told.headline answers=true>
                <p>{means}</p>
            </Notice>
        }
        .into_any(),
    )
}

#[component]
fn OneParty(frame: Frame, one: PartyView, may: bool, form: Entered) -> impl IntoView {
    let language = frame.language;
    let words = IntegrationsWords::of(language);
    let party = one.party;
    let own = party.words(words);
    let id = party.name();
    let set_up = match one.set_up {
        true => view! { <Status shape=Shape::Done word=words.set_up /> }.into_any(),
        false => view! {
            <Status shape=Shape::Open word=words.not_set_up />
            " "
            {own.sets_up}
        }
        .into_any(),
    };
    let stopped = one
        .stopped
        .map(|(at, because)| view! { <StoppedLine language at because /> });
    let short_codes = (party == Party::Mpesa).then(|| {
        view! {
            <p>
                <a class="tap" href=SHORT_CODES_PATH>
                    {words.short_codes}
                </a>
            </p>
        }
    });
    let latest = match one.test {
        Some(test) => view! { <Latest language test /> }.into_any(),
        None => view! { <p class="quiet">{words.never}</p> }.into_any(),
    };
    let test = (may && one.set_up).then(|| view! { <TestForm frame party form /> });
    view! {
        <section class="section stack" aria-labelledby=id>
            <h2 id=id>{own.name}</h2>
            <p>{own.means}</p>
            <p>{set_up}</p>
            {stopped}
            {short_codes}
            {latest}
            {test}
        </section>
    }
}

#[component]
fn StoppedLine(language: Language, at: DateTime<Utc>, because: String) -> impl IntoView {
    let words = IntegrationsWords::of(language);
    let since = written::day_and_time(at, language);
    view! {
        <p>
            <Status shape=Shape::Late word=words.stopped_word />
            " "
            {(words.stopped)(&since, &because)}
            " "
            <a href=channels::PATH>{words.channels}</a>
        </p>
    }
}

#[component]
fn Latest(language: Language, test: Test) -> impl IntoView {
    let words = IntegrationsWords::of(language);
    let when = written::day_and_time(test.at, language);
    let took = test.took_ms.map(|ms| format!(" {}", (words.took)(ms)));
    let message = match &test.found {
        Found::Message(id, _) => Some(view! {
            <p>
                <a class="tap" href=format!("{MESSAGES_PATH}/{id}")>
                    {words.to_message}
                </a>
            </p>
        }),
        _ => None,
    };
    let Told {
        shape,
        word,
        headline,
        means,
        ..
    } = told(language, &test.found);
    view! {
        <p>
            <Status shape word />
            " "
            <strong>{headline}</strong>
        </p>
        <p>{means} {took}</p>
        {message}
        <p class="small quiet">{(words.tested)(&when, &test.by)}</p>
    }
}

#[component]
fn TestForm(frame: Frame, party: Party, form: Entered) -> impl IntoView {
    let words = IntegrationsWords::of(frame.language);
    let own = party.words(words);
    let action = format!("{PATH}/{}", party.name());
    let to = match party {
        Party::Carrier(channel) => Some(view! { <ToField frame channel form /> }),
        _ => None,
    };
    view! {
        <form class="stack" method="post" action=action>
            <p class="quiet">{own.test_means}</p>
            {to}
            <p>
                <button class="button plain">{own.test}</button>
            </p>
        </form>
    }
}

#[component]
fn ToField(frame: Frame, channel: Channel, form: Entered) -> impl IntoView {
    let words = IntegrationsWords::of(frame.language);
    let (label, kind, autocomplete) = match channel {
        Channel::Sms => (words.phone, "tel", "tel"),
        Channel::Email => (words.address, "email", "email"),
    };
    view! {
        <Once frame />
        <Field
            form
            name=to_field(channel)
            label
            hint=words.sends_one
            kind
            autocomplete
            required=true
        />
    }
}
