//! `/staff/customers/{account}/obligations`: what one customer has to pay.

use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::more::More;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::head::{CustomerTop, Tab};
use crate::pages::staff::obligations::{ObligationTable, StatusSwitch, Wanted};
use crate::views::customer::CustomerHead;
use crate::views::obligation::ObligationRow;
use crate::words::staff::customer::CustomerWords;
use crate::words::staff::obligations::ObligationsWords;

/// The page.
#[component]
pub fn CustomerObligationsPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// Which of them are shown.
    wanted: Wanted,
    /// What they have to pay, newest first.
    rows: Vec<ObligationRow>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let title = Tab::Obligations.title(language, &head);
    let path = format!("{}{}", head.path(), Tab::Obligations.path());
    let list = match (rows.is_empty(), wanted) {
        (true, Wanted::All) => {
            view! { <p>{CustomerWords::of(language).no_obligations}</p> }.into_any()
        }
        (true, _) => view! { <p>{ObligationsWords::of(language).none_so}</p> }.into_any(),
        (false, _) => view! { <ObligationTable language rows of_one_customer=true /> }.into_any(),
    };
    view! {
        <Layout frame=frame.clone() title section=Section::Customers wide=true>
            <div class="stack">
                <CustomerTop frame head tab=Tab::Obligations />
                <StatusSwitch language path wanted />
                {list}
                <More language href=next />
            </div>
        </Layout>
    }
}
