//! `/staff/obligations/{id}`: one obligation with its instalments, what was put to it, and every change.

pub mod describe;
pub mod history;
pub mod instalment;
pub mod instalments;
pub mod withdraw;

use billing::ids::PaymentId;
use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::scroll::Scroll;
use crate::components::settled::SettledMark;
use crate::frame::{Frame, Section};
use crate::pages::staff::obligation::history::{Change, History};
use crate::pages::staff::obligation::instalments::Instalments;
use crate::pages::staff::obligations::payee_words;
use crate::views::customer::customer_path;
use crate::views::obligation::{Dose, ObligationRow, obligation_path};
use crate::words::staff::obligation::ObligationWords;
use crate::words::things::ThingWords;
use crate::written;

/// After it was created.
pub const CREATED: &str = "created";
/// After its words were changed.
pub const DESCRIBED: &str = "described";
/// After an instalment was changed.
pub const CHANGED: &str = "changed";
/// After it was cancelled.
pub const CANCELLED: &str = "cancelled";
/// After it was restored.
pub const RESTORED: &str = "restored";

/// Everything about one obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObligationView {
    /// What a list shows of it.
    pub row: ObligationRow,
    /// Whether the customer is told about it.
    pub told: bool,
    /// What only staff see.
    pub comments: Option<String>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
    /// Set while what was unpaid of it is cancelled.
    pub cancelled: Option<Cancelled>,
    /// Its instalments.
    pub doses: Vec<Dose>,
    /// What payments were put to it, newest first.
    pub paid_by: Vec<PaidBy>,
    /// Whether there may be older payments that were not looked at.
    pub older: bool,
    /// Every change, newest first.
    pub changes: Vec<Change>,
}

/// It was cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// How much of it.
    pub amount: Money,
}

/// An amount of a payment that was put to one instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidBy {
    /// The payment.
    pub payment: PaymentId,
    /// When the payer paid.
    pub paid_at: DateTime<Utc>,
    /// The instalment.
    pub number: u32,
    /// How much of the payment.
    pub amount: Money,
}

/// The page.
#[component]
pub fn ObligationPage(
    /// What every page is told.
    frame: Frame,
    /// What is known about it.
    view: ObligationView,
) -> impl IntoView {
    let language = frame.language;
    let row = view.row.clone();
    let done = done(&frame);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ChangeObligation));
    let cancelled = view
        .cancelled
        .clone()
        .map(|one| view! { <CancelledNote language one /> });
    let doses = view.doses.clone();
    let is_cancelled = view.cancelled.is_some();
    view! {
        <Layout
            frame=frame.clone()
            title=row.description.clone()
            section=Section::Obligations
            wide=true
        >
            <div class="stack">
                {done} <h1>{row.description.clone()}</h1> <Figures language row=row.clone() />
                {cancelled} {may.then(|| view! { <Actions language view=view.clone() /> })}
                <About language view=view.clone() />
                <Instalments
                    language
                    id=row.id.clone()
                    doses
                    may_change=may && !is_cancelled
                />
                <PaidByTable
                    language
                    count=view.doses.len()
                    rows=view.paid_by
                    older=view.older
                    account=row.account
                /> <History language changes=view.changes />
            </div>
        </Layout>
    }
}

fn done(frame: &Frame) -> Option<AnyView> {
    let words = ObligationWords::of(frame.language);
    let headline = match frame.done.as_deref()? {
        CREATED => words.created_done,
        DESCRIBED => words.described_done,
        CHANGED => words.changed_done,
        CANCELLED => words.cancelled_done,
        RESTORED => words.restored_done,
        _ => return None,
    };
    Some(view! { <Notice headline answers=true /> }.into_any())
}

/// How much, how far paid, and the state.
#[component]
fn Figures(language: Language, row: ObligationRow) -> impl IntoView {
    let things = ThingWords::of(language);
    let figures = [
        (things.amount, row.amount),
        (things.paid, row.paid),
        (things.outstanding, row.outstanding),
    ];
    let figures = figures.map(|(name, money)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{written::with_currency(money)}</dd>
            </div>
        }
    });
    view! {
        <dl class="figures">
            {figures.collect_view()}
            <div>
                <dt>{things.status}</dt>
                <dd>
                    <SettledMark language settled=row.settled />
                </dd>
            </div>
        </dl>
    }
}

