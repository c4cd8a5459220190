//! `/staff/settings/keys/new`: a key is issued, and shown once in the answer to the form.
//!
//! A browser that sends the form twice shows the second answer. So the key is no random number but the keyed digest of
//! what the form carries: who, which form, and a number of its own that is kept nowhere. The same form leads to the same
//! key for some minutes, and nobody can work it out from what is stored.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::role::{Permission, Role};
use operations::api_keys::{self, ApiKeyError, Issued};
use operations::error::OperationError;
use portal_app::components::once::ONCE_FIELD;
use portal_app::form::Entered;
use portal_app::pages::staff::settings::keys::new::{
    KeyShownPage, KeyShownPageProps, NONCE_FIELD, NewKeyPage, NewKeyPageProps,
};
use portal_app::pages::staff::settings::members::change::ROLE_FIELD;
use portal_app::words::staff::settings::keys::KeysWords;
use runtime::secret::{FRESH_CHARACTERS, fresh_secret, secret_of};
use uuid::Uuid;

use crate::address;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};

/// What the digest is for.
const DOMAIN: &str = "api key";
/// Where the API is.
const API: &str = "/api/v1";

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/settings/keys/new", get(open).post(issue))
}

async fn open(me: StaffVisit) -> Result<Response, Failure> {
    me.actor.may(Permission::ManageKeys)?;
    Ok(page(&me, Entered::default()).await)
}

async fn issue(
    State(portal): State<Portal>,
    me: StaffVisit,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ManageKeys)?;
    let language = me.visit.language;
    let words = KeysWords::of(language);
    let seed = fields.seed();
    let secret = secret(&portal, &me, seed, fields.text(NONCE_FIELD));
    let name = fields.text("name").to_owned();
    let role = Role::parse(fields.text(ROLE_FIELD));
    let mut form = fields.0;
    let Some(role) = role else {
        form.refuse(ROLE_FIELD, words.role_missing);
        return Ok(refused(&me, form).await);
    };
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let random = (seed, secret.as_str());
    match api_keys::issue(store, &name, role, &me.actor, random, now).await {
        Ok(issued) => Ok(shown(&portal, &me, &headers, issued).await),
        Err(OperationError::ApiKey(ApiKeyError::IssuedAlready)) => {
            // Sent again, it is another form, with another key.
            form.set(ONCE_FIELD, "");
            form.set(NONCE_FIELD, "");
            form.refuse("", words.issued_already);
            Ok(refused(&me, form).await)
        }
        Err(error) if is_refusal_of_form(&error) => {
            refusal::note(&mut form, language, &error);
            Ok(refused(&me, form).await)
        }
        Err(error) => Err(error.into()),
    }
}

/// The secret of this form; a new one where the form does not carry what it is made of.
fn secret(portal: &Portal, me: &StaffVisit, seed: Uuid, nonce: &str) -> String {
    let key = portal.context.config.portal_key.as_ref();
    match key.filter(|_| nonce.len() >= FRESH_CHARACTERS) {
        Some(key) => {
            let form = format!("{} {seed} {nonce}", me.member.id);
            secret_of(&key.mac(DOMAIN, form.as_bytes()))
        }
        None => fresh_secret(),
    }
}

async fn shown(portal: &Portal, me: &StaffVisit, headers: &HeaderMap, issued: Issued) -> Response {
    let api = address::absolute(portal, headers, API).unwrap_or_else(|| API.to_owned());
    let frame = me.frame();
    let page = move || {
        KeyShownPage(KeyShownPageProps {
            frame,
            name: issued.record.name,
            role: issued.record.role,
            secret: issued.key,
            api,
        })
    };
    render(page).await
}

async fn refused(me: &StaffVisit, form: Entered) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(me, form).await).into_response()
}

async fn page(me: &StaffVisit, form: Entered) -> Response {
    let frame = keep_once(me.frame(), &form);
    let sent = form.value(NONCE_FIELD);
    let nonce = match sent.len() >= FRESH_CHARACTERS {
        true => sent.to_owned(),
        false => fresh_secret(),
    };
    render(move || NewKeyPage(NewKeyPageProps { frame, form, nonce })).await
}
