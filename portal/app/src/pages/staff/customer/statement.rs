//! `/staff/customers/{account}/statement?from&to`: the movements of a period, with the balance after each.

use leptos::prelude::*;

use crate::components::account_movements::{AccountMovements, Movements, Periods};
use crate::components::error_summary::ErrorSummary;
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::head::{CustomerTop, Tab};
use crate::views::customer::CustomerHead;
use crate::words::layout::LayoutWords;

/// The page.
#[component]
pub fn CustomerStatementPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// What is entered, and what is wrong with it.
    form: Entered,
    /// Periods that are offered.
    periods: Periods,
    /// The movements; nothing where the period cannot be shown.
    movements: Option<Movements>,
) -> impl IntoView {
    let language = frame.language;
    let title = Tab::Statement.title(language, &head);
    let title = match form.is_refused() {
        true => (LayoutWords::of(language).error_title)(&title),
        false => title,
    };
    let path = format!("{}{}", head.path(), Tab::Statement.path());
    view! {
        <Layout frame=frame.clone() title section=Section::Customers wide=true>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <CustomerTop frame head tab=Tab::Statement />
                <AccountMovements language path form periods movements />
            </div>
        </Layout>
    }
}
