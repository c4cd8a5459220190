//! The sections that a visitor can go to.

use billing::role::{Permission, Role};
use leptos::prelude::*;

use crate::frame::{Frame, Section, Visitor};
use crate::words::layout::LayoutWords;

/// A section, where it begins and what it is called.
type Link = (Section, &'static str, &'static str);

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
    let (start, links): (&str, Vec<Link>) = match &frame.visitor {
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
        Visitor::Staff { role, .. } => ("/staff", of_staff(words, *role)),
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

/// The sections of staff, as far as their role goes.
fn of_staff(words: &LayoutWords, role: Role) -> Vec<Link> {
    let names = &words.sections;
    let audit = role.may(Permission::ReadAudit);
    let links = [
        Some((Section::Today, "/staff", names.today)),
        Some((Section::Payments, "/staff/payments", names.payments)),
        Some((Section::Customers, "/staff/customers", names.customers)),
        Some((
            Section::Obligations,
            "/staff/obligations",
            names.obligations,
        )),
        Some((Section::Calendar, "/staff/calendar", names.calendar)),
        audit.then_some((Section::Audit, "/staff/audit", names.audit)),
        Some((Section::Settings, "/staff/settings", names.settings)),
        Some((Section::Profile, "/staff/profile", words.profile)),
    ];
    links.into_iter().flatten().collect()
}
