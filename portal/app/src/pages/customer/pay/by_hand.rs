//! How to pay without the form: the numbers to type on the phone, step by step.

use billing::language::Language;
use billing::money::Money;
use leptos::prelude::*;

use crate::components::pay_facts::PayFacts;
use crate::components::pay_steps::PaySteps;
use crate::words::customer::pay::PayWords;
use crate::words::how_to_pay::HowToPayWords;
use crate::written;

/// What to type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// What is entered as the account number, grouped for the eye.
    pub account: String,
    /// What it pays, where that is a payment code of something by itself.
    pub only_for: Option<String>,
    /// How much, where that is known.
    pub amount: Option<Money>,
    /// What can be paid by itself, with its payment code.
    pub codes: Vec<(String, String)>,
}

/// The numbers, the steps, and the payment codes.
#[component]
pub fn ByHandSection(
    /// The language of the page.
    language: Language,
    /// The Paybill number.
    short_code: String,
    /// What to type.
    by_hand: ByHand,
    /// Whether there is no other way on this page.
    only_way: bool,
) -> impl IntoView {
    let words = PayWords::of(language);
    let how = HowToPayWords::of(language);
    let heading = if only_way {
        words.only_by_hand
    } else {
        words.by_hand
    };
    let why = only_way.then(|| view! { <p>{words.only_by_hand_means}</p> });
    let only_for = by_hand
        .only_for
        .map(|what| view! { <p>{(words.by_code)(&what)}</p> });
    let codes = (!by_hand.codes.is_empty()).then(|| {
        let codes = by_hand.codes.into_iter().map(|(what, code)| {
            view! {
                <li>
                    <span>{what}</span>
                    <span class="code copy num">{code}</span>
                </li>
            }
        });
        view! {
            <section class="section stack" aria-labelledby="codes">
                <p id="codes">{words.codes}</p>
                <ul class="rows">{codes.collect_view()}</ul>
            </section>
        }
    });
    let account = Some(by_hand.account);
    let amount = by_hand.amount.map(written::with_currency);
    view! {
        <section class="section" id="by-hand" aria-labelledby="by-hand-heading">
            <h2 id="by-hand-heading">{heading}</h2>
            {why}
            {only_for}
            <PayFacts words=how short_code=short_code.clone() account=account.clone() amount />
        </section>
        <PaySteps words=how short_code account />
        {codes}
    }
}
