//! A status: a word with a shape; colour only helps.

use leptos::prelude::*;

/// The shapes of states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing has happened yet: an empty ring.
    Open,
    /// Some of it is done: a half-filled ring.
    Part,
    /// Done: a filled circle.
    Done,
    /// Too late, or failed: a diamond.
    Late,
    /// Nobody knows yet: a dotted ring.
    Unknown,
    /// It does not count any more: a short line.
    Void,
}

impl Shape {
    fn class(self) -> &'static str {
        match self {
            Self::Open => "status open",
            Self::Part => "status part",
            Self::Done => "status done",
            Self::Late => "status late",
            Self::Unknown => "status unknown",
            Self::Void => "status void",
        }
    }
}

/// The word with its shape.
#[component]
pub fn Status(
    /// The shape.
    shape: Shape,
    /// The word.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! { <span class=shape.class()>{word}</span> }
}
