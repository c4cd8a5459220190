//! What makes a form that is sent twice do its work once.

use leptos::prelude::*;

use crate::frame::Frame;

/// The name of the hidden field.
pub const ONCE_FIELD: &str = "once";

/// The hidden field. A form that comes back with an error keeps its value.
#[component]
pub fn Once(
    /// What every page is told.
    frame: Frame,
) -> impl IntoView {
    view! { <input type="hidden" name=ONCE_FIELD value=frame.once /> }
}
