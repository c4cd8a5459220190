//! `/staff/waiting/…`: the lists of what waits for somebody, and the pages about one of each.

// Payments that nobody has, or that nothing confirms.
pub mod claims;
pub mod unverified;

// What M-PESA said, or did not.
pub mod gaps;
pub mod parked;
pub mod pushes;

// What we say.
pub mod notifications;

use billing::language::Language;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::dense_table::{Column, DenseTable};
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::layout::Layout;
use crate::components::more::More;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::words::staff::waiting::WaitingWords;

/// What stands above a list of work, and instead of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headline {
    /// What waits.
    pub title: &'static str,
    /// Why it does, and what to do.
    pub means: &'static str,
    /// Nothing waits.
    pub none: &'static str,
}

/// A list of what waits.
#[component]
pub fn WorkList(
    /// What every page is told.
    frame: Frame,
    /// What it is about.
    headline: Headline,
    /// The choice between several lists.
    #[prop(optional)]
    switch: Option<AnyView>,
    /// The headings of the table.
    columns: Vec<Column>,
    /// The rows of this page.
    rows: Vec<AnyView>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let Headline { title, means, none } = headline;
    let table = match rows.is_empty() {
        true => view! { <p>{none}</p> }.into_any(),
        false => view! {
            <DenseTable caption=title headed=true columns>
                {rows}
            </DenseTable>
        }
        .into_any(),
    };
    view! {
        <Layout frame title=title.to_owned() section=Section::Today wide=true>
            <div class="stack">
                <h1>{title}</h1>
                {switch}
                <p>{means}</p>
                {table}
                <Below language next />
            </div>
        </Layout>
    }
}

/// Below a list: its next page, and the way back.
#[component]
fn Below(language: Language, next: Option<String>) -> impl IntoView {
    view! {
        <More language href=next />
        <p>
            <a href="/staff">{WaitingWords::of(language).back}</a>
        </p>
    }
}

/// The page about one thing that waits.
#[component]
pub fn WorkPage(
    /// What every page is told.
    frame: Frame,
    /// What it is.
    heading: String,
    /// What is entered.
    #[prop(optional)]
    form: Entered,
    /// What was just done.
    done: Option<AnyView>,
    /// Where the list is.
    list: &'static str,
    /// What is known of it, and what can be done.
    children: Children,
) -> impl IntoView {
    let language = frame.language;
    let title = titled(language, &heading, &form);
    view! {
        <Layout frame title section=Section::Today>
            <div class="stack">
                {done} <ErrorSummary language form /> <h1>{heading}</h1> {children()} <p>
                    <a href=list>{WaitingWords::of(language).to_list}</a>
                </p>
            </div>
        </Layout>
    }
}

/// Something that can be done with it: what that does, then the button.
#[component]
pub fn Act(
    /// The language of the page.
    language: Language,
    /// What tells it apart from others of the page.
    id: &'static str,
    /// What it is called.
    heading: &'static str,
    /// Where it posts to.
    action: String,
    /// What will happen.
    consequences: Vec<&'static str>,
    /// What the button says.
    button: &'static str,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// Where the list is.
    list: &'static str,
    /// Fields, such as the reason.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let consequences = consequences.into_iter().map(str::to_owned).collect();
    view! {
        <section class="section stack" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            <Confirmation language action consequences button danger back=list>
                {children.map(|children| children())}
            </Confirmation>
        </section>
    }
}
