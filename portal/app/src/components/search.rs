//! Search in a list: posted as a form, since what is typed may be a phone, and live where there is a script.

use leptos::prelude::*;
use portal_frontend::islands::live_search::LiveSearch;

use crate::components::field::Field;
use crate::form::Entered;

/// What the search of one list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchWords {
    /// The label of the field.
    pub label: &'static str,
    /// What can be typed.
    pub hint: &'static str,
    /// The button.
    pub button: &'static str,
    /// The server does not answer.
    pub offline: &'static str,
    /// Nothing was found; heard only, as the next two.
    pub none: &'static str,
    /// One was found.
    pub one: &'static str,
    /// Several were found, with a place for how many.
    pub many: &'static str,
}

/// The tools with the form among them and, below, what it finds.
#[component]
pub fn Search(
    /// What it says.
    words: SearchWords,
    /// Where it posts to.
    path: &'static str,
    /// The name of the field.
    name: &'static str,
    /// What is entered.
    form: Entered,
    /// What stands before the form.
    #[prop(optional)]
    before: Option<AnyView>,
    /// What stands behind it.
    behind: AnyView,
    /// What was found.
    children: Children,
) -> impl IntoView {
    let children = children();
    view! {
        <LiveSearch>
            <div class="tools">
                {before}
                <form
                    class="inline grow"
                    method="post"
                    action=path
                    role="search"
                    data-search=path
                    data-failed=words.offline
                >
                    <Field
                        form
                        name
                        label=words.label
                        hint=words.hint
                        kind="search"
                        maxlength=120
                    />
                    <button class="button plain">{words.button}</button>
                </form>
                {behind}
            </div>
            <p
                class="hidden"
                role="status"
                data-found=""
                data-none=words.none
                data-one=words.one
                data-many=words.many
            ></p>
            <p class="quiet" role="status" data-trouble=""></p>
            <div data-region="">{children}</div>
        </LiveSearch>
    }
}
