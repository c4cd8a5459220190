//! `/staff/customers/{account}/obligations`: what one customer has to pay.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use operations::obligation_list;
use portal_app::pages::staff::customer::head::Tab;
use portal_app::pages::staff::customer::obligations::{
    CustomerObligationsPage, CustomerObligationsPageProps,
};

use crate::failure::Failure;
use crate::paging::{self, PAGE_ROWS};
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::load;
use crate::staff::obligations::{asked, rows, wanted};

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/customers/{account}/obligations", get(show))
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    let after = paging::after(&me.visit)?;
    let wanted = wanted(&me.visit);
    let (customer, head) = load(&portal, &account).await?;
    let now = portal.context.clock.now();
    let store = &portal.context.store;
    let asked = asked(wanted, now);
    let after = after.as_deref();
    let page = obligation_list::of_customer(store, &customer.id, asked, after, PAGE_ROWS).await?;
    let rows = rows(&page.items, now)?;
    let path = format!("{}{}", head.path(), Tab::Obligations.path());
    let next = paging::href(&path, &[("status", wanted.value())], page.next.as_deref());
    let frame = me.frame();
    Ok(render(move || {
        CustomerObligationsPage(CustomerObligationsPageProps {
            frame,
            head,
            wanted,
            rows,
            next,
        })
    })
    .await)
}
