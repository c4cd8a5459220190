//! The movements of an account over a period: choosing the period, the table, and the same as files.

use billing::language::Language;
use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::field::Field;
use crate::components::scroll::Scroll;
use crate::form::Entered;
use crate::words::statement::StatementWords;
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
    /// The page of what it is about.
    pub href: Option<String>,
    /// The code of the payment.
    pub code: Option<String>,
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

/// The period, and what moved in it.
#[component]
pub fn AccountMovements(
    /// The language of the page.
    language: Language,
    /// Where the page is; with `.pdf` and `.csv` behind it are the files.
    #[prop(into)]
    path: String,
    /// What is entered, and what is wrong with it.
    form: Entered,
    /// Periods that are offered.
    periods: Periods,
    /// The movements; nothing where the period cannot be shown.
    movements: Option<Movements>,
) -> impl IntoView {
    let movements = movements.map(|movements| {
        view! {
            <Downloads language path=path.clone() from=movements.from to=movements.to />
            <Table language movements />
        }
    });
    view! {
        <Period language path form periods />
        {movements}
    }
}

/// The choice of a period.
#[component]
pub fn Period(
    /// The language of the page.
    language: Language,
    /// Where the page is.
    path: String,
    /// What is entered, and what is wrong with it.
    form: Entered,
    /// Periods that are offered.
    periods: Periods,
) -> impl IntoView {
    let words = StatementWords::of(language);
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
    let words = StatementWords::of(language);
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

/// Laid out as a list on a phone, which would take the table from those who listen: so each part says what it is.
#[component]
fn Table(language: Language, movements: Movements) -> impl IntoView {
    let words = StatementWords::of(language);
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
            <tr class="edge" role="row">
                <td class="on" role="cell"></td>
                <th scope="row" role="rowheader">
                    {name}
                </th>
                <td class="num change" role="cell"></td>
                <td class="num change" role="cell"></td>
                <td class="num balance" role="cell">
                    <strong>{written::amount(balance)}</strong>
                </td>
            </tr>
        }
    };
    view! {
        <Scroll label=caption.clone()>
            <table class="dense movements" role="table">
                <caption>{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">
                            {things.date}
                        </th>
                        <th scope="col" role="columnheader">
                            {words.what}
                        </th>
                        <th scope="col" role="columnheader" class="num">
                            {words.debit}
                        </th>
                        <th scope="col" role="columnheader" class="num">
                            {words.credit}
                        </th>
                        <th scope="col" role="columnheader" class="num">
                            {things.balance}
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
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
    let words = StatementWords::of(language);
    let balance = ThingWords::of(language).balance;
    let what = match line.href {
        Some(href) => view! { <a href=href>{line.what}</a> }.into_any(),
        None => line.what.into_any(),
    };
    let code = line.code.map(|code| {
        view! {
            " "
            <span class="code quiet">{code}</span>
        }
    });
    let (debit, credit) = if line.change.is_negative() {
        (Some(written::amount(line.change.negated())), None)
    } else {
        (None, Some(written::amount(line.change)))
    };
    view! {
        <tr role="row">
            <td class="on" role="cell">
                {written::day(line.on, language)}
            </td>
            <th scope="row" role="rowheader">
                {what}
                {code}
            </th>
            <td class="num change" role="cell" data-label=words.debit>
                {debit}
            </td>
            <td class="num change" role="cell" data-label=words.credit>
                {credit}
            </td>
            <td class="num balance" role="cell" data-label=balance>
                {written::amount(line.balance)}
            </td>
        </tr>
    }
}
