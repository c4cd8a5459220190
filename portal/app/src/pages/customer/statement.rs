//! `/statement?from&to`: a customer's movements over a period, with the balance after each.

use leptos::prelude::*;

use crate::components::account_movements::{AccountMovements, Movements, Periods};
use crate::components::error_summary::ErrorSummary;
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::words::layout::LayoutWords;
use crate::words::things::ThingWords;

/// Where it is.
pub const STATEMENT_PATH: &str = "/statement";

/// The page; it prints as a statement.
#[component]
pub fn OwnStatementPage(
    /// What every page is told.
    frame: Frame,
    /// What is entered, and what is wrong with it.
    form: Entered,
    /// Periods that are offered.
    periods: Periods,
    /// The movements; nothing where the period cannot be shown.
    movements: Option<Movements>,
) -> impl IntoView {
    let language = frame.language;
    let heading = ThingWords::of(language).statement;
    let title = if form.is_refused() {
        (LayoutWords::of(language).error_title)(heading)
    } else {
        heading.to_owned()
    };
    view! {
        <Layout frame title section=Section::Statement>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <AccountMovements language path=STATEMENT_PATH form periods movements />
            </div>
        </Layout>
    }
}
