//! `/staff/obligations/new`: what a customer has to pay is entered, with a preview of the schedule beside it.

pub mod fields;
pub mod preview;

use leptos::prelude::*;
use portal_frontend::islands::live_preview::LivePreview;

use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::layout::Layout;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::new_obligation::fields::{Money, Others, Plans, Who};
use crate::pages::staff::new_obligation::preview::{PreviewRegion, Previewed};
use crate::words::staff::new_obligation::NewObligationWords;
use crate::words::things::ThingWords;

/// Where the form is posted to.
pub const PATH: &str = "/staff/obligations/new";

/// The name of the buttons, whose value says what to do.
pub const ACTION: &str = "action";
/// Show the schedule.
pub const PREVIEW: &str = "preview";
/// Show more rows.
pub const ADD_ROW: &str = "add-row";
/// Create it.
pub const CREATE: &str = "create";

/// The form and, beside it, the preview.
#[component]
pub fn NewObligationPage(
    /// What every page is told.
    frame: Frame,
    /// What is entered.
    form: Entered,
    /// What it would become.
    previewed: Previewed,
) -> impl IntoView {
    let language = frame.language;
    let words = NewObligationWords::of(language);
    let title = titled(language, words.title, &form);
    view! {
            <Layout frame=frame.clone() title section=Section::Obligations wide=true live=true>
                <ErrorSummary language form=form.clone() />
                <h1>{words.title}</h1>
                <LivePreview>
    <form class="split" method="post" action=PATH data-preview=PATH data-failed=words.offline>
                    <div class="stack">
                        <Once frame />
                        <ByEnter />
                        <Who language form=form.clone() />
                        <Money language form=form.clone() />
                        <Plans language form=form.clone() />
                        <Others language form=form.clone() />
                        <p class="actions">
                            <button class="button" name=ACTION value=PREVIEW>
                                {words.preview}
                            </button>
                            <a class="button plain" href="/staff/obligations">
                                {ThingWords::of(language).cancel}
                            </a>
                        </p>
                    </div>
                    <section class="stack beside" aria-labelledby="preview-heading">
                        <h2 id="preview-heading">{words.preview_heading}</h2>
                        <p class="quiet" role="status" data-trouble=""></p>
    <div id="preview" data-region="" aria-live="polite">
                            <PreviewRegion language form previewed />
                        </div>
                    </section>
                </form>
    </LivePreview>
            </Layout>
        }
}

/// What the enter key does in a field: the first button of a form, wherever the others stand.
#[component]
fn ByEnter() -> impl IntoView {
    view! {
        <button class="hidden" name=ACTION value=PREVIEW tabindex="-1" aria-hidden="true"></button>
    }
}
