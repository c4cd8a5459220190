//! `/staff/institutions/{id}/transfers/{number}/undo`.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use operations::error::OperationError;
use operations::institutions;
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::REASON_FIELD;
use portal_app::pages::staff::settings::institutions::institution_path;
use portal_app::pages::staff::settings::institutions::one::UNDONE;
use portal_app::pages::staff::settings::institutions::undo::{
    UndoTransferPage, UndoTransferPageProps,
};
use store::institutions::id_of;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::is_refusal_of_form;
use crate::staff::settings::institutions::{standing, transfer};
use crate::way;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route(
        "/staff/institutions/{id}/transfers/{number}/undo",
        get(open).post(undo),
    )
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let number = in_path(&number)?;
    match page(&portal, &me, &id, number, Entered::default()).await {
        // Somebody was quicker: the list says who and why.
        Err(Failure::Operation(error)) if matches!(*error, OperationError::RemittanceUndone) => {
            Ok(way::to(&institution_path(&id_of(&id))))
        }
        shown => shown,
    }
}

async fn undo(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((id, number)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let number = in_path(&number)?;
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let reason = fields.text(REASON_FIELD);
    let path = institution_path(&id_of(&id));
    match institutions::undo(store, &id, number, reason, &me.actor, now).await {
        Ok(_) => Ok(way::done(&path, UNDONE)),
        // The same form was sent twice.
        Err(OperationError::RemittanceUndone) => Ok(way::to(&path)),
        Err(error) if is_refusal_of_form(&error) && !refusal::is_missing(&error) => {
            let mut form = fields.0;
            refusal::note(&mut form, me.visit.language, &error);
            let page = page(&portal, &me, &id, number, form).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    id: &str,
    number: u32,
    form: Entered,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let foreseen = institutions::preview_undo(store, id, number, CURRENCY, &me.actor).await;
    let (record, foreseen) = foreseen?;
    let standing = standing(foreseen.standing);
    let transfer = transfer(record)?;
    let frame = me.frame();
    let page = move || {
        UndoTransferPage(UndoTransferPageProps {
            frame,
            standing,
            transfer,
            after: foreseen.after,
            form,
        })
    };
    Ok(render(page).await)
}

fn in_path(number: &str) -> Result<u32, Failure> {
    number.parse().map_err(|_| Failure::NotFound)
}
