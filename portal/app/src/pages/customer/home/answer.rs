//! One number with one sentence, and the button.

use billing::language::Language;
use billing::money::Money;
use leptos::prelude::*;

use crate::pages::customer::home::Home;
use crate::words::customer::home::HomeWords;
use crate::written;

/// What is owed, what comes next, and what was paid ahead.
#[component]
pub fn Answer(
    /// The language of the page.
    language: Language,
    /// How the customer stands.
    home: Home,
) -> impl IntoView {
    let words = HomeWords::of(language);
    let owes = home.outstanding.is_positive();
    let credit = home.unallocated_credit.is_positive();
    let (heading, number) = match (owes, credit) {
        (true, _) => (words.you_owe, Some(home.outstanding)),
        (false, true) => (words.you_have, Some(home.unallocated_credit)),
        (false, false) => (words.nothing_owed, None),
    };
    let number = number.map(|money| view! { <Number money /> });
    let next = home.next.map(|next| {
        let (amount, day) = (
            written::amount(next.amount),
            written::day_long(next.on, language),
        );
        let sentence = match next.what {
            Some(what) => (words.next_for)(&amount, &day, &what),
            None => (words.next)(&amount, &day),
        };
        view! { <p>{sentence}</p> }
    });
    let overdue = home.overdue.is_positive().then(|| {
        let sentence = (words.overdue)(&written::with_currency(home.overdue));
        view! {
            <p>
                <strong class="status late">{sentence}</strong>
            </p>
        }
    });
    let unused = (owes && credit).then(|| {
        let sentence = (words.credit)(&written::with_currency(home.unallocated_credit));
        view! { <p class="quiet">{sentence}</p> }
    });
    let class = if owes {
        "button full"
    } else {
        "button plain full"
    };
    view! {
        <section class="answer stack" aria-labelledby="answer">
            <h1 class="quiet" id="answer">
                {heading}
            </h1>
            {number}
            {overdue}
            {next}
            {unused}
            <p>
                <a class=class href="/pay">
                    {words.pay}
                </a>
            </p>
        </section>
    }
}

/// An amount as large as it matters, the currency once.
#[component]
fn Number(money: Money) -> impl IntoView {
    view! {
        <p class="amount">
            <small>{money.currency().code()}</small>
            {written::amount(money)}
        </p>
    }
}
