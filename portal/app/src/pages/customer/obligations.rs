//! `/obligations`: everything that a customer has or had to pay.

use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::settled::{Settled, SettledMark};
use crate::frame::{Frame, Section};
use crate::words::customer::obligations::ObligationsWords;
use crate::written;

/// Which obligations the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Every one.
    All,
    /// Those of which something is left to pay.
    ToPay,
    /// Those that are paid.
    Paid,
    /// Those that were called off.
    Cancelled,
}

impl Shown {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::All, Self::ToPay, Self::Paid, Self::Cancelled];

    /// Its value in an address.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::ToPay => "to-pay",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }

    /// The choice of a value; every one where it is none of them.
    #[must_use]
    pub fn of_value(value: &str) -> Self {
        let found = Self::ALL.into_iter().find(|one| one.value() == value);
        found.unwrap_or(Self::All)
    }

    /// Where the list with this choice begins.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::All => "/obligations".to_owned(),
            other => format!("/obligations?status={}", other.value()),
        }
    }

    fn name(self, words: &ObligationsWords) -> &'static str {
        match self {
            Self::All => words.all,
            Self::ToPay => words.to_pay,
            Self::Paid => words.paid,
            Self::Cancelled => words.cancelled,
        }
    }

    fn nothing(self, words: &ObligationsWords) -> &'static str {
        match self {
            Self::All => words.none,
            Self::ToPay => words.nothing_to_pay,
            Self::Paid => words.nothing_paid,
            Self::Cancelled => words.nothing_cancelled,
        }
    }
}

/// One obligation in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObligationLine {
    /// Which one.
    pub id: ObligationId,
    /// What it is for.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    pub institution: Option<String>,
    /// What the payer may quote.
    pub payment_code: Option<String>,
    /// The total.
    pub amount: Money,
    /// What is paid of it.
    pub paid: Money,
    /// What is still due of it.
    pub outstanding: Money,
    /// The first day on which something of it is due that is not paid.
    pub due_on: Option<NaiveDate>,
    /// How it stands.
    pub settled: Settled,
}

/// The log: what, to whom, how much, how it stands.
#[component]
pub fn ObligationsPage(
    /// What every page is told.
    frame: Frame,
    /// Which ones are shown.
    shown: Shown,
    /// The currency of all amounts.
    currency: Currency,
    /// One page of them, newest first.
    lines: Vec<ObligationLine>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = ObligationsWords::of(language);
    let us = frame.payee.name.to_string();
    let list = if lines.is_empty() {
        view! { <Nothing shown words /> }.into_any()
    } else {
        let lines = lines.into_iter();
        let lines = lines.map(|line| view! { <Line language us=us.clone() line /> });
        view! {
            <p class="small quiet">{(words.amounts_in)(currency.code())}</p>
            <ul class="rows">{lines.collect_view()}</ul>
            <More language href=next />
        }
        .into_any()
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Obligations>
            <div class="stack">
                <h1>{words.title}</h1>
                <Filter shown words />
                {list}
            </div>
        </Layout>
    }
}

#[component]
fn Filter(shown: Shown, words: &'static ObligationsWords) -> impl IntoView {
    let choices = Shown::ALL.map(|choice| {
        let current = (choice == shown).then_some("page");
        view! {
            <li>
                <a href=choice.path() aria-current=current>
                    {choice.name(words)}
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label=words.filter>
            <ul class="filter">{choices.collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Nothing(shown: Shown, words: &'static ObligationsWords) -> impl IntoView {
    let then = match shown {
        Shown::All => view! { <p>{words.none_means}</p> }.into_any(),
        _ => view! {
            <p>
                <a class="tap" href=Shown::All.path()>
                    {words.show_all}
                </a>
            </p>
        }
        .into_any(),
    };
    view! {
        <p>
            <strong>{shown.nothing(words)}</strong>
        </p>
        {then}
    }
}

#[component]
fn Line(language: Language, us: String, line: ObligationLine) -> impl IntoView {
    let words = ObligationsWords::of(language);
    let payee = line.institution.unwrap_or(us);
    let code = line.payment_code.map(|code| {
        view! {
            {format!(" · {} ", words.payment_code)}
            <span class="code copy">{code}</span>
        }
    });
    let is_part = line.paid.is_positive() && line.outstanding.is_positive();
    let part = is_part.then(|| {
        let (paid, left) = (
            written::amount(line.paid),
            written::amount(line.outstanding),
        );
        view! { <span class="quiet whole">{(words.paid_of_it)(&paid, &left)}</span> }
    });
    let due = line.due_on.map(|day| {
        let day = written::day(day, language);
        let due = if line.settled.overdue {
            (words.due_since)(&day)
        } else {
            (words.next_due)(&day)
        };
        view! { <span class="quiet whole">{due}</span> }
    });
    view! {
        <li>
            <a href=format!("/obligations/{}", line.id)>{line.description}</a>
            <span class="num">{written::amount(line.amount)}</span>
            <span class="quiet">{(words.to)(&payee)} {code}</span>
            <span class="end">
                <SettledMark language settled=line.settled />
            </span>
            {due}
            {part}
        </li>
    }
}
