//! `/staff/waiting/pushes`: pushes that staff look at.

use billing::ids::{PaymentId, PushId};
use billing::language::Language;
use billing::money::Money;
use billing::push::PushStatus;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::dense_table::{numbers, words as column};
use crate::components::facts::Facts;
use crate::components::field::TextField;
use crate::components::notice::{Notice, Weight};
use crate::components::status::{Shape, Status};
use crate::components::switch::{Choice, Switch};
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::staff::payment::correction::REASON_FIELD;
use crate::pages::staff::payment::history::named;
use crate::pages::staff::waiting::{Headline, WorkList, WorkPage};
use crate::views::customer::customer_path;
use crate::views::payment::{Party, payment_path};
use crate::words::staff::payment::correction::CorrectionWords;
use crate::words::staff::waiting::WaitingWords;
use crate::words::staff::waiting::pushes::PushesWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/waiting/pushes";
/// After it was noted that somebody looked.
pub const REVIEWED: &str = "reviewed";

/// Which pushes a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that a person has to look at.
    ToReview,
    /// Those of which nobody knows.
    Unknown,
    /// Those that failed today.
    Failed,
}

/// A push in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushRow {
    /// Which one.
    pub id: PushId,
    /// Whose.
    pub party: Party,
    /// The phone, masked.
    pub phone: String,
    /// How much.
    pub amount: Money,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// How far it is.
    pub status: PushStatus,
    /// Why a person has to look, as it was recorded.
    pub review: Option<String>,
}

/// A push with everything that was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholePush {
    /// As in the list.
    pub row: PushRow,
    /// What the customer is told.
    pub told: &'static str,
    /// M-PESA's code.
    pub code: Option<String>,
    /// Who asked for it.
    pub requested_by: String,
    /// M-PESA's name for it.
    pub checkout: Option<String>,
    /// The short code that collects.
    pub short_code: String,
    /// When it is looked at again.
    pub next_look: Option<DateTime<Utc>>,
    /// The payment that it became.
    pub payment: Option<PaymentId>,
    /// What was said, oldest first.
    pub steps: Vec<Step>,
}

/// Something that was said about a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom, by the name in the records.
    pub source: String,
    /// M-PESA's code.
    pub code: Option<String>,
    /// In which words; may be empty.
    pub words: String,
    /// How far it was then.
    pub status: PushStatus,
}

/// The list.
#[component]
pub fn PushListPage(
    /// What every page is told.
    frame: Frame,
    /// Which ones.
    which: Which,
    /// Those of this page.
    rows: Vec<PushRow>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = PushesWords::of(language);
    let choice = |one: Which, name, href| Choice::new(name, href, one == which);
    let choices = vec![
        choice(Which::ToReview, words.to_review, PATH),
        choice(
            Which::Unknown,
            words.unknown,
            "/staff/waiting/pushes?show=unknown",
        ),
        choice(
            Which::Failed,
            words.failed_today,
            "/staff/waiting/pushes?show=failed",
        ),
    ];
    let means = match which {
        Which::ToReview => words.to_review_means,
        Which::Unknown => words.unknown_means,
        Which::Failed => words.failed_means,
    };
    let headline = Headline {
        title: words.title,
        means,
        none: words.none,
    };
    let switch = view! { <Switch label=words.which choices /> }.into_any();
    let (waiting, things) = (WaitingWords::of(language), ThingWords::of(language));
    let columns = vec![
        column(waiting.when),
        column(waiting.customer),
        column(words.phone),
        numbers(things.amount),
        column(things.status),
        column(waiting.why),
    ];
    let rows = rows.into_iter().map(|row| row_of(language, row));
    let rows = rows.collect();
    view! { <WorkList frame headline switch columns rows next /> }
}

