//! How the parts of a bar are told apart: six fillings that differ in pattern, and the key that names them.

use leptos::prelude::*;

/// How many fillings there are; more parts begin again.
const TONES: usize = 6;

/// The strokes of the fillings that are patterns, in squares of eight.
const PATTERNS: [(usize, &str); 4] = [
    (1, "M-2 2L2 -2M-2 10L10 -2M6 10L10 6"),
    (2, "M3 4h2"),
    (4, "M0 4h8"),
    (5, "M0 4h8M4 0v8"),
];

/// The fillings that are patterns. `chart` keeps their names apart from those of other charts on the page.
pub fn patterns(chart: &str) -> impl IntoView + use<> {
    let patterns = PATTERNS.map(|(tone, strokes)| {
        view! {
            <pattern id=name(chart, tone) width="8" height="8" patternUnits="userSpaceOnUse">
                <rect width="8" height="8"></rect>
                <path d=strokes></path>
            </pattern>
        }
    });
    view! { <defs>{patterns.collect_view()}</defs> }
}

/// The class of the part with this number.
pub fn class(part: usize) -> &'static str {
    match part % TONES {
        0 => "part full",
        3 => "part quiet",
        _ => "part",
    }
}

/// Its filling, where it is a pattern.
pub fn filling(chart: &str, part: usize) -> Option<String> {
    let tone = part % TONES;
    let is_pattern = PATTERNS.iter().any(|(number, _)| *number == tone);
    is_pattern.then(|| format!("url(#{})", name(chart, tone)))
}

fn name(chart: &str, tone: usize) -> String {
    format!("{chart}-{tone}")
}

/// The names of the parts beside their fillings.
#[component]
pub fn Key(
    /// The id of the chart.
    chart: String,
    /// The names, in the order of the parts.
    names: Vec<String>,
) -> impl IntoView {
    let items = names.into_iter().enumerate().map(|(part, name)| {
        view! {
            <li>
                <svg aria-hidden="true" width="16" height="16">
                    <rect class=class(part) width="16" height="16" fill=filling(&chart, part)></rect>
                </svg>
                {name}
            </li>
        }
    });
    view! { <ul class="key">{items.collect_view()}</ul> }
}
