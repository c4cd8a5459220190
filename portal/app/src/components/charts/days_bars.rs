//! What falls on each day of a month, one bar for a day.

use billing::money::Money;
use leptos::prelude::*;

use crate::components::charts::picture::{ChartWords, Picture, label_y, lines};
use crate::components::charts::scale::{Axis, Days, FOOT_PX, HEAD_PX, PLOT_PX, cents};
use crate::written;

/// One day.
#[derive(Debug, Clone)]
pub struct DayAmount {
    /// As in a table, such as `Mon 7 Dec`.
    pub day: String,
    /// As below a bar, such as `7`.
    pub short: String,
    /// How many things fall on it.
    pub count: usize,
    /// Their sum.
    pub amount: Money,
}

/// The headings of the table.
#[derive(Debug, Clone)]
pub struct DaysBarsHeads {
    /// Of the days.
    pub day: String,
    /// Of how many things fall on a day.
    pub count: String,
    /// Of the sums, with the currency.
    pub amount: String,
}

/// Every day of a month, such as the instalments that are due.
#[component]
pub fn DaysBars(
    /// No other chart of the page has it.
    #[prop(into)]
    id: String,
    /// What is said about it.
    words: ChartWords,
    /// The headings of the table; nothing where the page has the numbers beside the picture.
    #[prop(optional)]
    heads: Option<DaysBarsHeads>,
    /// The days, the first one first.
    days: Vec<DayAmount>,
    /// Which of the days is today, and the word for it.
    #[prop(optional_no_strip)]
    today: Option<(usize, String)>,
) -> impl IntoView {
    let highest = days.iter().map(|day| day.amount);
    let highest = highest.max_by_key(|it| cents(*it));
    let drawing = highest.filter(|most| cents(*most) > 0).map(|most| {
        let axis = Axis::up_to(most);
        view! { {lines(axis)} {bars(axis, &days)} {marked(today, days.len())} }.into_any()
    });
    let table = heads.map(|heads| table(heads, &days).into_any());
    let height = HEAD_PX + PLOT_PX + FOOT_PX;
    view! { <Picture id words height drawing table key=None /> }
}

fn bars(axis: Axis, days: &[DayAmount]) -> impl IntoView + use<> {
    let places = Days::new(days.len());
    let bars = days.iter().enumerate().map(|(index, day)| {
        let amount = cents(day.amount);
        let bar = (amount > 0).then(|| {
            let (x, width) = places.bar(index);
            let (y, height) = axis.bar(0, amount);
            view! { <rect class="part full" x=x y=y width=width height=height></rect> }
        });
        let label = places.has_label(index).then(|| {
            view! {
                <text x=places.center(index) y=label_y() text-anchor="middle">
                    {day.short.clone()}
                </text>
            }
        });
        view! { {bar} {label} }
    });
    bars.collect_view()
}

/// A line through today, with its word above.
fn marked(today: Option<(usize, String)>, days: usize) -> Option<impl IntoView> {
    let (index, word) = today.filter(|(index, _)| *index < days)?;
    let x = Days::new(days).center(index);
    let anchor = match index * 4 / days {
        0 => "start",
        3 => "end",
        _ => "middle",
    };
    let ground = (HEAD_PX + PLOT_PX).to_string();
    Some(view! {
        <line class="today" x1=x.clone() x2=x.clone() y1=HEAD_PX.to_string() y2=ground></line>
        <text class="value" x=x y="12" text-anchor=anchor>
            {word}
        </text>
    })
}

fn table(heads: DaysBarsHeads, days: &[DayAmount]) -> impl IntoView + use<> {
    let rows = days.iter().filter(|day| day.count > 0).map(|day| {
        view! {
            <tr>
                <th scope="row">{day.day.clone()}</th>
                <td class="num">{written::count(day.count)}</td>
                <td class="num">{written::amount(day.amount)}</td>
            </tr>
        }
    });
    view! {
        <thead>
            <tr>
                <th scope="col">{heads.day}</th>
                <th scope="col" class="num">
                    {heads.count}
                </th>
                <th scope="col" class="num">
                    {heads.amount}
                </th>
            </tr>
        </thead>
        <tbody>{rows.collect_view()}</tbody>
    }
}
