//! A few amounts next to each other, each with its name and its number.

use billing::money::Money;
use leptos::prelude::*;

use crate::components::charts::picture::{ChartWords, Picture};
use crate::components::charts::scale::{cents, share};
use crate::written;

/// The height of a bar with its words above it, in pixels.
const ROW_PX: i64 = 44;

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is, such as `8 to 30 days`.
    pub name: String,
    /// How much.
    pub amount: Money,
    /// Further numbers of the table, in the order of their headings.
    pub counts: Vec<usize>,
}

/// The headings of the table.
#[derive(Debug, Clone)]
pub struct BarsHeads {
    /// Of the names.
    pub name: String,
    /// Of the amounts, with the currency.
    pub amount: String,
    /// Of the further numbers.
    pub counts: Vec<String>,
}

/// Bars from the left, such as what is overdue by age.
#[component]
pub fn Bars(
    /// No other chart of the page has it.
    #[prop(into)]
    id: String,
    /// What is said about it.
    words: ChartWords,
    /// The headings of the table.
    heads: BarsHeads,
    /// The bars, the first one on top.
    bars: Vec<Bar>,
) -> impl IntoView {
    let most = bars.iter().map(|bar| cents(bar.amount)).max().unwrap_or(0);
    let drawing = (most > 0).then(|| drawn(&bars, most).into_any());
    let height = ROW_PX * i64::try_from(bars.len()).unwrap_or(0);
    let table = Some(table(heads, bars).into_any());
    view! { <Picture id words height drawing table key=None /> }
}

fn drawn(bars: &[Bar], most: i64) -> impl IntoView + use<> {
    let tops = (0_i64..).map(|row| row * ROW_PX);
    let rows = bars.iter().zip(tops).map(|(bar, top)| {
        let words = (top + 14).to_string();
        let edge = (top + 20).to_string();
        let amount = cents(bar.amount);
        let filled = (amount > 0).then(|| {
            let edge = edge.clone();
            view! { <rect class="part full" x="0" y=edge width=share(amount, most) height="12"></rect> }
        });
        view! {
            <text class="value" x="0" y=words.clone()>
                {bar.name.clone()}
            </text>
            <text class="value" x="100%" y=words text-anchor="end">
                {written::with_currency(bar.amount)}
            </text>
            <rect class="track" x="0" y=edge width="100%" height="12"></rect>
            {filled}
        }
    });
    rows.collect_view()
}

fn table(heads: BarsHeads, bars: Vec<Bar>) -> impl IntoView {
    let numbers = heads.counts.into_iter().chain([heads.amount]);
    let numbers = numbers.map(|name| {
        view! {
            <th scope="col" class="num">
                {name}
            </th>
        }
    });
    let rows = bars.into_iter().map(|bar| {
        let counts = bar.counts.into_iter();
        let counts = counts.map(|it| view! { <td class="num">{written::count(it)}</td> });
        view! {
            <tr>
                <th scope="row">{bar.name}</th>
                {counts.collect_view()}
                <td class="num">{written::amount(bar.amount)}</td>
            </tr>
        }
    });
    view! {
        <thead>
            <tr>
                <th scope="col">{heads.name}</th>
                {numbers.collect_view()}
            </tr>
        </thead>
        <tbody>{rows.collect_view()}</tbody>
    }
}
