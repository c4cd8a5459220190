//! The form that asks about an account number, and the answer in it.

use leptos::prelude::*;

use crate::account_check::Verdict;
use crate::components::check_answer::CheckAnswer;
use crate::components::field::Field;
use crate::form::Entered;
use crate::words::check::CheckWords;

/// The id and the name of the field.
pub const ACCOUNT_FIELD: &str = "account";

/// A plain form. It changes nothing; it is posted so that the number stands in no address.
#[component]
pub fn CheckForm(
    /// The words of the language.
    words: &'static CheckWords,
    /// What was entered.
    form: Entered,
    /// What could be said about it.
    verdict: Option<Verdict>,
) -> impl IntoView {
    let answer = verdict.map(|verdict| view! { <CheckAnswer words verdict /> });
    view! {
        <section class="section stack check" aria-labelledby="check">
            <h2 id="check">{words.check_mine}</h2>
            <p>{words.what_it_does}</p>
            {answer}
            <form class="stack" action="/" method="post">
                <Field form name=ACCOUNT_FIELD label=words.label hint=words.hint />
                <p>
                    <button class="button">{words.check}</button>
                </p>
            </form>
        </section>
    }
}
