//! `/staff/waiting/notifications`: messages that did not arrive, or are late.

use billing::ids::of_notification::NotificationId;
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::dense_table::words as column;
use crate::components::facts::Facts;
use crate::components::notice::Notice;
use crate::components::status::{Shape, Status};
use crate::components::switch::{Choice, Switch};
use crate::frame::Frame;
use crate::pages::staff::payment::history::named;
use crate::pages::staff::waiting::{Act, Headline, WorkList, WorkPage};
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
    let late_path = "/staff/waiting/notifications?show=late";
    let choices = vec![
        Choice::new(words.not_arrived, PATH, !late),
        Choice::new(words.late, late_path, late),
    ];
    let means = match late {
        true => words.late_means,
        false => words.not_arrived_means,
    };
    let headline = Headline {
        title: words.title,
        means,
        none: words.none,
    };
    let switch = view! { <Switch label=words.which choices /> }.into_any();
    let waiting = WaitingWords::of(language);
    let columns = [
        waiting.when,
        words.to,
        words.about,
        ThingWords::of(language).status,
        waiting.why,
    ];
    let columns = columns.map(column).to_vec();
    let rows = rows.into_iter().map(|row| row_of(language, row));
    let rows = rows.collect();
    view! { <WorkList frame headline switch columns rows next /> }
}

fn row_of(language: Language, row: MessageRow) -> AnyView {
    let words = NotificationsWords::of(language);
    let way = PaymentNames::of(language).way(row.channel);
    let when = written::day_and_time(row.created_at, language);
    let progress = row.progress;
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{when}</a>
            </th>
            <td>{row.recipient.name(words)}</td>
            <td>{words.kind(row.kind)} " " <span class="quiet">{way}</span></td>
            <td>
                <ProgressMark language progress />
            </td>
            <td lang="en">{row.detail}</td>
        </tr>
    }
    .into_any()
}

/// Where a message is on its way, in a word.
#[component]
pub fn ProgressMark(
    /// The language of the page.
    language: Language,
    /// Where it is.
    progress: Progress,
) -> impl IntoView {
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
    let done = done.map(|headline| view! { <Notice headline answers=true /> }.into_any());
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
        <WorkPage frame heading done list=PATH>
            <Facts facts />
            <h2>{words.wording}</h2>
            {wording}
            <h2 id="steps">{words.steps}</h2>
            <ol class="timeline" aria-labelledby="steps">
                {steps}
            </ol>
            {acts}
        </WorkPage>
    }
}

fn facts(language: Language, row: &MessageRow) -> Vec<(&'static str, AnyView)> {
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
            ThingWords::of(language).status,
            view! { <ProgressMark language progress /> }.into_any(),
        ),
        (
            words.to,
            view! { {to} " " <span class="quiet">{where_to}</span> }.into_any(),
        ),
        (WaitingWords::of(language).when, when.into_any()),
    ]
}

#[component]
fn Acts(language: Language, id: NotificationId) -> impl IntoView {
    let words = NotificationsWords::of(language);
    view! {
        <Act
            language
            id="again"
            heading=words.again
            action=format!("{PATH}/{id}/again")
            consequences=vec![words.again_means]
            button=words.again_button
            list=PATH
        />
        <Act
            language
            id="aside"
            heading=words.aside
            action=format!("{PATH}/{id}/aside")
            consequences=vec![words.aside_means]
            button=words.aside_button
            list=PATH
        />
    }
}
