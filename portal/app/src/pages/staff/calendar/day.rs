//! `/staff/calendar/{day}`: what falls due on one day, page by page.

use billing::business_days::ClosedDay;
use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::months::month_path;
use crate::components::more::More;
use crate::components::moved::Moved;
use crate::components::scroll::Scroll;
use crate::components::settled::{Settled, SettledMark};
use crate::frame::{Frame, Section};
use crate::pages::staff::calendar::{DueSum, PATH, Rest, day_path, in_words};
use crate::views::customer::customer_path;
use crate::views::obligation::obligation_path;
use crate::views::payment::Party;
use crate::words::staff::calendar::CalendarWords;
use crate::words::staff::obligations::ObligationsWords;
use crate::words::things::ThingWords;
use crate::written;

/// A page of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPart {
    /// The day.
    pub on: NaiveDate,
    /// Whether it is today.
    pub is_today: bool,
    /// Why business may rest on it.
    pub rest: Rest,
    /// What all of the day comes to.
    pub sum: Sum,
    /// What is on this page.
    pub rows: Vec<DueRow>,
    /// Where the next page is.
    pub next: Option<String>,
}

/// What a day comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// It was counted.
    Of(DueSum),
    /// There is too much to count: more than so many instalments.
    MoreThan(usize),
    /// It stands on the first page of the day only.
    OnFirstPage,
}

/// An instalment that falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRow {
    /// Who owes it.
    pub customer: Party,
    /// Of what it is a part.
    pub obligation: ObligationId,
    /// What that is for.
    pub description: String,
    /// Its number.
    pub number: u32,
    /// Of how many.
    pub of: usize,
    /// The day that the plan asks for.
    pub nominal_on: NaiveDate,
    /// The closed days because of which that is not the day.
    pub moved_over: Vec<ClosedDay>,
    /// How much.
    pub amount: Money,
    /// What is paid of it.
    pub paid: Money,
    /// What is still to be paid of it.
    pub outstanding: Money,
    /// How it stands.
    pub settled: Settled,
}

/// The page.
#[component]
pub fn DuePage(
    /// What every page is told.
    frame: Frame,
    /// The part of the day.
    day: DayPart,
) -> impl IntoView {
    let language = frame.language;
    let words = CalendarWords::of(language);
    let title = (words.title)(&written::day_full(day.on, language));
    let rest = day.rest.words(day.is_today, language);
    let rest = rest.map(|rest| view! { <p class="quiet">{rest}</p> });
    let nothing = day.rows.is_empty();
    let sum = match day.sum {
        Sum::Of(sum) if sum.count > 0 => Some(in_words(&sum, language)),
        Sum::MoreThan(count) => Some((words.stopped)(&written::count(count))),
        Sum::OnFirstPage if nothing => Some(words.nothing_more.to_owned()),
        Sum::Of(_) => Some(words.nothing_on_day.to_owned()),
        Sum::OnFirstPage => None,
    };
    let sum = sum.map(|sum| view! { <p>{sum}</p> });
    let on = day.on;
    let table = (!nothing).then(|| view! { <Table language on rows=day.rows /> });
    view! {
        <Layout frame title=title.clone() section=Section::Calendar wide=true>
            <div class="stack">
                <h1>{title}</h1>
                {rest}
                {sum}
                <OtherDays language on />
                {table}
                <More language href=day.next />
            </div>
        </Layout>
    }
}

/// The days beside this one, and its month.
#[component]
fn OtherDays(language: Language, on: NaiveDate) -> impl IntoView {
    let words = CalendarWords::of(language);
    let link = |day: NaiveDate, rel: &'static str, arrow: [&'static str; 2]| {
        let [before, after] = arrow;
        view! {
            <li>
                <a href=day_path(day) rel=rel>
                    <span aria-hidden="true">{before}</span>
                    {written::day_short(day, language)}
                    <span aria-hidden="true">{after}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=words.other_days>
            <ul class="filter">
                {on.pred_opt().map(|day| link(day, "prev", ["←", ""]))}
                <li>
                    <a href=month_path(PATH, on)>{(words.whole)(&written::month(on, language))}</a>
                </li> {on.succ_opt().map(|day| link(day, "next", ["", "→"]))}
            </ul>
        </nav>
    }
}

#[component]
fn Table(language: Language, on: NaiveDate, rows: Vec<DueRow>) -> impl IntoView {
    let words = CalendarWords::of(language);
    let things = ThingWords::of(language);
    let currency = rows.first().map(|row| row.amount.currency().code());
    let caption = (words.caption_day)(currency.unwrap_or_default());
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row language row on /> });
    let rows = rows.collect_view();
    view! {
        <Scroll label=caption.clone()>
            <table class="dense">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{ObligationsWords::of(language).customer}</th>
                        <th scope="col">{things.obligation}</th>
                        <th scope="col">{things.instalment}</th>
                        <th scope="col">{things.status}</th>
                        <th scope="col" class="num">
                            {things.amount}
                        </th>
                        <th scope="col" class="num">
                            {things.paid}
                        </th>
                        <th scope="col" class="num">
                            {things.outstanding}
                        </th>
                        <th scope="col">{words.planned}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Scroll>
    }
}

#[component]
fn Row(language: Language, row: DueRow, on: NaiveDate) -> impl IntoView {
    let things = ThingWords::of(language);
    let Party { account, name, .. } = row.customer;
    // Whoever is not known any more still has an account number.
    let name = Some(name).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| written::account(&account));
    view! {
        <tr>
            <th scope="row">
                <a href=customer_path(&account)>{name}</a>
            </th>
            <td>
                <a href=obligation_path(&row.obligation)>{row.description}</a>
            </td>
            <td>{(things.dose_of)(row.number, row.of)}</td>
            <td>
                <SettledMark language settled=row.settled />
            </td>
            <td class="num">{written::amount(row.amount)}</td>
            <td class="num">{written::amount(row.paid)}</td>
            <td class="num">{written::amount(row.outstanding)}</td>
            <td class="quiet">
                <Moved
                    language
                    nominal_on=row.nominal_on
                    due_on=on
                    moved_over=row.moved_over
                />
            </td>
        </tr>
    }
}
