//! What happened to a payment, oldest first.

use billing::language::Language;
use leptos::prelude::*;

use crate::views::payment::Party;
use crate::views::payment::whole::{Happened, Part, What};
use crate::words::staff::payment::PaymentWords;
use crate::words::staff::payment::history::PaymentHistoryWords;
use crate::words::staff::payment_names::PaymentNames;
use crate::words::things::ThingWords;
use crate::written;

/// A timeline.
#[component]
pub fn PaymentHistory(
    /// The language of the page.
    language: Language,
    /// What happened.
    events: Vec<Happened>,
) -> impl IntoView {
    let words = PaymentHistoryWords::of(language);
    let events = events.into_iter().map(|event| {
        let headline = headline(language, &event.what);
        let when = written::day_and_time(event.at, language);
        let by = (words.by_at)(&words.who(&event.by), &when);
        // What rules and programs wrote is English.
        let written_by = (event.by == "system").then_some("en");
        let reason = Some(event.reason).filter(|reason| !reason.is_empty());
        let reason = reason.map(|reason| view! { <p lang=written_by>{reason}</p> });
        let beyond = beyond_limit(&event.what).then(|| view! { <p>{words.beyond_limit}</p> });
        let parts = parts(language, &event.removed, words.removed)
            .into_iter()
            .chain(parts(language, &event.added, words.added));
        let parts = parts.map(|part| view! { <p class="small">{part}</p> });
        view! {
            <li>
                <p>
                    <strong>{headline}</strong>
                </p>
                {reason}
                {beyond}
                {parts.collect_view()}
                <p class="small quiet">{by}</p>
            </li>
        }
    });
    view! {
        <section class="stack" aria-labelledby="history">
            <h2 id="history">{PaymentWords::of(language).history}</h2>
            <ol class="timeline">{events.collect_view()}</ol>
        </section>
    }
}

fn headline(language: Language, what: &What) -> String {
    let words = PaymentHistoryWords::of(language);
    let names = PaymentNames::of(language);
    match what {
        What::Received(channel) => (words.received)(names.channel(*channel)),
        What::Corroborated(channel) => (words.corroborated)(names.channel(*channel)),
        What::Contradicted => words.contradicted.to_owned(),
        What::Associated {
            party,
            from: Some(from),
            ..
        } => (words.moved)(&named(party), &named(from)),
        What::Associated {
            party, from: None, ..
        } => (words.associated)(&named(party)),
        What::Disassociated { party, .. } => (words.disassociated)(&named(party)),
        What::Allocated => words.allocated.to_owned(),
        What::Corrected(name) => corrected(words, name).to_owned(),
    }
}

fn corrected(words: &PaymentHistoryWords, name: &str) -> &'static str {
    match name {
        "allocated" | "reallocated" => words.reallocated,
        "deallocated" => words.deallocated,
        "unmapped" => words.unmapped,
        "reversed" => words.reversed,
        "verified" => words.verified,
        "annotated" => words.annotated,
        _ => words.corrected,
    }
}

fn beyond_limit(what: &What) -> bool {
    match what {
        What::Associated { beyond_limit, .. } | What::Disassociated { beyond_limit, .. } => {
            *beyond_limit
        }
        _ => false,
    }
}

/// A customer in a sentence: number and name.
#[must_use]
pub fn named(party: &Party) -> String {
    let number = written::account(&party.account_number);
    format!("{number} {}", party.name).trim_end().to_owned()
}

fn parts(language: Language, parts: &[Part], sentence: fn(&str, &str) -> String) -> Vec<String> {
    let parts = parts.iter();
    let parts = parts.map(|part| {
        let what = dose(language, &part.description, part.instalment, part.of);
        sentence(&written::with_currency(part.amount), &what)
    });
    parts.collect()
}

/// An instalment in a sentence: what for, and which of how many.
#[must_use]
pub fn dose(language: Language, description: &str, number: u32, of: usize) -> String {
    let number = (ThingWords::of(language).dose_of)(number, of);
    (PaymentHistoryWords::of(language).dose)(description, &number)
}
