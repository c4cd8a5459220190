//! What to do on the phone, in the order in which M-PESA asks for it.

use leptos::prelude::*;

use crate::words::how_to_pay::HowToPayWords;

/// The steps of a payment by hand.
#[component]
pub fn PaySteps(
    /// The words of the language.
    words: &'static HowToPayWords,
    /// The Paybill number.
    short_code: String,
    /// The account number in groups, where it is known and can be right.
    account: Option<String>,
) -> impl IntoView {
    let account = account.map(|account| view! { " " <strong class="code">{account}</strong> });
    view! {
        <section class="section stack" aria-labelledby="steps">
            <h2 id="steps">{words.steps}</h2>
            <ol class="steps">
                <li>{words.open_mpesa}</li>
                <li>
                    {words.enter_business_number} " " <strong class="code">{short_code}</strong> "."
                </li>
                <li>{words.enter_account_number} {account} "."</li>
                <li>{words.enter_amount}</li>
                <li>{words.enter_pin}</li>
            </ol>
            <p class="quiet">{words.keep_message}</p>
        </section>
    }
}
