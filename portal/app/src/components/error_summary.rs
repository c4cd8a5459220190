//! What is wrong with a form, at the top of the page, where the focus goes.

use leptos::prelude::*;

use crate::words::LayoutWords;

/// Takes the focus when the page opens, so that a keyboard and a screen reader begin here.
#[component]
pub fn ErrorSummary(
    /// The words of the language.
    words: &'static LayoutWords,
    /// What is wrong; the same words stand beside the field.
    message: String,
    /// The id of the field.
    field: &'static str,
    /// What to do about it, where the message does not say so.
    advice: Option<String>,
) -> impl IntoView {
    view! {
        <div class="note danger" role="alert" aria-labelledby="problem" tabindex="-1" autofocus>
            <h2 id="problem">{words.problem}</h2>
            <ul>
                <li>
                    <a href=format!("#{field}")>{message}</a>
                </li>
            </ul>
            {advice.map(|advice| view! { <p>{advice}</p> })}
        </div>
    }
}
