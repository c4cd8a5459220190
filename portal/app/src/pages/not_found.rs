//! Any address without a page.

use leptos::prelude::*;

use crate::components::layout::{Frame, Layout};

/// Says so, and where one can go on. It does not repeat the address, which anyone may have written.
#[component]
pub fn NotFoundPage(
    /// What every page is told.
    frame: Frame,
) -> impl IntoView {
    let words = &frame.language.words().not_found;
    let how_to_pay = (words.how_to_pay)(&frame.payee.name);
    view! {
        <Layout frame title=words.title.to_owned()>
            <div class="stack">
                <h1>{words.title}</h1>
                <p>{words.reason}</p>
                <p>
                    <a class="button" href="/">
                        {how_to_pay}
                    </a>
                </p>
            </div>
        </Layout>
    }
}
