//! The form that asks about an account number, and the answer in it.

use leptos::prelude::*;

use crate::account_check::AccountCheck;
use crate::components::check_answer::CheckAnswer;
use crate::words::CheckWords;

/// The id and the name of the field.
pub const ACCOUNT_FIELD: &str = "account";

/// A plain form that reads and changes nothing, so it is sent by GET.
#[component]
pub fn CheckForm(
    /// The words of the language.
    words: &'static CheckWords,
    /// What was asked, if anything was.
    check: Option<AccountCheck>,
    /// What is wrong with it.
    error: Option<String>,
) -> impl IntoView {
    let wrong = error.is_some();
    let value = check.as_ref().map(|check| check.kept.clone());
    let answer = check.map(|check| view! { <CheckAnswer words verdict=check.verdict /> });
    let describedby = if wrong {
        "account-hint account-error"
    } else {
        "account-hint"
    };
    let error = error.map(|error| {
        view! {
            <p class="error" id="account-error">
                {error}
            </p>
        }
    });
    view! {
        <section class="section stack check" aria-labelledby="check">
            <h2 id="check">{words.check_mine}</h2>
            <p>{words.what_it_does}</p>
            {answer}
            <form class="stack" action="/" method="get">
                <div class="field">
                    <label for=ACCOUNT_FIELD>{words.label}</label>
                    <p class="hint" id="account-hint">
                        {words.hint}
                    </p>
                    {error}
                    <input
                        id=ACCOUNT_FIELD
                        name=ACCOUNT_FIELD
                        value=value
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby=describedby
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
                <p>
                    <button class="button">{words.check}</button>
                </p>
            </form>
        </section>
    }
}
