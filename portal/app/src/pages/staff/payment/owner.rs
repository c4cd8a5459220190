//! Whose a payment is and why; or whose it could be.

use billing::language::Language;
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::frame::Frame;
use crate::views::customer::customer_path;
use crate::views::payment::whole::{Owner, WholePayment};
use crate::views::payment::{Standing, Suggested, payment_path};
use crate::words::staff::payment::PaymentWords;
use crate::words::staff::payment::associate::AssociateWords;
use crate::words::staff::payment::history::PaymentHistoryWords;
use crate::words::staff::payment_names::PaymentNames;
use crate::written;

/// The owner with the reason, or the suggestions; the changes that were made; what can be done.
#[component]
pub fn PaymentOwner(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
) -> impl IntoView {
    let language = frame.language;
    let words = PaymentWords::of(language);
    let path = payment_path(&payment.id);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::AssociatePayment));
    let acts = may
        && matches!(
            payment.standing,
            Standing::Owned(_) | Standing::Unassociated
        );
    let edits = (words.edits)(payment.edits, payment.edits_limit);
    let facts = vec![(words.edits_name.to_owned(), edits.into_any())];
    let body = match payment.owner.clone() {
        Some(owner) => view! { <OwnedBy language owner /> }.into_any(),
        None if payment.standing == Standing::Unassociated => {
            let suggestions = payment.suggestions.clone();
            view! { <NoOwner language path=path.clone() suggestions acts /> }.into_any()
        }
        None => ().into_any(),
    };
    let actions = acts.then(|| {
        let owned = payment.owner.is_some();
        view! { <Actions language path owned /> }
    });
    view! {
        <section class="stack" aria-labelledby="owner">
            <h2 id="owner">{words.owner}</h2>
            {body}
            <Facts facts />
            {actions}
        </section>
    }
}

#[component]
fn OwnedBy(language: Language, owner: Owner) -> impl IntoView {
    let words = PaymentWords::of(language);
    let when = written::day_and_time(owner.at, language);
    let who = PaymentHistoryWords::of(language).who(&owner.by);
    view! {
        <p>
            <a href=customer_path(&owner.party.account)>
                <strong>{owner.party.name}</strong>
                " "
                <span class="code">{written::account(&owner.party.account_number)}</span>
            </a>
        </p>
        <details open=true>
            <summary>{words.why}</summary>
            <p>{PaymentNames::of(language).rule(owner.rule)} "."</p>
            <p lang=owner.rule.map(|_| "en")>{owner.reason}</p>
            <p class="small quiet">{(words.decided)(&who, &when)}</p>
        </details>
    }
}

#[component]
fn NoOwner(
    language: Language,
    path: String,
    suggestions: Vec<Suggested>,
    acts: bool,
) -> impl IntoView {
    let words = PaymentWords::of(language);
    view! {
        <p>
            <strong>{words.no_owner}</strong>
            " "
            {words.no_owner_means}
        </p>
        <Suggestions language path suggestions acts />
    }
}

/// Whose it could be, each with its reason and the way to say so.
#[component]
pub fn Suggestions(
    /// The language of the page.
    language: Language,
    /// Where the pages about the payment begin.
    path: String,
    /// Whose it could be, the likeliest first.
    suggestions: Vec<Suggested>,
    /// Whether the one who looks may say so.
    acts: bool,
) -> impl IntoView {
    let words = PaymentWords::of(language);
    if suggestions.is_empty() {
        return view! { <p>{words.no_suggestions}</p> }.into_any();
    }
    let rows = suggestions.into_iter().map(|one| {
        let Suggested { party, reason } = one;
        let href = format!("{path}/associate?customer={}", party.account);
        let name = party.name.clone();
        let act = acts.then(|| {
            view! {
                <a class="button small plain" href=href>
                    {(AssociateWords::of(language).to)(&name)}
                </a>
            }
        });
        view! {
            <li>
                <span>
                    <a href=customer_path(&party.account)>{party.name}</a>
                    " "
                    <span class="code quiet">{written::account(&party.account_number)}</span>
                </span>
                {act}
                <details>
                    <summary>{words.why}</summary>
                    <p lang="en">{reason}</p>
                </details>
            </li>
        }
    });
    view! {
        <h3 id="suggestions">{words.suggestions}</h3>
        <ol class="rows" aria-labelledby="suggestions">
            {rows.collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn Actions(language: Language, path: String, owned: bool) -> impl IntoView {
    let words = PaymentWords::of(language);
    let associate = if owned {
        words.associate_other
    } else {
        words.associate
    };
    let class = if owned { "button plain" } else { "button" };
    let disassociate = owned.then(|| {
        view! {
            <a class="button danger" href=format!("{path}/disassociate")>
                {words.disassociate}
            </a>
        }
    });
    view! {
        <p class="actions">
            <a class=class href=format!("{path}/associate")>
                {associate}
            </a>
            " "
            {disassociate}
        </p>
    }
}
