//! The choice between lists, or pages, under one heading.

use leptos::prelude::*;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub href: String,
    /// Whether it is the one that is shown.
    pub chosen: bool,
}

impl Choice {
    /// One with this name at this address.
    #[must_use]
    pub fn new(name: impl Into<String>, href: impl Into<String>, chosen: bool) -> Self {
        Self {
            name: name.into(),
            href: href.into(),
            chosen,
        }
    }
}

/// All of them, the present one marked.
#[component]
pub fn Switch(
    /// What the choice is called.
    label: &'static str,
    /// What there is to choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    let links = choices.into_iter().map(|one| {
        view! {
            <li>
                <a href=one.href aria-current=one.chosen.then_some("page")>
                    {one.name}
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label=label>
            <ul class="switch">{links.collect_view()}</ul>
        </nav>
    }
}
