//! `/staff/waiting/parked`: callbacks that wait for a person.

use billing::ids::{ParkedId, PaymentId};
use billing::language::Language;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::ErrorSummary;
use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::scroll::Scroll;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::correction::{ReasonField, titled};
use crate::pages::staff::waiting::Below;
use crate::views::payment::payment_path;
use crate::words::staff::waiting::WaitingWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/waiting/parked";
/// After it was taken in, with a payment.
pub const RECORDED: &str = "recorded";
/// After it was taken in, without a new one.
pub const TAKEN_IN: &str = "taken-in";
/// After it was tried in vain.
pub const STILL: &str = "still";

/// Why a callback waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It cannot be read.
    Unreadable,
    /// It contradicts what is known.
    Conflict,
    /// It is about an account that is not ours.
    UnexpectedHolder,
    /// Nobody asked for it.
    Unexpected,
}

impl Kind {
    fn word(self, words: &WaitingWords) -> &'static str {
        match self {
            Self::Unreadable => words.unreadable,
            Self::Conflict => words.conflict,
            Self::UnexpectedHolder => words.unexpected_holder,
            Self::Unexpected => words.unexpected,
        }
    }
}

/// A callback that waits, or waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Which one.
    pub id: ParkedId,
    /// Why it waits.
    pub kind: Kind,
    /// The end of the address at which it came.
    pub hook: String,
    /// The account that the address belongs to.
    pub holder: String,
    /// What is wrong, as it was recorded.
    pub reason: String,
    /// The payment that it contradicts, or became.
    pub payment: Option<PaymentId>,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Whether more was sent than is kept.
    pub truncated: bool,
    /// What was done about it.
    pub resolution: Option<Resolution>,
}

/// What was done about a callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// Whether it was taken in again; otherwise it was put aside.
    pub replayed: bool,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The list.
#[component]
pub fn ParkedListPage(
    /// What every page is told.
    frame: Frame,
    /// Those of this page.
    rows: Vec<Parked>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = WaitingWords::of(language);
    let table = match rows.is_empty() {
        true => view! { <p>{words.parked_none}</p> }.into_any(),
        false => view! { <Table language rows /> }.into_any(),
    };
    view! {
        <Layout frame title=words.parked.to_owned() section=Section::Today wide=true>
            <div class="stack">
                <h1>{words.parked}</h1>
                <p>{words.parked_means}</p>
                {table}
                <Below language next />
            </div>
        </Layout>
    }
}

#[component]
fn Table(language: Language, rows: Vec<Parked>) -> impl IntoView {
    let words = WaitingWords::of(language);
    let rows = rows.into_iter().map(|row| {
        let when = written::day_and_time(row.received_at, language);
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("{PATH}/{}", row.id)>{when}</a>
                </th>
                <td>{row.kind.word(words)}</td>
                <td>
                    <code>{row.hook}</code>
                </td>
                <td class="code">{row.holder}</td>
                <td lang="en">{row.reason}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Scroll label=words.parked>
            <table class="dense">
                <caption class="hidden">{words.parked}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.when}</th>
                        <th scope="col">{words.kind}</th>
                        <th scope="col">{words.hook}</th>
                        <th scope="col">{words.short_code}</th>
                        <th scope="col">{words.why}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Scroll>
    }
}

/// One callback with its body, and what can be done about it.
#[component]
pub fn ParkedPage(
    /// What every page is told.
    frame: Frame,
    /// The callback.
    parked: Parked,
    /// Its body, as much of it as is shown.
    body: String,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = WaitingWords::of(language);
    let when = written::day_and_time(parked.received_at, language);
    let heading = (words.parked_one)(&when);
    let title = titled(language, &heading, &form);
    let text = |text: &str| text.to_owned().into_any();
    let facts = vec![
        (words.kind.to_owned(), text(parked.kind.word(words))),
        (
            words.why.to_owned(),
            view! { <span lang="en">{parked.reason.clone()}</span> }.into_any(),
        ),
        (words.hook.to_owned(), text(&parked.hook)),
        (words.short_code.to_owned(), text(&parked.holder)),
    ];
    let payment = parked.payment.clone().map(|id| {
        view! {
            <p>
                <a href=payment_path(&id)>{words.payment}</a>
            </p>
        }
    });
    let truncated = parked
        .truncated
        .then(|| view! { <p class="quiet small">{words.truncated}</p> });
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ResolveParked));
    let acts = (may && parked.resolution.is_none()).then(|| {
        let (id, form) = (parked.id.clone(), form.clone());
        view! { <Acts language id form /> }
    });
    let resolution = parked
        .resolution
        .map(|one| view! { <Resolved language resolution=one /> });
    let done = done(&frame);
    view! {
        <Layout frame title section=Section::Today>
            <div class="stack">
                {done} <ErrorSummary language form /> <h1>{heading}</h1> {resolution} <Facts facts />
                {payment} <h2 id="body">{words.body}</h2>
                <pre class="raw" tabindex="0" aria-labelledby="body">
                    {body}
                </pre> {truncated} {acts} <p>
                    <a href=PATH>{words.to_list}</a>
                </p>
            </div>
        </Layout>
    }
}

fn done(frame: &Frame) -> Option<AnyView> {
    let words = WaitingWords::of(frame.language);
    let note = match frame.done.as_deref()? {
        RECORDED => view! { <Notice headline=words.replay_done answers=true /> }.into_any(),
        TAKEN_IN => view! { <Notice headline=words.replay_nothing answers=true /> }.into_any(),
        STILL => view! {
            <Notice weight=Weight::Caution headline=words.replay_failed answers=true>
                <p>{words.replay_failed_means}</p>
            </Notice>
        }
        .into_any(),
        _ => return None,
    };
    Some(note)
}

#[component]
fn Resolved(language: Language, resolution: Resolution) -> impl IntoView {
    let words = WaitingWords::of(language);
    let how = match resolution.replayed {
        true => words.replayed,
        false => words.dismissed,
    };
    let when = written::day_and_time(resolution.at, language);
    view! {
        <Notice headline=(words.resolved)(how, &resolution.by, &when)>
            <p>{resolution.reason}</p>
        </Notice>
    }
}

#[component]
fn Acts(language: Language, id: ParkedId, form: Entered) -> impl IntoView {
    let words = WaitingWords::of(language);
    let replay = vec![words.replay_means.to_owned(), words.replay_then.to_owned()];
    let dismiss = vec![words.dismiss_means.to_owned()];
    view! {
        <section class="section stack" aria-labelledby="replay">
            <h2 id="replay">{words.replay}</h2>
            <Confirmation
                language
                action=format!("{PATH}/{id}/replay")
                consequences=replay
                button=words.replay_button
                back=PATH
            />
        </section>
        <section class="section stack" aria-labelledby="dismiss">
            <h2 id="dismiss">{words.dismiss}</h2>
            <Confirmation
                language
                action=format!("{PATH}/{id}/dismiss")
                consequences=dismiss
                button=words.dismiss_button
                danger=true
                back=PATH
            >
                <ReasonField language form />
            </Confirmation>
        </section>
    }
}
