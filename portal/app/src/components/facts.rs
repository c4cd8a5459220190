//! Facts: a name and a value on each line.

use leptos::prelude::*;

/// A list of names and values, in the order in which they are read.
#[component]
pub fn Facts<N>(
    /// Name and value; a value is text, or a view made with `into_any`.
    facts: Vec<(N, AnyView)>,
) -> impl IntoView
where
    N: Into<String> + 'static,
{
    let facts = facts.into_iter().map(|(name, value)| {
        view! {
            <div>
                <dt>{name.into()}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="pairs">{facts.collect_view()}</dl> }
}
