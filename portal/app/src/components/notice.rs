//! A note that stands out from the page.

use leptos::prelude::*;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Good news, or a fact.
    Plain,
    /// Something to be careful about; also what is not known.
    Caution,
    /// Something failed.
    Danger,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "note",
            Self::Caution => "note caution",
            Self::Danger => "note danger",
        }
    }
}

/// A headline, and what it means. Where it is the answer to what was just done, it takes the focus.
#[component]
pub fn Notice(
    /// How much it matters.
    #[prop(default = Weight::Plain)]
    weight: Weight,
    /// The point, in a few words.
    #[prop(into)]
    headline: String,
    /// Whether this is what the visitor waits to read.
    #[prop(optional)]
    answers: bool,
    /// What it means and what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div
            class=weight.class()
            role="status"
            tabindex=answers.then_some("-1")
            autofocus=answers
        >
            <p>
                <strong>{headline}</strong>
            </p>
            {children.map(|children| children())}
        </div>
    }
}
