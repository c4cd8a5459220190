//! What every chart consists of: its name, the picture, and the same numbers in a table.

use leptos::prelude::*;

use crate::components::charts::scale::{Axis, HEAD_PX, PLOT_PX};
use crate::components::scroll::Scroll;

/// What is said about a chart.
#[derive(Debug, Clone)]
pub struct ChartWords {
    /// Its name, above it.
    pub title: String,
    /// What it shows, in one or two sentences for those who do not see it: the highest, the total, the period.
    pub says: String,
    /// Opens the table, where there is one.
    pub numbers: String,
    /// Instead of a picture, where there is nothing to show.
    pub empty: String,
}

/// A chart, or the sentence that there is nothing to show.
#[component]
pub fn Picture(
    /// Names the parts of the page that belong to this chart; no other chart of the page has it.
    id: String,
    /// What is said about it.
    words: ChartWords,
    /// In pixels.
    height: i64,
    /// The picture; nothing where there is nothing to show.
    drawing: Option<AnyView>,
    /// The names of its parts.
    #[prop(optional_no_strip)]
    key: Option<AnyView>,
    /// The head and the body of the table; nothing where the page has the numbers beside the picture.
    #[prop(optional_no_strip)]
    table: Option<AnyView>,
) -> impl IntoView {
    let (title_id, says_id) = (format!("{id}-title"), format!("{id}-says"));
    let named = format!("{title_id} {says_id}");
    let ChartWords {
        title,
        says,
        numbers,
        empty,
    } = words;
    let heading = title.clone();
    let table = table.map(|table| view! { <Numbers title=title.clone() numbers table /> });
    let shown = match drawing {
        None => view! { <p class="quiet">{empty}</p> }.into_any(),
        Some(drawing) => view! {
            <svg role="img" aria-labelledby=named width="100%" height=height.to_string()>
                <title id=title_id>{title.clone()}</title>
                <desc id=says_id>{says}</desc>
                {drawing}
            </svg>
            {key}
            {table}
        }
        .into_any(),
    };
    view! {
        <figure class="chart">
            <figcaption>{heading}</figcaption>
            {shown}
        </figure>
    }
}

/// What the picture shows, for those who read.
#[component]
fn Numbers(title: String, numbers: String, table: AnyView) -> impl IntoView {
    view! {
        <details>
            <summary>{numbers}</summary>
            <Scroll label=title.clone()>
                <table class="dense">
                    <caption class="hidden">{title}</caption>
                    {table}
                </table>
            </Scroll>
        </details>
    }
}

/// The lines across a picture of days, and the line on which the days stand.
pub fn lines(axis: Axis) -> impl IntoView {
    let lines = axis.lines().map(|(y, label)| {
        view! {
            <line class="axis" x1="0" x2="100%" y1=y.clone() y2=y.clone()></line>
            <text x="0" y=y dy="-4">
                {label}
            </text>
        }
    });
    let ground = (HEAD_PX + PLOT_PX).to_string();
    view! {
        {lines.collect_view()}
        <line class="ground" x1="0" x2="100%" y1=ground.clone() y2=ground></line>
    }
}

/// Where the labels of the days stand.
pub fn label_y() -> String {
    (HEAD_PX + PLOT_PX + 16).to_string()
}
