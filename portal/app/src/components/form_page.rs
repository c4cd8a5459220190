//! A page that is one form: what is wrong with it, what it is about, its fields, the button, and the way out.

use leptos::prelude::*;

use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::words::things::ThingWords;

/// The page; the fields are its children.
#[component]
pub fn FormPage(
    /// What every page is told.
    frame: Frame,
    /// The part of the portal that it belongs to.
    section: Section,
    /// The heading.
    #[prop(into)]
    heading: String,
    /// What is entered.
    form: Entered,
    /// What stands above the fields.
    #[prop(optional)]
    lead: Option<AnyView>,
    /// Where it posts to.
    #[prop(into)]
    action: String,
    /// What the button says.
    button: &'static str,
    /// Where one goes who does not want it.
    #[prop(into)]
    back: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let language = frame.language;
    let title = titled(language, &heading, &form);
    view! {
        <Layout frame=frame.clone() title section>
            <div class="stack">
                <ErrorSummary language form />
                <h1>{heading}</h1>
                {lead}
                <form class="stack" method="post" action=action>
                    <Once frame />
                    {children()}
                    <p class="actions">
                        <button class="button">{button}</button>
                        <a class="button plain" href=back>
                            {ThingWords::of(language).cancel}
                        </a>
                    </p>
                </form>
            </div>
        </Layout>
    }
}
