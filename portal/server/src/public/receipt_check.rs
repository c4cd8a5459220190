//! `/receipts/{payment}/{proof}`: whether a receipt is genuine.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use billing::ids::PaymentId;
use operations::payments;
use portal_app::frame::Visitor;
use portal_app::pages::receipt_check::{CheckedReceipt, ReceiptCheckPage, ReceiptCheckPageProps};

use crate::documents::receipt::is_genuine;
use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::visit::Visit;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/receipts/{payment}/{proof}", get(show))
}

/// Nothing is looked up before the proof has shown that the address is one of ours.
async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path((payment, proof)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let id = PaymentId::parse(&payment).map_err(|_| Failure::NotFound)?;
    let key = portal.context.config.portal_key.as_ref();
    if !key.is_some_and(|key| is_genuine(key, &id, &proof)) {
        return Err(Failure::NotFound);
    }
    let found = payments::show(&portal.context.store, std::slice::from_ref(&id)).await?;
    let shown = found.into_iter().next().ok_or(Failure::NotFound)?;
    let payment = &shown.facts.payment;
    let receipt = CheckedReceipt {
        code: payment.receipt.as_str().to_owned(),
        amount: payment.amount,
        paid_at: payment.paid_at,
        reversed: shown.state.reversal.is_some(),
    };
    let frame = portal.frame(&visit, Visitor::Anyone);
    let props = ReceiptCheckPageProps { frame, receipt };
    Ok(render(move || ReceiptCheckPage(props)).await)
}
