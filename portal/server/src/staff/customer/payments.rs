//! `/staff/customers/{account}/payments`: what arrived.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use operations::error::OperationError;
use operations::payments::account::{AccountPayment, Wanted, page_of_customer};
use portal_app::pages::staff::customer::head::Tab;
use portal_app::pages::staff::customer::payments::{
    CustomerPaymentsPage, CustomerPaymentsPageProps, PaymentRow,
};

use crate::failure::Failure;
use crate::paging::{self, PAGE_ROWS};
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::load;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/customers/{account}/payments", get(show))
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    let after = paging::after_number(&me.visit)?;
    let (customer, head) = load(&portal, &account).await?;
    let store = &portal.context.store;
    let page =
        page_of_customer(store, &customer.id, Wanted::AlsoReversed, after, PAGE_ROWS).await?;
    let path = format!("{}{}", head.path(), Tab::Payments.path());
    let next = page.next.map(|number| number.to_string());
    let next = paging::href(&path, &[], next.as_deref());
    let rows = page.items.iter().map(row).collect::<Result<_, _>>()?;
    let frame = me.frame();
    Ok(render(move || {
        CustomerPaymentsPage(CustomerPaymentsPageProps {
            frame,
            head,
            rows,
            next,
        })
    })
    .await)
}

/// A payment as a row.
///
/// # Errors
/// [`OperationError::Money`] if stored amounts are out of range.
pub fn row(payment: &AccountPayment) -> Result<PaymentRow, OperationError> {
    let facts = &payment.shown.facts.payment;
    Ok(PaymentRow {
        id: facts.id.clone(),
        paid_at: facts.paid_at,
        amount: facts.amount,
        used: payment.shown.allocated()?,
        unused: payment.shown.unallocated()?,
        status: payment.shown.allocation_status()?,
        reversed: payment.shown.state.reversal.is_some(),
    })
}
