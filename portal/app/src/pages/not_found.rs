//! Any address without a page, and any page about something that is not the visitor's.

use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::frame::{Frame, Visitor};
use crate::words::layout::LayoutWords;
use crate::words::not_found::NotFoundWords;

/// Says so, and where one can go on. It does not repeat the address, which anyone may have written.
#[component]
pub fn NotFoundPage(
    /// What every page is told.
    frame: Frame,
) -> impl IntoView {
    let words = NotFoundWords::of(frame.language);
    let sections = &LayoutWords::of(frame.language).sections;
    let (href, on) = match frame.visitor {
        Visitor::Anyone => ("/", (words.how_to_pay)(&frame.payee.name)),
        Visitor::Customer { .. } => ("/", sections.home.to_owned()),
        Visitor::Staff { .. } => ("/staff", sections.today.to_owned()),
    };
    view! {
        <Layout frame title=words.title.to_owned()>
            <div class="stack">
                <h1>{words.title}</h1>
                <p>{words.reason}</p>
                <p>
                    <a class="button" href=href>
                        {on}
                    </a>
                </p>
            </div>
        </Layout>
    }
}
