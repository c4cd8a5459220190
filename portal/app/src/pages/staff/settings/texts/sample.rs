//! A text with made-up values, as a customer reads it, and what it costs.

use billing::language::Language;
use leptos::prelude::*;

use crate::form::Entered;
use crate::words::staff::settings::texts::TextsWords;

/// A text with made-up values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sample {
    /// The text cannot be used; the form says why.
    Wrong,
    /// A short message.
    Sms {
        /// The text.
        text: String,
        /// How many SMS it is paid as.
        segments: u32,
        /// How long it is, in characters of the alphabet.
        used: usize,
        /// How long it may be for the same price.
        room: usize,
    },
    /// A letter.
    Email {
        /// The subject.
        subject: String,
        /// The plain text.
        text: String,
    },
}

/// The part of the page that follows what is entered; also answered by itself.
#[component]
pub fn SampleRegion(
    /// The language of the page.
    language: Language,
    /// The language of the text.
    written: Language,
    /// The sample.
    sample: Sample,
    /// What is entered, with what is wrong with it.
    form: Entered,
) -> impl IntoView {
    let words = TextsWords::of(language);
    let tag = written.tag();
    match sample {
        Sample::Wrong => {
            let wrong = form.wrong().iter();
            let messages = wrong.map(|wrong| view! { <li>{wrong.message.clone()}</li> });
            view! {
                <p>{words.sample_wrong}</p>
                <ul class="consequences">{messages.collect_view()}</ul>
            }
            .into_any()
        }
        Sample::Sms {
            text,
            segments,
            used,
            room,
        } => view! {
            <pre class="raw" lang=tag>
                {text}
            </pre>
            <p>{(words.cost)(segments, used, room)}</p>
            <p class="quiet small">{words.sample_means}</p>
            <p class="quiet small">{words.alphabet}</p>
        }
        .into_any(),
        Sample::Email { subject, text } => view! {
            <p lang=tag>
                <strong>{subject}</strong>
            </p>
            <pre class="raw" lang=tag>
                {text}
            </pre>
            <p class="quiet small">{words.sample_means}</p>
        }
        .into_any(),
    }
}
