//! `/staff/waiting/parked`: callbacks that wait for a person.

use billing::ids::{ParkedId, PaymentId};
use billing::language::Language;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::dense_table::words as column;
use crate::components::facts::Facts;
use crate::components::notice::{Notice, Weight};
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::staff::payment::correction::ReasonField;
use crate::pages::staff::waiting::{Act, Headline, WorkList, WorkPage};
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
    let headline = Headline {
        title: words.parked,
        means: words.parked_means,
        none: words.parked_none,
    };
    let columns = [
        words.when,
        words.kind,
        words.hook,
        words.short_code,
        words.why,
    ];
    let rows = rows.into_iter().map(|row| row_of(language, row));
    let rows = rows.collect();
    view! { <WorkList frame headline columns=columns.map(column).to_vec() rows next /> }
}

fn row_of(language: Language, row: Parked) -> AnyView {
    let when = written::day_and_time(row.received_at, language);
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{when}</a>
            </th>
            <td>{row.kind.word(WaitingWords::of(language))}</td>
            <td>
                <code>{row.hook}</code>
            </td>
            <td class="code">{row.holder}</td>
            <td lang="en">{row.reason}</td>
        </tr>
    }
    .into_any()
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
    let text = |text: &str| text.to_owned().into_any();
    let reason = parked.reason.clone();
    let facts = vec![
        (words.kind, text(parked.kind.word(words))),
        (
            words.why,
            view! { <span lang="en">{reason}</span> }.into_any(),
        ),
        (words.hook, text(&parked.hook)),
        (words.short_code, text(&parked.holder)),
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
        <WorkPage frame heading form done list=PATH>
            {resolution}
            <Facts facts />
            {payment}
            <h2 id="body">{words.body}</h2>
            <pre class="raw" tabindex="0" aria-labelledby="body">
                {body}
            </pre>
            {truncated}
            {acts}
        </WorkPage>
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
    view! {
        <Act
            language
            id="replay"
            heading=words.replay
            action=format!("{PATH}/{id}/replay")
            consequences=vec![words.replay_means, words.replay_then]
            button=words.replay_button
            list=PATH
        />
        <Act
            language
            id="dismiss"
            heading=words.dismiss
            action=format!("{PATH}/{id}/dismiss")
            consequences=vec![words.dismiss_means]
            button=words.dismiss_button
            danger=true
            list=PATH
        >
            <ReasonField language form />
        </Act>
    }
}
