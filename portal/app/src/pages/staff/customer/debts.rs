//! `/staff/customers/{account}/debts`: every charge and payment with status, total and balance; what is ticked adds up.

pub mod ask;
pub mod rows;
pub mod settle;

use billing::aging::Age;
use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use leptos::prelude::*;
use portal_frontend::islands::tick_total::TickTotal;

use crate::components::error_summary::ErrorSummary;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::debts::rows::{Charges, DebtRow, SettledCharges};
use crate::pages::staff::customer::head::{CustomerTop, Tab};
use crate::pages::staff::customer::payments::{PaymentRow, PaymentTable};
use crate::views::customer::CustomerHead;
use crate::words::staff::debts::DebtsWords;
use crate::written;

/// The name of the ticks; the value of one says which charge.
pub const TICK: &str = "charge";
/// The name of the buttons.
pub const ACTION: &str = "action";
/// Add up what is ticked.
pub const TOTAL: &str = "total";
/// Say what putting credit to it would do.
pub const SETTLE: &str = "settle";
/// After credit was put to charges.
pub const SETTLED: &str = "settled";

/// What a customer owes and has paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debts {
    /// What is not due yet, and then each age.
    pub ages: Vec<(Option<Age>, Money)>,
    /// What is still owed, oldest due first.
    pub open: Vec<DebtRow>,
    /// What is settled or cancelled; empty unless asked for.
    pub settled: Vec<DebtRow>,
    /// Payments with a remainder, oldest first.
    pub credit: Vec<PaymentRow>,
    /// The latest other payments; empty unless asked for.
    pub used: Vec<PaymentRow>,
    /// Whether everything is shown.
    pub all: bool,
}

/// What is ticked, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticked {
    /// How many.
    pub count: usize,
    /// What is still to be paid of them.
    pub total: Money,
}

/// The page.
#[component]
pub fn DebtsPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// What they owe and have paid.
    debts: Debts,
    /// What is ticked, and what is wrong with it.
    form: Entered,
    /// What is ticked, added up.
    ticked: Ticked,
) -> impl IntoView {
    let language = frame.language;
    let words = DebtsWords::of(language);
    let title = Tab::Debts.title(language, &head);
    let path = format!("{}{}", head.path(), Tab::Debts.path());
    let done = (frame.done.as_deref() == Some(SETTLED))
        .then(|| view! { <Notice headline=words.settled_done answers=true /> });
    let may_settle = frame
        .role()
        .is_some_and(|role| role.may(Permission::AllocatePayment));
    let may_settle = may_settle && head.unallocated_credit.is_positive();
    let summary = view! { <ErrorSummary language form=form.clone() /> };
    let live = !debts.open.is_empty();
    let ages = debts.ages.clone();
    let paid = view! { <Paid language credit=debts.credit.clone() used=debts.used.clone() /> };
    view! {
        <Layout frame=frame.clone() title section=Section::Customers wide=true live>
            <div class="stack">
                {summary} {done} <CustomerTop frame head tab=Tab::Debts />
                <Ages language ages /> <Owed language path debts form ticked may_settle /> {paid}
            </div>
        </Layout>
    }
}

/// What is owed, to tick; and what was, where everything is shown.
#[component]
fn Owed(
    language: Language,
    path: String,
    debts: Debts,
    form: Entered,
    ticked: Ticked,
    may_settle: bool,
) -> impl IntoView {
    let words = DebtsWords::of(language);
    let settled = debts
        .all
        .then(|| view! { <SettledCharges language rows=debts.settled /> });
    let (switch, switch_to) = if debts.all {
        (words.show_open, path.clone())
    } else {
        (words.show_all, format!("{path}?show=all"))
    };
    let owed = if debts.open.is_empty() {
        view! { <p>{words.nothing_owed}</p> }.into_any()
    } else {
        view! {
            <TickTotal>
                <form class="stack" method="post" action=path>
                    <Charges language rows=debts.open form />
                    <Today language ticked may_settle />
                </form>
            </TickTotal>
        }
        .into_any()
    };
    view! {
        <section class="section stack" aria-labelledby="charges">
            <header>
                <h2 id="charges">{words.charges}</h2>
                <a href=switch_to>{switch}</a>
            </header>
            {owed}
            {settled}
        </section>
    }
}

/// Payments that are not used up, and the latest others where everything is shown.
#[component]
fn Paid(language: Language, credit: Vec<PaymentRow>, used: Vec<PaymentRow>) -> impl IntoView {
    let words = DebtsWords::of(language);
    let used = (!used.is_empty()).then(|| {
        view! { <PaymentTable language rows=used caption=words.used_caption /> }
    });
    let credit = if credit.is_empty() {
        view! { <p>{words.no_credit}</p> }.into_any()
    } else {
        view! { <PaymentTable language rows=credit caption=words.credit_caption /> }.into_any()
    };
    view! {
        <section class="section stack" aria-labelledby="payments">
            <h2 id="payments">{words.payments}</h2>
            {credit}
            {used}
        </section>
    }
}

/// What is owed by age; where all of it is zero there is nothing to tell.
#[component]
fn Ages(language: Language, ages: Vec<(Option<Age>, Money)>) -> impl IntoView {
    let words = DebtsWords::of(language);
    let has_any = ages.iter().any(|(_, money)| money.is_positive());
    let columns = ages.into_iter().map(|(age, money)| {
        view! {
            <div>
                <dt>{age_words(language, age)}</dt>
                <dd>{written::amount(money)}</dd>
            </div>
        }
    });
    let columns = columns.collect_view();
    has_any.then(|| {
        view! {
            <section class="section" aria-labelledby="ages">
                <h2 id="ages">{words.ages}</h2>
                <dl class="figures">{columns}</dl>
            </section>
        }
    })
}

/// The name of an age; nothing for what is not overdue.
#[must_use]
pub fn age_words(language: Language, age: Option<Age>) -> String {
    let words = DebtsWords::of(language);
    match age.map(Age::days) {
        None => words.not_due.to_owned(),
        Some((first, Some(last))) => (words.days)(first, last),
        Some((first, None)) => (words.over_days)(first.saturating_sub(1)),
    }
}

/// The sum of what is ticked, and what can be done with it.
#[component]
fn Today(language: Language, ticked: Ticked, may_settle: bool) -> impl IntoView {
    let words = DebtsWords::of(language);
    let settle = may_settle.then(|| {
        view! {
            <button class="button" name=ACTION value=SETTLE>
                {words.put_credit}
            </button>
        }
    });
    view! {
        <div class="answer">
            <p id="total-label">{words.total_today}</p>
            <p>
                <output class="amount" data-total="" aria-labelledby="total-label">
                    {written::with_currency(ticked.total)}
                </output>
            </p>
        </div>
        <p class="actions">
            <button class="button plain" name=ACTION value=TOTAL>
                {words.work_out}
            </button>
            {settle}
        </p>
    }
}
