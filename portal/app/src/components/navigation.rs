//! The sections that a visitor can go to.

use leptos::prelude::*;

use crate::frame::{Frame, Section, Visitor};
use crate::words::layout::LayoutWords;

/// The name of the provider, then the sections; a public page has the way in instead.
#[component]
pub fn Navigation(
    /// What every page is told.
    frame: Frame,
    /// Where the visitor is.
    section: Option<Section>,
) -> impl IntoView {
    let words = LayoutWords::of(frame.language);
    let names = &words.sections;
    let (start, links): (&str, Vec<(Section, &str, &str)>) = match &frame.visitor {
        Visitor::Anyone => ("/", Vec::new()),
        Visitor::Customer { .. } => (
            "/",
            vec![
                (Section::Home, "/", names.home),
                (Section::Obligations, "/obligations", names.obligations),
                (Section::Calendar, "/calendar", names.calendar),
                (Section::Payments, "/payments", names.payments),
                (Section::Statement, "/statement", names.statement),
                (Section::Profile, "/profile", words.profile),
            ],
        ),
        Visitor::Staff { .. } => (
            "/staff",
            vec![
                (Section::Today, "/staff", names.today),
                (Section::Payments, "/staff/payments", names.payments),
                (Section::Customers, "/staff/customers", names.customers),
                (
                    Section::Obligations,
                    "/staff/obligations",
                    names.obligations,
                ),
                (Section::Profile, "/staff/profile", words.profile),
            ],
        ),
    };
    let sections = links.into_iter().map(|(own, href, name)| {
        let current = (section == Some(own)).then_some("page");
        view! {
            <li>
                <a href=href aria-current=current>
                    {name}
                </a>
            </li>
        }
    });
    let entrance = (frame.visitor == Visitor::Anyone).then(|| {
        view! {
            <li>
                <a href="/sign-in">{words.sign_in}</a>
            </li>
        }
    });
    view! {
        <a class="name" href=start>
            {frame.payee.name.to_string()}
        </a>
        <nav class="sections" aria-label=words.main_navigation>
            <ul>{sections.collect_view()} {entrance}</ul>
        </nav>
    }
}
