//! `/staff/settings/keys/{id}/revoke`: a key opens nothing any more, after it was said what follows.

use leptos::prelude::*;

use super::{Key, PATH};
use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::correction::ReasonField;
use crate::words::staff::settings::keys::KeysWords;
use crate::written;

/// The page.
#[component]
pub fn RevokeKeyPage(
    /// What every page is told.
    frame: Frame,
    /// Which key.
    one: Key,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = KeysWords::of(language);
    let heading = (words.revoke_title)(&one.name);
    let title = titled(language, &heading, &form);
    let used = match one.used_on {
        Some(day) => (words.revoke_used)(&written::day_full(day, language)),
        None => words.revoke_unused.to_owned(),
    };
    let consequences = vec![
        words.revoke_stops.to_owned(),
        used,
        words.revoke_for_good.to_owned(),
    ];
    view! {
        <Layout frame title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <Confirmation
                    language
                    action=format!("{PATH}/{}/revoke", one.id)
                    consequences
                    button=words.revoke_button
                    danger=true
                    back=PATH
                >
                    <ReasonField language form />
                </Confirmation>
            </div>
        </Layout>
    }
}
