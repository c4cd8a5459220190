//! `/staff/waiting/notifications`: messages that did not arrive, or are late.

use billing::ids::of_notification::NotificationId;
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::scroll::Scroll;
use crate::components::status::{Shape, Status};
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::history::named;
use crate::pages::staff::waiting::{Below, Choice, Switch};
use crate::views::customer::customer_path;
use crate::views::payment::Party;
use crate::words::staff::payment_names::PaymentNames;
use crate::words::staff::waiting::WaitingWords;
use crate::words::staff::waiting::notifications::NotificationsWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/waiting/notifications";
/// After it is sent again.
pub const AGAIN: &str = "again";
/// After it was put aside.
pub const ASIDE: &str = "aside";

/// Where a message is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It waits.
    Pending,
    /// It is being sent.
    Sending,
    /// It was sent.
    Sent,
    /// It arrived.
    Delivered,
    /// It did not.
    Failed,
    /// Nobody knows.
    Unknown,
    /// It was held back.
    Suppressed,
    /// It is not needed any more.
    Obsolete,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// A customer.
    Customer(Party),
    /// A payer whom we do not know.
    Payer,
    /// Our own staff.
    Staff,
}

impl Recipient {
    fn name(&self, words: &NotificationsWords) -> String {
        match self {
            Self::Customer(party) => named(party),
            Self::Payer => words.payer.to_owned(),
            Self::Staff => words.staff.to_owned(),
        }
    }
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// Which one.
    pub id: NotificationId,
    /// Who is told.
    pub recipient: Recipient,
    /// How it travels.
    pub channel: Channel,
    /// Where to: a phone masked, an address as it is.
    pub to: String,
    /// What it is about.
    pub kind: MessageKind,
    /// Where it is on its way.
    pub progress: Progress,
    /// What came of it last, as it was recorded.
    pub detail: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// A message with everything that became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeMessage {
    /// As in the list.
    pub row: MessageRow,
    /// What was handed over.
    pub wording: Option<String>,
    /// What became of it, oldest first.
    pub steps: Vec<Step>,
    /// Whether a person can decide on it.
    pub open: bool,
}

/// One step of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: DateTime<Utc>,
    /// What it led to.
    pub progress: Progress,
    /// Why, as it was recorded.
    pub detail: String,
}

/// The list.
#[component]
pub fn MessageListPage(
    /// What every page is told.
    frame: Frame,
    /// Whether it is the list of those that are late.
    late: bool,
    /// Those of this page.
    rows: Vec<MessageRow>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = NotificationsWords::of(language);
    let choices = vec![
        Choice {
            name: words.not_arrived,
            href: PATH,
            chosen: !late,
        },
        Choice {
            name: words.late,
            href: "/staff/waiting/notifications?show=late",
            chosen: late,
        },
    ];
    let means = match late {
        true => words.late_means,
        false => words.not_arrived_means,
    };
    let table = match rows.is_empty() {
        true => view! { <p>{words.none}</p> }.into_any(),
        false => view! { <Table language rows /> }.into_any(),
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Today wide=true>
            <div class="stack">
                <h1>{words.title}</h1>
                <Switch label=words.which choices />
                <p>{means}</p>
                {table}
                <Below language next />
            </div>
        </Layout>
    }
}

