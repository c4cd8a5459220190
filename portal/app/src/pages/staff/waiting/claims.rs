//! `/staff/waiting/claims`: receipts that customers quote.

use billing::ids::{ClaimId, PaymentId};
use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::dense_table::{numbers, words as column};
use crate::components::facts::Facts;
use crate::components::field::TextField;
use crate::components::notice::Notice;
use crate::components::status::{Shape, Status};
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::staff::payment::consequences::consequences;
use crate::pages::staff::payment::correction::{OverLimit, OverrideField, REASON_FIELD};
use crate::pages::staff::payment::history::named;
use crate::pages::staff::waiting::{Act, Headline, WorkList, WorkPage};
use crate::views::customer::customer_path;
use crate::views::payment::{Foreseen, Party, payment_path};
use crate::words::staff::waiting::WaitingWords;
use crate::words::staff::waiting::claims::ClaimsWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/waiting/claims";
/// After it was closed.
pub const CLOSED: &str = "closed";
/// The name of the field with the payment that is given.
pub const PAYMENT_FIELD: &str = "payment";
/// The name of the field with what came of it where no payment is given: both forms are on one page.
pub const CLOSING_FIELD: &str = "closing";

/// How far a quoted receipt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// M-PESA was asked.
    Asked,
    /// Staff have to look.
    WithStaff,
    /// The payment was found.
    Settled,
    /// Staff looked.
    Closed,
}

/// A receipt that a customer quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Which one.
    pub id: ClaimId,
    /// What customer and staff call it by.
    pub reference: String,
    /// Who quotes it.
    pub party: Party,
    /// The receipt, as far as it could be read.
    pub receipt: Option<String>,
    /// What the message named.
    pub amount: Option<Money>,
    /// When it was paid, says the message.
    pub paid_at: Option<DateTime<Utc>>,
    /// When it was quoted.
    pub quoted_at: DateTime<Utc>,
    /// How far it is.
    pub progress: Progress,
    /// Why, as it was recorded.
    pub reason: String,
    /// Who closed it, when and why.
    pub closed: Option<(String, DateTime<Utc>, String)>,
}

/// The payment that has the quoted receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which one.
    pub id: PaymentId,
    /// Its code.
    pub receipt: String,
    /// Who has it.
    pub owner: Option<Party>,
    /// Whether the one who quotes it has it.
    pub theirs: bool,
    /// What giving it to them would do; nothing where that is not possible.
    pub foreseen: Option<Foreseen>,
}

/// The list.
#[component]
pub fn ClaimListPage(
    /// What every page is told.
    frame: Frame,
    /// Those of this page.
    rows: Vec<Claim>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = ClaimsWords::of(language);
    let (waiting, things) = (WaitingWords::of(language), ThingWords::of(language));
    let headline = Headline {
        title: words.title,
        means: words.means,
        none: words.none,
    };
    let columns = vec![
        column(words.reference),
        column(waiting.customer),
        column(words.receipt),
        numbers(things.amount),
        column(words.quoted),
        column(things.status),
        column(waiting.why),
    ];
    let rows = rows.into_iter().map(|row| row_of(language, row));
    let rows = rows.collect();
    view! { <WorkList frame headline columns rows next /> }
}

fn row_of(language: Language, row: Claim) -> AnyView {
    let when = written::day_and_time(row.quoted_at, language);
    let progress = row.progress;
    view! {
        <tr>
            <th scope="row">
                <a class="code" href=format!("{PATH}/{}", row.id)>
                    {row.reference}
                </a>
            </th>
            <td>
                <a href=customer_path(&row.party.account)>{named(&row.party)}</a>
            </td>
            <td class="code">{row.receipt}</td>
            <td class="num">{row.amount.map(written::amount)}</td>
            <td class="when">{when}</td>
            <td>
                <ProgressMark language progress />
            </td>
            <td lang="en">{row.reason}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn ProgressMark(language: Language, progress: Progress) -> impl IntoView {
    let words = ClaimsWords::of(language);
    let (shape, word) = match progress {
        Progress::Asked => (Shape::Unknown, words.asked),
        Progress::WithStaff => (Shape::Open, words.with_staff),
        Progress::Settled => (Shape::Done, words.settled),
        Progress::Closed => (Shape::Void, words.closed),
    };
    view! { <Status shape word /> }
}

/// One quoted receipt.
#[component]
pub fn ClaimPage(
    /// What every page is told.
    frame: Frame,
    /// The claim.
    claim: Claim,
    /// The payment with this receipt.
    found: Option<Found>,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = ClaimsWords::of(language);
    let heading = (words.one)(&claim.reference);
    let done = (frame.done.as_deref() == Some(CLOSED))
        .then(|| view! { <Notice headline=words.done answers=true /> }.into_any());
    let open = matches!(claim.progress, Progress::Asked | Progress::WithStaff);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ResolveClaim));
    let acts = open && may;
    let closed = claim.closed.clone().map(|(by, at, reason)| {
        let when = written::day_and_time(at, language);
        view! {
            <Notice headline=(words.closed_by)(&by, &when)>
                <p>{reason}</p>
            </Notice>
        }
    });
    let facts = facts(language, &claim);
    let finding = found.clone().map_or_else(
        || {
            view! {
                <Notice headline=words.unknown>
                    <p>{words.unknown_means}</p>
                </Notice>
            }
            .into_any()
        },
        |found| view! { <Finding language found /> }.into_any(),
    );
    let give = found.filter(|_| acts).and_then(|found| {
        let foreseen = found.foreseen.clone()?;
        let (claim, frame, form) = (claim.clone(), frame.clone(), form.clone());
        Some(view! { <Give frame claim found foreseen form /> })
    });
    let close = acts.then(|| {
        let (claim, form) = (claim.clone(), form.clone());
        view! { <Close language claim form /> }
    });
    view! {
        <WorkPage frame heading form done list=PATH>
            {closed}
            <Facts facts />
            {finding}
            {give}
            {close}
        </WorkPage>
    }
}