fn row_of(language: Language, row: PushRow) -> AnyView {
    let when = written::day_and_time(row.requested_at, language);
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{when}</a>
            </th>
            <td>
                <a href=customer_path(&row.party.account)>{named(&row.party)}</a>
            </td>
            <td class="code">{row.phone}</td>
            <td class="num">{written::amount(row.amount)}</td>
            <td>
                <PushMark language status=row.status />
            </td>
            <td lang="en">{row.review}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn PushMark(language: Language, status: PushStatus) -> impl IntoView {
    let shape = match status {
        PushStatus::Requested | PushStatus::Accepted => Shape::Open,
        PushStatus::Paid => Shape::Done,
        PushStatus::Failed => Shape::Late,
        PushStatus::Unknown => Shape::Unknown,
    };
    view! { <Status shape word=PushesWords::of(language).status(status) /> }
}

/// One push.
#[component]
pub fn PushPage(
    /// What every page is told.
    frame: Frame,
    /// The push.
    push: WholePush,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = PushesWords::of(language);
    let amount = written::with_currency(push.row.amount);
    let heading = (words.one)(&amount, &named(&push.row.party));
    let done = (frame.done.as_deref() == Some(REVIEWED))
        .then(|| view! { <Notice headline=words.reviewed_done answers=true /> }.into_any());
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ReviewPush));
    let review = push.row.review.clone().map(|reason| {
        let (id, form) = (push.row.id.clone(), form.clone());
        view! { <Review language id reason form may /> }
    });
    let payment = push.payment.clone().map(|id| {
        view! {
            <p>
                <a href=payment_path(&id)>{WaitingWords::of(language).payment}</a>
            </p>
        }
    });
    let facts = facts(language, &push);
    let steps = push
        .steps
        .into_iter()
        .map(|step| view! { <StepLine language step /> });
    let steps = steps.collect_view();
    view! {
        <WorkPage frame heading form done list=PATH>
            {review}
            <Facts facts />
            {payment}
            <h2 id="steps">{words.steps}</h2>
            <ol class="timeline" aria-labelledby="steps">
                {steps}
            </ol>
        </WorkPage>
    }
}

fn facts(language: Language, push: &WholePush) -> Vec<(&'static str, AnyView)> {
    let words = PushesWords::of(language);
    let things = ThingWords::of(language);
    let waiting = WaitingWords::of(language);
    let row = &push.row;
    let status = row.status;
    let party = row.party.clone();
    let text = |text: &str| text.to_owned().into_any();
    let customer = view! { <a href=customer_path(&party.account)>{named(&party)}</a> };
    let mut facts = vec![
        (
            things.status,
            view! { <PushMark language status /> }.into_any(),
        ),
        (words.told, text(push.told)),
        (waiting.customer, customer.into_any()),
        (words.phone, text(&row.phone)),
        (
            waiting.when,
            text(&written::day_and_time(row.requested_at, language)),
        ),
        (words.requested_by, text(&push.requested_by)),
        (waiting.short_code, text(&push.short_code)),
    ];
    let next_look = push.next_look.map(|at| written::day_and_time(at, language));
    let more = [
        (words.code, push.code.clone()),
        (words.checkout, push.checkout.clone()),
        (words.next_look, next_look),
    ];
    let more = more
        .into_iter()
        .filter_map(|(name, value)| Some((name, text(&value?))));
    facts.extend(more);
    facts
}

#[component]
fn StepLine(language: Language, step: Step) -> impl IntoView {
    let words = PushesWords::of(language);
    let when = written::day_and_time(step.at, language);
    let code = step.code.map(|code| format!(" ({code})"));
    let status = step.status;
    view! {
        <li>
            <p>
                <strong>{words.source(&step.source)}</strong>
                {code}
                " "
                <PushMark language status />
            </p>
            <p lang="en">{step.words}</p>
            <p class="small quiet">{when}</p>
        </li>
    }
}

#[component]
fn Review(
    language: Language,
    id: PushId,
    reason: String,
    form: Entered,
    may: bool,
) -> impl IntoView {
    let words = PushesWords::of(language);
    let hint = CorrectionWords::of(language).reason_hint;
    let note = may.then(|| {
        view! {
            <Confirmation
                language
                action=format!("{PATH}/{id}/review")
                consequences=vec![words.reviewed_means.to_owned()]
                button=words.reviewed_button
                back=PATH
            >
                <TextField form name=REASON_FIELD label=words.found hint rows=2 />
            </Confirmation>
        }
    });
    view! {
        <Notice weight=Weight::Caution headline=words.review>
            <p lang="en">{reason}</p>
        </Notice>
        {note}
    }
}
