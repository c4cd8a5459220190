//! `/missing-payment`: a customer quotes what they paid.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::language::Language;
use operations::error::OperationError;
use operations::receipt_claim::{self, Outcome, Quoted};
use portal_app::components::once::ONCE_FIELD;
use portal_app::form::Entered;
use portal_app::pages::customer::missing_payment::{
    MESSAGE_FIELD, MissingPaymentPage, MissingPaymentPageProps,
};
use portal_app::words::customer::missing_payment::MissingPaymentWords;
use runtime::logging::chain;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::CustomerVisit;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/missing-payment", get(show).post(quote))
}

async fn show(me: CustomerVisit) -> Response {
    page(&me, Entered::default(), None).await
}

async fn page(me: &CustomerVisit, form: Entered, answer: Option<String>) -> Response {
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
        answer,
    };
    (status, render(move || MissingPaymentPage(props)).await).into_response()
}

/// The answer stands on the page that comes back: it is a sentence, and nothing of it may stand in an address.
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
        return Ok(page(&me, form, None).await);
    }
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let (mpesa, customer) = (portal.mpesa.as_ref(), &me.customer.id);
    let quoted = receipt_claim::quote(store, mpesa, customer, &typed, &me.actor, seed, now).await;
    match quoted {
        Ok(quoted) => {
            settle(&portal, &quoted).await;
            let sentence = match language {
                Language::En => quoted.sentence_en,
                Language::Sw => quoted.sentence_sw,
            };
            if quoted.outcome == Outcome::Unreadable {
                form.refuse(MESSAGE_FIELD, sentence);
                return Ok(page(&me, form, None).await);
            }
            Ok(page(&me, Entered::default(), Some(sentence)).await)
        }
        Err(error @ OperationError::TooManyClaims) => {
            form.refuse(MESSAGE_FIELD, refusal::sentence(language, &error));
            Ok(page(&me, form, None).await)
        }
        Err(error) => Err(error.into()),
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
