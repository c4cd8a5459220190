//! `/staff/customers/{account}/statement?from&to`: the movements of a period, with the balance after each.

use billing::language::Language;
use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::layout::Layout;
use crate::components::scroll::Scroll;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::head::{CustomerTop, Tab};
use crate::views::customer::CustomerHead;
use crate::words::layout::LayoutWords;
use crate::words::staff::customer_statement::CustomerStatementWords;
use crate::words::things::ThingWords;
use crate::written;

/// The movements of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movements {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Balance before the first line.
    pub opening: Money,
    /// Movements, oldest first.
    pub lines: Vec<Movement>,
    /// Balance after the last line.
    pub closing: Money,
}

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The day.
    pub on: NaiveDate,
    /// What happened, in words.
    pub what: String,
    /// What it is about: a code or a name, and where it is shown.
    pub about: Option<(String, String)>,
    /// How the balance changed.
    pub change: Money,
    /// The balance after it.
    pub balance: Money,
}

/// A period that is one link away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// The month of today.
    pub this_month: (NaiveDate, NaiveDate),
    /// The month before.
    pub last_month: (NaiveDate, NaiveDate),
    /// The year of today.
    pub this_year: (NaiveDate, NaiveDate),
}

/// The page.
#[component]
pub fn CustomerStatementPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// What is entered, and what is wrong with it.
    form: Entered,
    /// Periods that are offered.
    periods: Periods,
    /// The movements; nothing where the period cannot be shown.
    movements: Option<Movements>,
) -> impl IntoView {
    let language = frame.language;
    let title = Tab::Statement.title(language, &head);
    let title = match form.is_refused() {
        true => (LayoutWords::of(language).error_title)(&title),
        false => title,
    };
    let path = format!("{}{}", head.path(), Tab::Statement.path());
    let movements = movements.map(|movements| {
        view! { <Downloads language path=path.clone() from=movements.from to=movements.to /> <Table language movements /> }
    });
    view! {
        <Layout frame=frame.clone() title section=Section::Customers wide=true>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <CustomerTop frame head tab=Tab::Statement />
                <Period language path form periods />
                {movements}
            </div>
        </Layout>
    }
}

#[component]
fn Period(language: Language, path: String, form: Entered, periods: Periods) -> impl IntoView {
    let words = CustomerStatementWords::of(language);
    let offers = [
        (words.this_month, periods.this_month),
        (words.last_month, periods.last_month),
        (words.this_year, periods.this_year),
    ];
    let offers = offers.map(|(name, (from, to))| {
        view! {
            <li>
                <a href=format!("{path}?from={from}&to={to}")>{name}</a>
            </li>
        }
    });
    view! {
        <nav aria-label=words.periods>
            <ul class="switch">{offers.collect_view()}</ul>
        </nav>
        <form class="inline" method="get" action=path>
            <Field form=form.clone() name="from" label=words.from kind="date" />
            <Field form name="to" label=words.to kind="date" />
            <button class="button plain">{words.show}</button>
        </form>
    }
}

#[component]
fn Downloads(language: Language, path: String, from: NaiveDate, to: NaiveDate) -> impl IntoView {
    let words = CustomerStatementWords::of(language);
    let links = [("pdf", words.pdf), ("csv", words.csv)];
    let links = links.map(|(kind, name)| {
        view! {
            <a class="button plain small" href=format!("{path}.{kind}?from={from}&to={to}")>
                {name}
            </a>
        }
    });
    view! { <p class="actions">{links.collect_view()}</p> }
}

#[component]
fn Table(language: Language, movements: Movements) -> impl IntoView {
    let words = CustomerStatementWords::of(language);
    let things = ThingWords::of(language);
    let [from, to] = [movements.from, movements.to].map(|day| written::day(day, language));
    let caption = (words.caption)(&from, &to);
    let none = movements
        .lines
        .is_empty()
        .then(|| view! { <p>{words.none}</p> });
    let lines = movements
        .lines
        .into_iter()
        .map(|line| view! { <Line language line /> });
    let lines = lines.collect_view();
    let edge = |name: &'static str, balance: Money| {
        view! {
            <tr>
                <td></td>
                <th scope="row">{name}</th>
                <td></td>
                <td></td>
                <td class="num">
                    <strong>{written::amount(balance)}</strong>
                </td>
            </tr>
        }
    };
    view! {
        <Scroll label=caption.clone()>
            <table class="dense">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{things.date}</th>
                        <th scope="col">{words.what}</th>
                        <th scope="col" class="num">
                            {words.debit}
                        </th>
                        <th scope="col" class="num">
                            {words.credit}
                        </th>
                        <th scope="col" class="num">
                            {things.balance}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {edge(words.opening, movements.opening)} {lines}
                    {edge(words.closing, movements.closing)}
                </tbody>
            </table>
        </Scroll>
        {none}
    }
}

#[component]
fn Line(language: Language, line: Movement) -> impl IntoView {
    let about = line.about.map(|(name, href)| {
        view! {
            " "
            <a href=href>{name}</a>
        }
    });
    let (debit, credit) = if line.change.is_negative() {
        (Some(written::amount(line.change.negated())), None)
    } else {
        (None, Some(written::amount(line.change)))
    };
    view! {
        <tr>
            <td>{written::day(line.on, language)}</td>
            <th scope="row">{line.what} {about}</th>
            <td class="num">{debit}</td>
            <td class="num">{credit}</td>
            <td class="num">{written::amount(line.balance)}</td>
        </tr>
    }
}
