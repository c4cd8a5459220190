//! `/staff/waiting/…`: the lists of what waits for somebody, and the pages about one of each.

pub mod parked;

pub mod claims;
pub mod gaps;
pub mod notifications;
pub mod pushes;
pub mod unverified;

use billing::language::Language;
use leptos::prelude::*;

use crate::components::more::More;
use crate::words::staff::waiting::WaitingWords;

/// One of several lists under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub name: &'static str,
    /// Where it is.
    pub href: &'static str,
    /// Whether it is the one that is shown.
    pub chosen: bool,
}

/// The choice between lists.
#[component]
pub fn Switch(
    /// What the choice is called.
    label: &'static str,
    /// The lists.
    choices: Vec<Choice>,
) -> impl IntoView {
    let links = choices.into_iter().map(|one| {
        view! {
            <a href=one.href aria-current=one.chosen.then_some("page")>
                {one.name}
            </a>
        }
    });
    view! {
        <nav class="switch" aria-label=label>
            {links.collect_view()}
        </nav>
    }
}

/// Below a list: its next page, and the way back.
#[component]
pub fn Below(
    /// The language of the page.
    language: Language,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    view! {
        <More language href=next />
        <p>
            <a href="/staff">{WaitingWords::of(language).back}</a>
        </p>
    }
}
