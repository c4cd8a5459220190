//! `/missing-payment`: a customer quotes what they paid, and comes back to see what became of it.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::ids::ClaimId;
use billing::language::Language;
use operations::error::OperationError;
use operations::payments::account;
use operations::receipt_claim::own::{self, OwnClaim};
use operations::receipt_claim::{self, Quoted};
use portal_app::components::once::ONCE_FIELD;
use portal_app::form::Entered;
use portal_app::pages::customer::missing_payment::{
    MESSAGE_FIELD, MISSING_PAYMENT_PATH, MissingPaymentPage, MissingPaymentPageProps,
};
use portal_app::pages::customer::quoted_receipt::{
    QUOTED, QuotedReceipt, QuotedReceiptPage, QuotedReceiptPageProps, Standing,
};
use portal_app::words::customer::missing_payment::MissingPaymentWords;
use runtime::logging::chain;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::CustomerVisit;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(MISSING_PAYMENT_PATH, get(show).post(quote))
        .route("/missing-payment/{claim}", get(show_one))
}

async fn show(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    page(&portal, &me, Entered::default()).await
}

async fn page(portal: &Portal, me: &CustomerVisit, form: Entered) -> Result<Response, Failure> {
    let claims = own::latest(&portal.context.store, &me.customer.id).await?;
    let receipts = claims.into_iter().map(|claim| quoted(claim, None));
    let mut frame = me.frame();
    let sent_before = form.value(ONCE_FIELD);
    if form.is_refused() && !sent_before.is_empty() {
        sent_before.clone_into(&mut frame.once);
    }
    let status = if form.is_refused() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let props = MissingPaymentPageProps {
        frame,
        form,
        receipts: receipts.collect(),
    };
    Ok((status, render(move || MissingPaymentPage(props)).await).into_response())
}

async fn quote(
    State(portal): State<Portal>,
    me: CustomerVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    let language = me.visit.language;
    let seed = fields.seed();
    let mut form = fields.0;
    let typed = form.value(MESSAGE_FIELD).trim().to_owned();
    if typed.is_empty() {
        form.refuse(MESSAGE_FIELD, MissingPaymentWords::of(language).empty);
        return page(&portal, &me, form).await;
    }
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let (mpesa, customer) = (portal.mpesa.as_ref(), &me.customer.id);
    let quoted = receipt_claim::quote(store, mpesa, customer, &typed, &me.actor, seed, now).await;
    match quoted {
        Ok(quoted) => {
            settle(&portal, &quoted).await;
            if let Some(claim) = &quoted.claim {
                let path = format!("{MISSING_PAYMENT_PATH}/{}", claim.id);
                return Ok(way::done(&path, QUOTED));
            }
            let sentence = match language {
                Language::En => quoted.sentence_en,
                Language::Sw => quoted.sentence_sw,
            };
            form.refuse(MESSAGE_FIELD, sentence);
            page(&portal, &me, form).await
        }
        Err(error @ OperationError::TooManyClaims) => {
            form.refuse(MESSAGE_FIELD, refusal::sentence(language, &error));
            page(&portal, &me, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_one(
    State(portal): State<Portal>,
    me: CustomerVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = ClaimId::parse(&id).map_err(|_| Failure::NotFound)?;
    let (store, customer) = (&portal.context.store, &me.customer.id);
    let claim = own::get(store, customer, &id).await?;
    let payment = match &claim.payment {
        Some(payment) => account::number_of(store, customer, payment).await?,
        None => None,
    };
    let receipt = quoted(claim, payment);
    let frame = me.frame();
    Ok(render(move || QuotedReceiptPage(QuotedReceiptPageProps { frame, receipt })).await)
}

fn quoted(claim: OwnClaim, payment: Option<u64>) -> QuotedReceipt {
    QuotedReceipt {
        reference: receipt_claim::reference(&claim.id),
        id: claim.id,
        code: claim.receipt.map(String::from).unwrap_or_default(),
        amount: claim.amount,
        quoted_at: claim.quoted_at,
        standing: match claim.standing {
            own::Standing::Credited => Standing::Credited,
            own::Standing::Looking => Standing::Looking,
            own::Standing::TakenBack => Standing::TakenBack,
            own::Standing::NotFound => Standing::NotFound,
        },
        payment: payment.map(|number| format!("/payments/{number}")),
    }
}

/// Lets a payment that was found be put to what they owe. If the queue does not answer, the sweeper does it later.
async fn settle(portal: &Portal, quoted: &Quoted) {
    let Some(payment) = &quoted.to_allocate else {
        return;
    };
    if let Err(error) = portal.context.queues.send_allocation(payment).await {
        tracing::warn!(error = chain(&error), "a payment waits for the sweeper");
    }
}