#[component]
fn CancelledNote(language: Language, one: Cancelled) -> impl IntoView {
    let words = ObligationWords::of(language);
    let at = written::day_and_time(one.at, language);
    view! {
        <Notice
            weight=Weight::Caution
            headline=(words.cancelled)(&written::with_currency(one.amount))
        >
            <p>{(words.cancelled_because)(&at, &one.by, &one.reason)}</p>
        </Notice>
    }
}

/// What may be done to it as a whole.
#[component]
fn Actions(language: Language, view: ObligationView) -> impl IntoView {
    let words = ObligationWords::of(language);
    let path = obligation_path(&view.row.id);
    let end = if view.cancelled.is_some() {
        Some(("restore", words.restore, "button plain"))
    } else if view.row.outstanding.is_positive() {
        Some(("cancel", words.cancel, "button danger"))
    } else {
        None
    };
    let end = end.map(|(last, name, class)| {
        view! {
            <a class=class href=format!("{path}/{last}")>
                {name}
            </a>
        }
    });
    view! {
        <p class="actions">
            <a class="button plain" href=format!("{path}/edit")>
                {words.describe}
            </a>
            {end}
        </p>
    }
}

#[component]
fn About(language: Language, view: ObligationView) -> impl IntoView {
    let words = ObligationWords::of(language);
    let things = ThingWords::of(language);
    let row = view.row;
    let none = || view! { <span class="quiet">{words.none}</span> }.into_any();
    let customer = view! {
        <a href=customer_path(&row.account)>{row.customer_name}</a>
        " "
        <span class="code">{written::account(&row.account)}</span>
    };
    let code = row
        .payment_code
        .map(|code| view! { <span class="code copy">{code}</span> });
    let created_at = written::day_and_time(view.created_at, language);
    let facts: Vec<(String, AnyView)> = vec![
        (words.customer.to_owned(), customer.into_any()),
        (
            words.payee.to_owned(),
            payee_words(language, &row.payee).into_any(),
        ),
        (
            words.code.to_owned(),
            code.map_or_else(none, IntoAny::into_any),
        ),
        (
            words.told.to_owned(),
            if view.told { things.yes } else { things.no }.into_any(),
        ),
        (
            words.comments.to_owned(),
            view.comments.map_or_else(none, IntoAny::into_any),
        ),
        (
            words.created.to_owned(),
            (words.at_by)(&created_at, &view.created_by).into_any(),
        ),
    ];
    view! {
        <section class="stack" aria-labelledby="about">
            <h2 id="about">{words.facts}</h2>
            <Facts facts />
        </section>
    }
}

#[component]
fn PaidByTable(
    language: Language,
    count: usize,
    rows: Vec<PaidBy>,
    older: bool,
    account: String,
) -> impl IntoView {
    let words = ObligationWords::of(language);
    let things = ThingWords::of(language);
    let more = older.then(|| {
        let href = format!("{}/payments", customer_path(&account));
        view! {
            <p>
                <a href=href>{words.more_allocations}</a>
            </p>
        }
    });
    let is_empty = rows.is_empty();
    let rows = rows.into_iter().map(move |one| {
        view! {
            <tr>
                <th scope="row">
                    <a class="code" href=format!("/staff/payments/{}", one.payment)>
                        {one.payment.receipt().to_string()}
                    </a>
                </th>
                <td>{written::day_and_time(one.paid_at, language)}</td>
                <td>{(things.dose_of)(one.number, count)}</td>
                <td class="num">{written::amount(one.amount)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let table = view! {
        <Scroll label=words.allocations_caption>
            <table class="dense">
                <caption class="hidden">{words.allocations_caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{things.payment}</th>
                        <th scope="col">{things.date}</th>
                        <th scope="col">{things.instalment}</th>
                        <th scope="col" class="num">
                            {things.amount}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Scroll>
    };
    let content = if is_empty {
        view! { <p>{words.no_allocations}</p> }.into_any()
    } else {
        table.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="paid-by">
            <h2 id="paid-by">{words.allocations}</h2>
            {content}
            {more}
        </section>
    }
}
