//! The answer: the two numbers that a payer needs.

use leptos::prelude::*;

use crate::words::PayWords;

/// The Paybill number and the account number.
#[component]
pub fn PayFacts(
    /// The words of the language.
    words: &'static PayWords,
    /// The Paybill number.
    short_code: String,
    /// The account number in groups, where it is known and can be right.
    account: Option<String>,
) -> impl IntoView {
    let account = match account {
        Some(account) => view! { <dd class="code">{account}</dd> }.into_any(),
        None => view! { <dd>{words.account_on_bill}</dd> }.into_any(),
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{words.paybill}</dt>
                <dd class="code">{short_code}</dd>
            </div>
            <div>
                <dt>{words.account}</dt>
                {account}
            </div>
        </dl>
    }
}
