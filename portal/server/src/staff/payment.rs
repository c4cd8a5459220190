//! `/staff/payments/{id}`: everything about one payment, and its corrections.

pub mod foreseen;
pub mod history;
pub mod whole;

pub mod annotate;
pub mod associate;
pub mod correct;
pub mod reallocate;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use billing::ids::PaymentId;
use operations::payments::{self, Detail};
use operations::words::REASON_CHARS_MAX;
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::{
    Asked, OVERRIDE, OVERRIDE_FIELD, REASON_FIELD, SEEN_FIELD,
};
use portal_app::pages::staff::payment::{PaymentPage, PaymentPageProps};
use portal_app::words::staff::payment::correction::CorrectionWords;

use self::whole::whole;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route("/staff/payments/{id}", get(show))
        .merge(associate::routes())
        .merge(correct::routes())
        .merge(reallocate::routes())
        .merge(annotate::routes())
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let detail = load(&portal, &id).await?;
    let payment = whole(&portal.context.store, &detail).await?;
    let frame = me.frame();
    Ok(render(move || PaymentPage(PaymentPageProps { frame, payment })).await)
}

/// The payment that an address names, with everything that is known about it.
///
/// # Errors
/// [`Failure::NotFound`], and faults of the store.
pub async fn load(portal: &Portal, id: &str) -> Result<Detail, Failure> {
    let id = PaymentId::parse(id).map_err(|_| Failure::NotFound)?;
    Ok(payments::get(&portal.context.store, &id).await?)
}

/// Which state of the payment is looked at. A confirmation sends it along, so that nothing else is done than what was
/// shown.
#[must_use]
pub fn version(detail: &Detail) -> u32 {
    detail.shown.state.version
}

/// Whether the payment was changed since the confirmation that was sent.
#[must_use]
pub fn is_changed(detail: &Detail, fields: &Fields) -> bool {
    fields.text(SEEN_FIELD) != version(detail).to_string()
}

/// What is asked on a confirmation that comes back because the payment was changed.
#[must_use]
pub fn asked_again(detail: &Detail, fields: Fields) -> Asked {
    Asked {
        seen: version(detail),
        changed: true,
        form: fields.0,
    }
}

/// What is asked on a confirmation, with what is entered.
#[must_use]
pub fn asked(detail: &Detail, form: Entered) -> Asked {
    Asked {
        seen: version(detail),
        changed: false,
        form,
    }
}

/// Whether an administrator ticked the box that goes over the limit.
#[must_use]
pub fn overrides(fields: &Fields) -> bool {
    fields.0.has(OVERRIDE_FIELD, OVERRIDE)
}

/// The actor, who goes over the limit if that was ticked.
#[must_use]
pub fn actor(me: &StaffVisit, fields: &Fields) -> operations::actor::Actor {
    match overrides(fields) {
        true => me.actor.clone().overriding(),
        false => me.actor.clone(),
    }
}

/// A reason that may be left out; nothing where the form now says what is wrong with it.
#[must_use]
pub fn optional_reason(me: &StaffVisit, form: &mut Entered) -> Option<String> {
    let reason = form.value(REASON_FIELD).trim().to_owned();
    if reason.chars().count() > REASON_CHARS_MAX {
        let words = CorrectionWords::of(me.visit.language);
        form.refuse(REASON_FIELD, (words.reason_too_long)(REASON_CHARS_MAX));
        return None;
    }
    Some(reason)
}
