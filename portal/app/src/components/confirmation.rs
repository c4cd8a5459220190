//! Before money moves: what will happen, in words, then the button that does it and the link that does not.

use billing::language::Language;
use leptos::prelude::*;

use crate::words::things::ThingWords;

/// A form that posts to `action`; the fields in it are its children.
#[component]
pub fn Confirmation(
    /// The language of the page.
    language: Language,
    /// Where it posts to.
    #[prop(into)]
    action: String,
    /// What will happen, one sentence for each thing: which balance, from what to what, who is told.
    consequences: Vec<String>,
    /// What the button says: the verb and the thing.
    #[prop(into)]
    button: String,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// Where one goes who does not want it.
    #[prop(into)]
    back: String,
    /// Fields, such as the reason.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = ThingWords::of(language);
    let consequences = consequences
        .into_iter()
        .map(|sentence| view! { <li>{sentence}</li> });
    view! {
        <form class="stack" method="post" action=action>
            <ul class="consequences">{consequences.collect_view()}</ul>
            {children.map(|children| children())}
            <p class="actions">
                <button class="button" class:danger=danger>
                    {button}
                </button>
                <a class="button plain" href=back>
                    {words.cancel}
                </a>
            </p>
        </form>
    }
}
