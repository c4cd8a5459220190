//! Something that was not done, where no form can say so: a heading, what it means, and what to do.

use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::frame::{Frame, Visitor};
use crate::words::problem::ProblemWords;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The role does not allow it; with a sentence that says who may.
    NotAllowed(String),
    /// The state of things does not allow it; with a sentence that says why and what to do.
    Refused(String),
    /// The request came from another site.
    WrongOrigin,
    /// The form is too large or cannot be read.
    Unreadable,
    /// Something of ours does not answer just now.
    Unavailable,
    /// The fault is ours; with the id by which we find it.
    Internal(String),
}

/// The page.
#[component]
pub fn ProblemPage(
    /// What every page is told.
    frame: Frame,
    /// What went wrong.
    problem: Problem,
) -> impl IntoView {
    let words = ProblemWords::of(frame.language);
    let (title, meaning, reference) = match problem {
        Problem::NotAllowed(sentence) => (words.not_allowed, sentence, None),
        Problem::Refused(sentence) => (words.refused, sentence, None),
        Problem::WrongOrigin => (
            words.wrong_origin,
            words.wrong_origin_means.to_owned(),
            None,
        ),
        Problem::Unreadable => (words.unreadable, words.unreadable_means.to_owned(), None),
        Problem::Unavailable => (words.unavailable, words.unavailable_means.to_owned(), None),
        Problem::Internal(id) => (words.internal, words.internal_means.to_owned(), Some(id)),
    };
    let reference = reference.map(|id| {
        view! {
            <p class="small">
                {words.reference} " " <code>{id}</code>
            </p>
        }
    });
    let start = match frame.visitor {
        Visitor::Staff { .. } => "/staff",
        Visitor::Anyone | Visitor::Customer { .. } => "/",
    };
    view! {
        <Layout frame title=title.to_owned()>
            <div class="stack" role="alert">
                <h1>{title}</h1>
                <p>{meaning}</p>
                {reference}
                <p>
                    <a class="button plain" href=start>
                        {words.back}
                    </a>
                </p>
            </div>
        </Layout>
    }
}
