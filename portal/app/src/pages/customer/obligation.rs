//! `/obligations/{id}`: one obligation with its instalments and what it was paid with. What only staff may read never
//! reaches this page.

use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::moved::Moved;
use crate::components::notice::{Notice, Weight};
use crate::components::settled::{Settled, SettledMark};
use crate::frame::{Frame, Section};
use crate::views::obligation::Dose;
use crate::words::customer::obligation::ObligationWords;
use crate::words::things::ThingWords;
use crate::written;

/// An obligation as its customer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Which one.
    pub id: ObligationId,
    /// What it is for.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    pub institution: Option<String>,
    /// What the payer may quote.
    pub payment_code: Option<String>,
    /// The day on which it was written down.
    pub since: NaiveDate,
    /// The total, without what was cancelled.
    pub amount: Money,
    /// What is paid of it.
    pub paid: Money,
    /// What is still due of it.
    pub outstanding: Money,
    /// How it stands.
    pub settled: Settled,
    /// Since when it is cancelled, and what need not be paid any more.
    pub cancelled: Option<(NaiveDate, Money)>,
    /// Its instalments, by number.
    pub doses: Vec<Dose>,
    /// What was put to it, newest payment first.
    pub settlements: Vec<Settlement>,
    /// Whether older payments were not looked at.
    pub older_settlements: bool,
}

/// An amount of a payment that was put to an instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The number of the payment in the customer's account.
    pub payment: u64,
    /// Its receipt.
    pub receipt: String,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// The instalment.
    pub instalment: u32,
    /// How much.
    pub amount: Money,
}

/// How far it is paid, then when what is due, then what it was paid with.
#[component]
pub fn ObligationPage(
    /// What every page is told.
    frame: Frame,
    /// The obligation.
    owed: Owed,
) -> impl IntoView {
    let language = frame.language;
    let words = ObligationWords::of(language);
    let us = frame.payee.name.to_string();
    let title = owed.description.clone();
    let cancelled = owed.cancelled.map(|(day, amount)| {
        let day = written::day(day, language);
        let means = (words.cancelled_means)(&day, &written::with_currency(amount));
        view! {
            <Notice weight=Weight::Caution headline=words.cancelled>
                <p>{means}</p>
            </Notice>
        }
    });
    let pay = owed.outstanding.is_positive().then(|| {
        view! {
            <p>
                <a class="button" href=format!("/pay?obligation={}", owed.id)>
                    {words.pay}
                </a>
            </p>
        }
    });
    let facts = facts(&owed, &us, language);
    let count = owed.doses.len();
    let doses = owed.doses.into_iter();
    let doses = doses.map(|dose| view! { <DoseLine language dose count /> });
    let doses = doses.collect_view();
    view! {
        <Layout frame title=title.clone() section=Section::Obligations>
            <div class="stack">
                <h1>{title}</h1>
                {cancelled}
                <Progress language paid=owed.paid amount=owed.amount settled=owed.settled />
                {pay}
                <Facts facts />
            </div>
            <section class="section" aria-labelledby="instalments">
                <header>
                    <h2 id="instalments">{words.instalments}</h2>
                </header>
                <ul class="rows">{doses}</ul>
            </section>
            <Settlements language settlements=owed.settlements older=owed.older_settlements />
            <p class="section">
                <a class="tap" href="/obligations">
                    {words.all}
                </a>
            </p>
        </Layout>
    }
}

/// A bar for the eye, the sentence for everyone.
#[component]
fn Progress(language: Language, paid: Money, amount: Money, settled: Settled) -> impl IntoView {
    let words = ObligationWords::of(language);
    let (paid_text, amount_text) = (written::with_currency(paid), written::with_currency(amount));
    let sentence = if paid == amount {
        (words.all_paid)(&amount_text)
    } else {
        (words.paid_of)(&paid_text, &amount_text)
    };
    amount.is_positive().then(|| {
        view! {
            <p class="paid">
                <span>{sentence}</span>
                <SettledMark language settled />
                <progress
                    aria-label=words.progress
                    value=paid.cents().to_string()
                    max=amount.cents().to_string()
                ></progress>
            </p>
        }
    })
}

fn facts(owed: &Owed, us: &str, language: Language) -> Vec<(String, AnyView)> {
    let words = ObligationWords::of(language);
    let things = ThingWords::of(language);
    let payee = match &owed.institution {
        Some(institution) => (words.collected_by)(institution, us),
        None => us.to_owned(),
    };
    let money = |amount: Money| {
        let text = written::with_currency(amount);
        view! { <span class="code">{text}</span> }.into_any()
    };
    let mut facts = vec![(words.payee.to_owned(), payee.into_any())];
    if let Some(code) = owed.payment_code.clone() {
        let code = view! {
            <span class="code copy">{code}</span>
            <br />
            <span class="small quiet">{words.payment_code_hint}</span>
        };
        facts.push((words.payment_code.to_owned(), code.into_any()));
    }
    facts.push((things.outstanding.to_owned(), money(owed.outstanding)));
    let since = written::day(owed.since, language);
    facts.push((words.since.to_owned(), since.into_any()));
    facts
}

#[component]
fn DoseLine(language: Language, dose: Dose, count: usize) -> impl IntoView {
    let words = ObligationWords::of(language);
    let left = dose.amount.left_after(dose.paid);
    let is_part = dose.paid.is_positive() && left.is_positive();
    let part = is_part.then(|| {
        let (paid, left) = (written::amount(dose.paid), written::amount(left));
        view! { <span class="quiet whole">{(words.paid_of_it)(&paid, &left)}</span> }
    });
    let was_moved = dose.nominal_on != dose.due_on;
    let moved = was_moved.then(|| {
        let Dose {
            nominal_on,
            due_on,
            moved_over,
            ..
        } = dose.clone();
        view! {
            <span class="quiet whole">
                <Moved language nominal_on due_on moved_over />
            </span>
        }
    });
    let amount = if dose.settled.cancelled {
        dose.cancelled
    } else {
        dose.amount
    };
    view! {
        <li>
            <span>{(words.instalment_of)(dose.number, count)}</span>
            <span class="num">{written::amount(amount)}</span>
            <span class="quiet">{(words.due)(&written::day(dose.due_on, language))}</span>
            <span class="end">
                <SettledMark language settled=dose.settled />
            </span>
            {moved}
            {part}
        </li>
    }
}

#[component]
fn Settlements(language: Language, settlements: Vec<Settlement>, older: bool) -> impl IntoView {
    let words = ObligationWords::of(language);
    let things = ThingWords::of(language);
    let list = if settlements.is_empty() {
        view! { <p>{words.nothing_put}</p> }.into_any()
    } else {
        let lines = settlements.into_iter().map(|one| {
            view! {
                <li>
                    <a href=format!("/payments/{}", one.payment)>
                        {things.receipt} " " <span class="code">{one.receipt}</span>
                    </a>
                    <span class="num">{written::amount(one.amount)}</span>
                    <span class="quiet whole">
                        {written::day_and_time(one.paid_at, language)} ", "
                        {(words.put_to)(one.instalment)}
                    </span>
                </li>
            }
        });
        view! { <ul class="rows">{lines.collect_view()}</ul> }.into_any()
    };
    let older = older.then(|| view! { <p class="small quiet">{words.older_not_shown}</p> });
    view! {
        <section class="section" aria-labelledby="settled">
            <header>
                <h2 id="settled">{words.settled_by}</h2>
            </header>
            {list}
            {older}
        </section>
    }
}