fn facts(language: Language, claim: &Claim) -> Vec<(&'static str, AnyView)> {
    let words = ClaimsWords::of(language);
    let party = claim.party.clone();
    let progress = claim.progress;
    let customer = view! { <a href=customer_path(&party.account)>{named(&party)}</a> };
    let mut facts = vec![
        (
            ThingWords::of(language).status,
            view! { <ProgressMark language progress /> }.into_any(),
        ),
        (WaitingWords::of(language).customer, customer.into_any()),
        (
            WaitingWords::of(language).why,
            view! { <span lang="en">{claim.reason.clone()}</span> }.into_any(),
        ),
        (
            words.quoted,
            written::day_and_time(claim.quoted_at, language).into_any(),
        ),
    ];
    let said = [
        (words.receipt, claim.receipt.clone()),
        (words.amount, claim.amount.map(written::with_currency)),
        (
            words.paid_at,
            claim.paid_at.map(|at| written::day_and_time(at, language)),
        ),
    ];
    let said = said
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?.into_any())));
    facts.extend(said);
    facts
}

#[component]
fn Finding(language: Language, found: Found) -> impl IntoView {
    let words = ClaimsWords::of(language);
    let headline = match &found.owner {
        _ if found.theirs => words.theirs.to_owned(),
        Some(owner) => (words.owned_by)(&named(owner)),
        None => words.unowned.to_owned(),
    };
    let payment = WaitingWords::of(language).payment;
    view! {
        <Notice headline>
            <p>
                <a href=payment_path(&found.id)>{payment} " " {found.receipt}</a>
            </p>
        </Notice>
    }
}

/// The payment becomes the customer's.
#[component]
fn Give(
    frame: Frame,
    claim: Claim,
    found: Found,
    foreseen: Foreseen,
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = ClaimsWords::of(language);
    let over = foreseen
        .is_over_limit()
        .then(|| view! { <OverLimit frame=frame.clone() foreseen=foreseen.clone() /> });
    let may_go_on = !foreseen.is_over_limit()
        || frame
            .role()
            .is_some_and(|role| role.may(Permission::GoOverLimit));
    let sentences = consequences(language, &foreseen);
    let action = format!("{PATH}/{}/give", claim.id);
    let id = found.id.to_string();
    let confirmation = may_go_on.then(|| {
        view! {
            <Confirmation
                language
                action
                consequences=sentences
                button=words.give_button
                back=PATH
            >
                <input type="hidden" name=PAYMENT_FIELD value=id />
                <Outcome language form=form.clone() name=REASON_FIELD />
                <OverrideField language form foreseen />
            </Confirmation>
        }
    });
    view! {
        <section class="section stack" aria-labelledby="give">
            <h2 id="give">{(words.give)(&found.receipt, &named(&claim.party))}</h2>
            {over}
            {confirmation}
        </section>
    }
}

#[component]
fn Outcome(language: Language, form: Entered, name: &'static str) -> impl IntoView {
    let words = ClaimsWords::of(language);
    view! {
        <TextField
            form
            name
            label=words.outcome
            hint=words.outcome_hint
            rows=2
        />
    }
}

/// It ends without a payment.
#[component]
fn Close(language: Language, claim: Claim, form: Entered) -> impl IntoView {
    let words = ClaimsWords::of(language);
    view! {
        <Act
            language
            id="close"
            heading=words.close
            action=format!("{PATH}/{}/close", claim.id)
            consequences=vec![words.close_means]
            button=words.close_button
            list=PATH
        >
            <Outcome language form name=CLOSING_FIELD />
        </Act>
    }
}
