//! What came in on each day, one bar for a day, in parts.

use billing::money::Money;
use leptos::prelude::*;

use crate::components::charts::picture::{ChartWords, Picture, label_y, lines};
use crate::components::charts::scale::{Axis, Days, FOOT_PX, HEAD_PX, PLOT_PX, cents};
use crate::components::charts::tones::{Key, class, filling, patterns};
use crate::written;

/// One day.
#[derive(Debug, Clone)]
pub struct DayParts {
    /// As in a table, such as `Mon 7 Dec`.
    pub day: String,
    /// As below a bar, such as `7`.
    pub short: String,
    /// One amount for each part, in the order of their names.
    pub parts: Vec<Money>,
    /// Their sum.
    pub total: Money,
}

/// At most a month of days, such as what was collected by channel.
#[component]
pub fn StackedDays(
    /// No other chart of the page has it.
    #[prop(into)]
    id: String,
    /// What is said about it.
    words: ChartWords,
    /// The heading of the days in the table.
    #[prop(into)]
    day: String,
    /// The heading of the sums in the table, with the currency.
    #[prop(into)]
    total: String,
    /// The names of the parts, the lowest first.
    parts: Vec<String>,
    /// The days, the first one first.
    days: Vec<DayParts>,
) -> impl IntoView {
    let highest = days.iter().map(|day| day.total).max_by_key(|it| cents(*it));
    let drawing = highest.filter(|highest| cents(*highest) > 0).map(|most| {
        view! { {patterns(&id)} {lines(Axis::up_to(most))} {bars(&id, Axis::up_to(most), &days)} }
            .into_any()
    });
    let key = view! { <Key chart=id.clone() names=parts.clone() /> }.into_any();
    let table = Some(table(day, total, parts, &days).into_any());
    let height = HEAD_PX + PLOT_PX + FOOT_PX;
    view! { <Picture id words height drawing key=Some(key) table /> }
}

fn bars(chart: &str, axis: Axis, days: &[DayParts]) -> impl IntoView + use<> {
    let places = Days::new(days.len());
    let bars = days.iter().enumerate().map(|(index, day)| {
        let (x, width) = places.bar(index);
        let mut below = 0;
        let mut bar = Vec::with_capacity(day.parts.len());
        for (part, amount) in day.parts.iter().enumerate() {
            let amount = cents(*amount);
            if amount == 0 {
                continue;
            }
            let (y, height) = axis.bar(below, amount);
            below += amount;
            let fill = filling(chart, part);
            let (x, width) = (x.clone(), width.clone());
            bar.push(view! {
                <rect class=class(part) x=x y=y width=width height=height fill=fill></rect>
            });
        }
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

fn table(
    day: String,
    total: String,
    parts: Vec<String>,
    days: &[DayParts],
) -> impl IntoView + use<> {
    let heads = parts.into_iter().chain([total]).map(|name| {
        view! {
            <th scope="col" class="num">
                {name}
            </th>
        }
    });
    let rows = days.iter().map(|day| {
        let amounts = day.parts.iter().chain([&day.total]);
        let amounts = amounts.map(|it| view! { <td class="num">{written::amount(*it)}</td> });
        view! {
            <tr>
                <th scope="row">{day.day.clone()}</th>
                {amounts.collect_view()}
            </tr>
        }
    });
    view! {
        <thead>
            <tr>
                <th scope="col">{day}</th>
                {heads.collect_view()}
            </tr>
        </thead>
        <tbody>{rows.collect_view()}</tbody>
    }
}
