//! What is wrong with a form, at the top of the page, where the focus goes.

use billing::language::Language;
use leptos::prelude::*;

use crate::form::Entered;
use crate::words::layout::LayoutWords;

/// Takes the focus when the page opens, so that a keyboard and a screen reader begin here. Each message leads to its
/// field, whose id is its name. Nothing where nothing is wrong.
#[component]
pub fn ErrorSummary(
    /// The language of the page.
    language: Language,
    /// The form.
    form: Entered,
    /// What to do about it, where the messages do not say so.
    #[prop(optional_no_strip)]
    advice: Option<String>,
) -> impl IntoView {
    let words = LayoutWords::of(language);
    form.is_refused().then(|| {
        let messages = form.wrong().iter().map(|wrong| {
            let message = wrong.message.clone();
            let message = if wrong.field.is_empty() {
                view! { <p>{message}</p> }.into_any()
            } else {
                view! { <a href=format!("#{}", wrong.field)>{message}</a> }.into_any()
            };
            view! { <li>{message}</li> }
        });
        view! {
            <div class="note danger" role="alert" aria-labelledby="problem" tabindex="-1" autofocus>
                <h2 id="problem">{words.problem}</h2>
                <ul>{messages.collect_view()}</ul>
                {advice.map(|advice| view! { <p>{advice}</p> })}
            </div>
        }
    })
}

/// The title of a page with a form: an error comes first.
#[must_use]
pub fn titled(language: Language, heading: &str, form: &Entered) -> String {
    if form.is_refused() {
        return (LayoutWords::of(language).error_title)(heading);
    }
    heading.to_owned()
}
