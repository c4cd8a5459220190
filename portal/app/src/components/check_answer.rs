//! What a number that may be paid to told about itself. One that may not is told by the error summary.

use leptos::prelude::*;

use crate::account_check::Verdict;
use crate::words::check::CheckWords;

/// Takes the focus when the page opens: it is what was asked for.
#[component]
pub fn CheckAnswer(
    /// The words of the language.
    words: &'static CheckWords,
    /// What can be said.
    verdict: Verdict,
) -> impl IntoView {
    let (class, headline, meaning) = match verdict {
        Verdict::CanBeRight(_) => ("note", words.can_be_right, words.can_be_right_means),
        Verdict::CannotTell => ("note caution", words.cannot_tell, words.cannot_tell_means),
        Verdict::Wrong(_) => return None,
    };
    Some(view! {
        <div class=class role="status" tabindex="-1" autofocus>
            <p>
                <strong>{headline}</strong>
            </p>
            <p>{meaning}</p>
        </div>
    })
}
