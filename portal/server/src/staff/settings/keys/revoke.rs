//! `/staff/settings/keys/{id}/revoke`: a key opens nothing any more.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::ids::KeyId;
use billing::role::Permission;
use operations::api_keys;
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::REASON_FIELD;
use portal_app::pages::staff::settings::keys::revoke::{RevokeKeyPage, RevokeKeyPageProps};
use portal_app::pages::staff::settings::keys::{PATH, REVOKED};
use store::api_keys::ApiKeyRecord;

use super::view;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::is_refusal_of_form;
use crate::way;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/settings/keys/{id}/revoke", get(open).post(revoke))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ManageKeys)?;
    let key = load(&portal, &id).await?;
    if key.revoked.is_some() {
        return Ok(way::to(PATH));
    }
    Ok(page(&me, key, Entered::default()).await)
}

async fn revoke(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ManageKeys)?;
    let key = load(&portal, &id).await?;
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let reason = Some(fields.text(REASON_FIELD));
    match api_keys::revoke(store, &key.id, reason, &me.actor, now).await {
        Ok(_) => Ok(way::done(PATH, REVOKED)),
        Err(error) if is_refusal_of_form(&error) && !refusal::is_missing(&error) => {
            let mut form = fields.0;
            refusal::note(&mut form, me.visit.language, &error);
            let page = page(&me, key, form).await;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn load(portal: &Portal, id: &str) -> Result<ApiKeyRecord, Failure> {
    let id = KeyId::parse(id).map_err(|_| Failure::NotFound)?;
    Ok(api_keys::get(&portal.context.store, &id).await?)
}

async fn page(me: &StaffVisit, key: ApiKeyRecord, form: Entered) -> Response {
    let (frame, one) = (me.frame(), view(key));
    render(move || RevokeKeyPage(RevokeKeyPageProps { frame, one, form })).await
}