#[component]
fn Table(language: Language, rows: Vec<MessageRow>) -> impl IntoView {
    let words = NotificationsWords::of(language);
    let waiting = WaitingWords::of(language);
    let things = ThingWords::of(language);
    let names = PaymentNames::of(language);
    let rows = rows.into_iter().map(|row| {
        let when = written::day_and_time(row.created_at, language);
        let progress = row.progress;
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("{PATH}/{}", row.id)>{when}</a>
                </th>
                <td>{row.recipient.name(words)}</td>
                <td>{words.kind(row.kind)} " " <span class="quiet">{names.way(row.channel)}</span></td>
                <td>
                    <ProgressMark language progress />
                </td>
                <td lang="en">{row.detail}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Scroll label=words.title>
            <table class="dense">
                <caption class="hidden">{words.title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{waiting.when}</th>
                        <th scope="col">{words.to}</th>
                        <th scope="col">{words.about}</th>
                        <th scope="col">{things.status}</th>
                        <th scope="col">{waiting.why}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Scroll>
    }
}

#[component]
fn ProgressMark(language: Language, progress: Progress) -> impl IntoView {
    let words = NotificationsWords::of(language);
    let (shape, word) = match progress {
        Progress::Pending => (Shape::Open, words.pending),
        Progress::Sending => (Shape::Part, words.sending),
        Progress::Sent => (Shape::Part, words.sent),
        Progress::Delivered => (Shape::Done, words.delivered),
        Progress::Failed => (Shape::Late, words.failed),
        Progress::Unknown => (Shape::Unknown, words.unknown),
        Progress::Suppressed => (Shape::Void, words.suppressed),
        Progress::Obsolete => (Shape::Void, words.obsolete),
    };
    view! { <Status shape word /> }
}

/// One message.
#[component]
pub fn MessagePage(
    /// What every page is told.
    frame: Frame,
    /// The message.
    message: WholeMessage,
) -> impl IntoView {
    let language = frame.language;
    let words = NotificationsWords::of(language);
    let row = message.row.clone();
    let heading = (words.one)(words.kind(row.kind), &row.recipient.name(words));
    let done = match frame.done.as_deref() {
        Some(AGAIN) => Some(words.again_done),
        Some(ASIDE) => Some(words.aside_done),
        _ => None,
    };
    let done = done.map(|headline| view! { <Notice headline answers=true /> });
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ResendNotification));
    let acts = (may && message.open).then(|| view! { <Acts language id=row.id.clone() /> });
    let facts = facts(language, &row);
    let wording = match message.wording {
        Some(text) => view! { <pre class="raw">{text}</pre> }.into_any(),
        None => view! { <p class="quiet">{words.no_wording}</p> }.into_any(),
    };
    let steps = message.steps.into_iter().map(|step| {
        let when = written::day_and_time(step.at, language);
        let progress = step.progress;
        view! {
            <li>
                <p>
                    <ProgressMark language progress />
                </p>
                <p lang="en">{step.detail}</p>
                <p class="small quiet">{when}</p>
            </li>
        }
    });
    let steps = steps.collect_view();
    view! {
        <Layout frame title=heading.clone() section=Section::Today>
            <div class="stack">
                {done} <h1>{heading}</h1> <Facts facts /> <h2>{words.wording}</h2> {wording}
                <h2 id="steps">{words.steps}</h2> <ol class="timeline" aria-labelledby="steps">
                    {steps}
                </ol> {acts} <p>
                    <a href=PATH>{WaitingWords::of(language).to_list}</a>
                </p>
            </div>
        </Layout>
    }
}

fn facts(language: Language, row: &MessageRow) -> Vec<(String, AnyView)> {
    let words = NotificationsWords::of(language);
    let progress = row.progress;
    let way = PaymentNames::of(language).way(row.channel);
    let name = row.recipient.name(words);
    let to = match &row.recipient {
        Recipient::Customer(party) => {
            let href = customer_path(&party.account);
            view! { <a href=href>{name}</a> }.into_any()
        }
        Recipient::Payer | Recipient::Staff => name.into_any(),
    };
    let where_to = format!("{way}, {}", row.to);
    let when = written::day_and_time(row.created_at, language);
    vec![
        (
            ThingWords::of(language).status.to_owned(),
            view! { <ProgressMark language progress /> }.into_any(),
        ),
        (
            words.to.to_owned(),
            view! { {to} " " <span class="quiet">{where_to}</span> }.into_any(),
        ),
        (WaitingWords::of(language).when.to_owned(), when.into_any()),
    ]
}

#[component]
fn Acts(language: Language, id: NotificationId) -> impl IntoView {
    let words = NotificationsWords::of(language);
    let again = vec![words.again_means.to_owned()];
    let aside = vec![words.aside_means.to_owned()];
    view! {
        <section class="section stack" aria-labelledby="again">
            <h2 id="again">{words.again}</h2>
            <Confirmation
                language
                action=format!("{PATH}/{id}/again")
                consequences=again
                button=words.again_button
                back=PATH
            />
        </section>
        <section class="section stack" aria-labelledby="aside">
            <h2 id="aside">{words.aside}</h2>
            <Confirmation
                language
                action=format!("{PATH}/{id}/aside")
                consequences=aside
                button=words.aside_button
                back=PATH
            />
        </section>
    }
}
