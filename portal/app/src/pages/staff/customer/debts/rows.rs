//! Charges as rows: open ones with a box to tick, settled ones without.

use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::scroll::Scroll;
use crate::components::settled::{Settled, SettledMark};
use crate::form::Entered;
use crate::pages::staff::customer::debts::TICK;
use crate::views::obligation::obligation_path;
use crate::words::staff::debts::DebtsWords;
use crate::words::things::ThingWords;
use crate::written;

/// One instalment of an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtRow {
    /// The obligation.
    pub id: ObligationId,
    /// The instalment.
    pub number: u32,
    /// How many the obligation has.
    pub of: u32,
    /// What it is for.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    pub institution: Option<String>,
    /// When it is due.
    pub due_on: NaiveDate,
    /// Days since then; 0 for what is not overdue.
    pub days_overdue: u32,
    /// How much.
    pub amount: Money,
    /// What is paid of it.
    pub paid: Money,
    /// What is not.
    pub outstanding: Money,
    /// How it stands.
    pub settled: Settled,
}

impl DebtRow {
    /// The value of its box.
    #[must_use]
    pub fn tick(&self) -> String {
        format!("{}/{}", self.id, self.number)
    }

    /// `2 of 3`.
    fn dose(&self, language: Language) -> String {
        let of = usize::try_from(self.of).unwrap_or(usize::MAX);
        (ThingWords::of(language).dose_of)(self.number, of)
    }
}

/// What is owed, each with a box.
#[component]
pub fn Charges(
    /// The language of the page.
    language: Language,
    /// What is owed.
    rows: Vec<DebtRow>,
    /// What is ticked.
    form: Entered,
) -> impl IntoView {
    let words = DebtsWords::of(language);
    let error = form.error(TICK).map(str::to_owned);
    let error = error.map(|error| view! { <p class="error">{error}</p> });
    let body = rows.into_iter().enumerate().map(|(index, row)| {
        let value = row.tick();
        let id = match index {
            0 => TICK.to_owned(),
            _ => format!("{TICK}-{index}"),
        };
        let tick = view! {
            <td>
                <input
                    type="checkbox"
                    id=id
                    name=TICK
                    value=value.clone()
                    checked=form.has(TICK, &value)
                    data-cents=row.outstanding.cents()
                    aria-label=(words.tick_one)(&row.description, &row.dose(language))
                />
            </td>
        };
        view! { <tr>{tick} <Cells language row /></tr> }
    });
    let body = body.collect_view();
    view! {
        <div class="field">
            {error}
            <p hidden data-live-only="">
                <label class="choice" for="tick-all">
                    <input type="checkbox" id="tick-all" data-all="" />
                    <span>{words.tick_all}</span>
                </label>
            </p>
            <Scroll label=words.charges_caption>
                <table class="dense">
                    <caption class="hidden">{words.charges_caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.tick}</th>
                            <Headings language />
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </Scroll>
        </div>
    }
}

/// What is settled or cancelled.
#[component]
pub fn SettledCharges(
    /// The language of the page.
    language: Language,
    /// What was owed.
    rows: Vec<DebtRow>,
) -> impl IntoView {
    let words = DebtsWords::of(language);
    let has_any = !rows.is_empty();
    let body = rows
        .into_iter()
        .map(|row| view! { <tr><Cells language row /></tr> });
    let body = body.collect_view();
    has_any.then(|| {
        view! {
            <Scroll label=words.settled_caption>
                <table class="dense">
                    <caption>{words.settled_caption}</caption>
                    <thead>
                        <tr>
                            <Headings language />
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </Scroll>
        }
    })
}

#[component]
fn Headings(language: Language) -> impl IntoView {
    let words = DebtsWords::of(language);
    let things = ThingWords::of(language);
    view! {
        <th scope="col">{things.obligation}</th>
        <th scope="col">{things.instalment}</th>
        <th scope="col">{things.due_date}</th>
        <th scope="col">{words.late}</th>
        <th scope="col">{things.status}</th>
        <th scope="col" class="num">
            {words.total}
        </th>
        <th scope="col" class="num">
            {things.paid}
        </th>
        <th scope="col" class="num">
            {things.balance}
        </th>
    }
}

#[component]
fn Cells(language: Language, row: DebtRow) -> impl IntoView {
    let words = DebtsWords::of(language);
    let dose = row.dose(language);
    let late = (row.days_overdue > 0).then(|| (words.days_late)(row.days_overdue));
    let institution = row
        .institution
        .map(|name| view! { <span class="quiet">" " {name}</span> });
    view! {
        <th scope="row">
            <a href=obligation_path(&row.id)>{row.description}</a>
            {institution}
        </th>
        <td>{dose}</td>
        <td>{written::day(row.due_on, language)}</td>
        <td>{late}</td>
        <td>
            <SettledMark language settled=row.settled />
        </td>
        <td class="num">{written::amount(row.amount)}</td>
        <td class="num">{written::amount(row.paid)}</td>
        <td class="num">{written::amount(row.outstanding)}</td>
    }
}
