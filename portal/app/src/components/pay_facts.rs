//! The answer: the numbers that a payer needs.

use leptos::prelude::*;

use crate::words::how_to_pay::HowToPayWords;

/// The Paybill number, the account number, and the amount where it is known.
#[component]
pub fn PayFacts(
    /// The words of the language.
    words: &'static HowToPayWords,
    /// The Paybill number.
    short_code: String,
    /// The account number in groups, where it is known and can be right.
    account: Option<String>,
    /// The amount, where it is known.
    #[prop(optional_no_strip)]
    amount: Option<String>,
) -> impl IntoView {
    let account = match account {
        Some(account) => view! { <dd class="code">{account}</dd> }.into_any(),
        None => view! { <dd>{words.account_on_bill}</dd> }.into_any(),
    };
    let amount = amount.map(|amount| {
        view! {
            <div>
                <dt>{words.amount}</dt>
                <dd class="code">{amount}</dd>
            </div>
        }
    });
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
            {amount}
        </dl>
    }
}
