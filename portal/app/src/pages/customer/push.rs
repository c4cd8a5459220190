//! `/pay/{push}`: what becomes of a request to pay, followed live.
//!
//! The part that changes is a component of its own: the page holds it, and a browser that follows asks for it alone.

pub mod state;

use leptos::prelude::*;
use portal_frontend::islands::follow::Follow;

use crate::components::layout::Layout;
use crate::frame::Frame;
use crate::pages::customer::push::state::{Push, PushState};
use crate::words::customer::push::PushWords;

/// How a request to pay stands.
#[component]
pub fn PushPage(
    /// What every page is told.
    frame: Frame,
    /// The request.
    push: Push,
) -> impl IntoView {
    let language = frame.language;
    let title = push.heading(language);
    let refresh_seconds = push.looks_again_seconds();
    let state = if refresh_seconds.is_some() {
        let address = push.state_path();
        let offline = PushWords::of(language).offline;
        view! {
            <Follow>
                <div data-follow=address data-failed=offline>
                    <div data-region role="status">
                        <PushState language push />
                    </div>
                    <p data-trouble role="status" class="quiet"></p>
                </div>
            </Follow>
        }
        .into_any()
    } else {
        view! { <PushState language push /> }.into_any()
    };
    let live = refresh_seconds.is_some();
    view! {
        <Layout frame title live refresh_seconds>
            {state}
        </Layout>
    }
}
