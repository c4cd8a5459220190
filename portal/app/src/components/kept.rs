//! What was entered on the page before, out of sight: it goes along to the confirmation, and back.

use leptos::prelude::*;

use crate::form::Entered;

/// A hidden field for each value of these fields that is not empty.
#[component]
pub fn Kept(
    /// The form.
    form: Entered,
    /// The names of its fields.
    names: Vec<String>,
) -> impl IntoView {
    let mut fields = Vec::new();
    for name in names {
        for value in form.values(&name).filter(|value| !value.is_empty()) {
            let (name, value) = (name.clone(), value.to_owned());
            fields.push(view! { <input type="hidden" name=name value=value /> });
        }
    }
    fields
}
