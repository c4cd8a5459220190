//! A table of many short rows, as staff work with.

use leptos::prelude::*;

use crate::components::scroll::Scroll;

/// The heading of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    name: &'static str,
    number: bool,
}

/// A column of words.
#[must_use]
pub const fn words(name: &'static str) -> Column {
    Column {
        name,
        number: false,
    }
}

/// A column of numbers or amounts, which stand at the right; the cells say so too.
#[must_use]
pub const fn numbers(name: &'static str) -> Column {
    Column { name, number: true }
}

/// Caption, headings, then the rows; it scrolls sideways by itself.
#[component]
pub fn DenseTable(
    /// What is in it.
    #[prop(into)]
    caption: String,
    /// Whether the page says above what is in it, so that the caption is only heard.
    #[prop(optional)]
    headed: bool,
    /// The headings, from the left.
    columns: Vec<Column>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let headings = columns.into_iter().map(|column| {
        view! {
            <th scope="col" class=column.number.then_some("num")>
                {column.name}
            </th>
        }
    });
    view! {
        <Scroll label=caption.clone()>
            <table class="dense">
                <caption class=headed.then_some("hidden")>{caption}</caption>
                <thead>
                    <tr>{headings.collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </Scroll>
    }
}
