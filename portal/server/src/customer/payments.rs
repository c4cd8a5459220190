//! `/payments`: what arrived from a customer, page by page, and one payment with its receipt.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use operations::error::OperationError;
use operations::payments::Shown;
use operations::payments::account::{self, AccountPayment, Wanted};
use operations::put_to::{PutTo, obligations_behind, put_to};
use portal_app::pages::customer::payment::{OwnPaymentPage, OwnPaymentPageProps};
use portal_app::pages::customer::payments::{
    OwnPayment, OwnPaymentsPage, OwnPaymentsPageProps, Part,
};
use store::obligations::ObligationFile;

use crate::account_movements::attachment;
use crate::documents;
use crate::failure::Failure;
use crate::paging;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::CustomerVisit;

const PATH: &str = "/payments";
const PAGE_ROWS: usize = 20;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .route("/payments/{number}", get(show))
        .route("/payments/{number}/receipt.pdf", get(receipt))
}

async fn list(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    let after = paging::after_number(&me.visit)?;
    let (store, customer) = (&portal.context.store, &me.customer.id);
    let page =
        account::page_of_customer(store, customer, Wanted::AlsoReversed, after, PAGE_ROWS).await?;
    let shown: Vec<&Shown> = page.items.iter().map(|one| &one.shown).collect();
    let owed = obligations_behind(store, &shown).await?;
    let payments = page
        .items
        .iter()
        .map(|one| own(one, put_to(&one.shown, &owed)?));
    let payments = payments.collect::<Result<Vec<_>, _>>()?;
    let next = page.next.map(|next| next.to_string());
    let props = OwnPaymentsPageProps {
        frame: me.frame(),
        payments,
        currency: CURRENCY,
        next: paging::href(PATH, &[], next.as_deref()),
    };
    Ok(render(move || OwnPaymentsPage(props)).await)
}

async fn show(
    State(portal): State<Portal>,
    me: CustomerVisit,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let (found, owed) = load(&portal, &me, &number).await?;
    let payment = own(&found, put_to(&found.shown, &owed)?)?;
    let frame = me.frame();
    Ok(render(move || OwnPaymentPage(OwnPaymentPageProps { frame, payment })).await)
}

async fn receipt(
    State(portal): State<Portal>,
    me: CustomerVisit,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (found, owed) = load(&portal, &me, &number).await?;
    let pdf = documents::receipt::pdf(&portal, &headers, &me, &found, &owed).await?;
    let name = format!("receipt-{}.pdf", found.shown.id().receipt());
    Ok(attachment("application/pdf", &name, pdf))
}

/// A payment of this customer, and what it is put to; another customer's is not found.
async fn load(
    portal: &Portal,
    me: &CustomerVisit,
    number: &str,
) -> Result<(AccountPayment, Vec<ObligationFile>), Failure> {
    let number: u64 = number.parse().map_err(|_| Failure::NotFound)?;
    let (store, customer) = (&portal.context.store, &me.customer.id);
    let found = account::of_account(store, customer, number).await?;
    let owed = obligations_behind(store, &[&found.shown]).await?;
    Ok((found, owed))
}

/// A payment as its owner sees it, with what it was put to.
///
/// # Errors
/// [`OperationError::Money`] if stored amounts do not fit together.
pub fn own(one: &AccountPayment, parts: Vec<PutTo>) -> Result<OwnPayment, OperationError> {
    let payment = &one.shown.facts.payment;
    Ok(OwnPayment {
        number: one.number,
        channel: payment.channel,
        code: payment.receipt.as_str().to_owned(),
        payer: payment.payer.name.clone(),
        reference: payment.reference.clone(),
        amount: payment.amount,
        paid_at: payment.paid_at,
        put_to: parts.into_iter().map(part).collect(),
        remainder: one.shown.unallocated()?,
        status: one.shown.allocation_status()?,
        reversed: one.shown.state.reversal.is_some(),
    })
}

fn part(part: PutTo) -> Part {
    Part {
        what: if part.of > 1 {
            format!("{} {}/{}", part.description, part.number, part.of)
        } else {
            part.description
        },
        obligation: part.obligation,
        amount: part.amount,
    }
}
