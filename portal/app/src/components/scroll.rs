//! What is wider than a small screen, such as a table of many columns.

use leptos::prelude::*;

/// Scrolls sideways by itself, so that the page does not; the keyboard reaches it.
#[component]
pub fn Scroll(
    /// What is in it, for those who hear the page.
    #[prop(into)]
    label: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="scroll" role="region" aria-label=label tabindex="0">
            {children()}
        </div>
    }
}
