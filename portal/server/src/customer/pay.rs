//! `/pay`: a customer chooses what to pay, how much and from which phone, and M-PESA prompts that phone.

mod asked;
pub mod offer;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::ids::ObligationId;
use operations::error::OperationError;
use operations::{obligations, push};
use portal_app::components::once::ONCE_FIELD;
use portal_app::form::Entered;
use portal_app::frame::Frame;
use portal_app::pages::customer::pay::{
    AMOUNT_FIELD, DUE, FROM_FIELD, PHONE_FIELD, PayOffer, PayPage, PayPageProps, WHAT_FIELD,
};
use portal_app::pages::customer::push::state::Push;

use crate::customer::pay::asked::Asked;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::CustomerVisit;
use crate::way;

/// The field of an address that says what to pay.
pub const OBLIGATION: &str = "obligation";
/// The field of an address that says how much.
pub const AMOUNT: &str = "amount";
/// The first of the customer's own phones, by its place.
const FIRST_PHONE: &str = "0";

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/pay", get(show).post(ask))
}

async fn show(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    let wanted = me.visit.query(OBLIGATION).map(ObligationId::parse);
    let wanted = wanted.transpose().map_err(|_| Failure::NotFound)?;
    let offer = offer::load(&portal, &me, wanted.as_ref()).await?;
    let mut form = Entered::default();
    let chosen = wanted.map(|id| id.to_string());
    let chosen = chosen.filter(|id| offer.choices.iter().any(|choice| choice.value() == *id));
    form.set(WHAT_FIELD, chosen.unwrap_or_else(|| DUE.to_owned()));
    form.set(FROM_FIELD, FIRST_PHONE);
    form.set(AMOUNT_FIELD, me.visit.query(AMOUNT).unwrap_or_default());
    Ok(page(me.frame(), offer, form).await)
}

async fn ask(
    State(portal): State<Portal>,
    me: CustomerVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    let mpesa = portal.mpesa.as_ref();
    let mpesa = mpesa.ok_or(OperationError::MpesaNotSetUp)?;
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    if let Ok(id) = ObligationId::parse(fields.text(WHAT_FIELD)) {
        // Somebody else's is not found; one that was paid meanwhile is, and the form says so.
        obligations::of(store, &me.customer.id, &id).await?;
    }
    let mut offer = offer::load(&portal, &me, None).await?;
    let mut form = fields.0.clone();
    let asked = Asked::of(&fields, &offer.choices, &me, &mut form);
    if let Some(new) = asked.whole() {
        match push::request(store, mpesa, &new, &me.actor, fields.seed(), now).await {
            Ok(push) => {
                portal.context.metrics.asked(&push, now);
                return Ok(way::to(&Push::path(&push.id)));
            }
            Err(error) => match field_of(&error) {
                Some(field) => {
                    form.refuse(field, refusal::sentence(me.visit.language, &error));
                }
                None => return Err(error.into()),
            },
        }
        // A request that may be why this one was held back is shown above the form.
        offer = offer::load(&portal, &me, None).await?;
    }
    let mut frame = me.frame();
    if let Some(once) = fields.filled(ONCE_FIELD) {
        once.clone_into(&mut frame.once);
    }
    let page = page(frame, offer, form).await;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The field that an error is about, or none of them; nothing where the form cannot help it.
fn field_of(error: &OperationError) -> Option<&'static str> {
    use OperationError as E;
    match error {
        E::PushAmount(_) => Some(AMOUNT_FIELD),
        E::NothingToPay => Some(WHAT_FIELD),
        E::NoPhone | E::TooManyPhones => Some(PHONE_FIELD),
        E::PushHeldBack(_) | E::TooManyPrompts => Some(""),
        _ => None,
    }
}

async fn page(frame: Frame, offer: PayOffer, form: Entered) -> Response {
    render(move || PayPage(PayPageProps { frame, offer, form })).await
}
