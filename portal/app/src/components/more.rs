//! The way to the next page of a list.

use billing::language::Language;
use leptos::prelude::*;

use crate::words::things::ThingWords;

/// A link, where there is more.
#[component]
pub fn More(
    /// The language of the page.
    language: Language,
    /// Where the next page is.
    href: Option<String>,
) -> impl IntoView {
    href.map(|href| {
        view! {
            <p>
                <a class="button plain" href=href rel="next">
                    {ThingWords::of(language).more}
                </a>
            </p>
        }
    })
}
