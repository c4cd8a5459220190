//! `/staff/settings/staff/new`: somebody is to work here.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::language::Language;
use billing::role::{Permission, Role};
use operations::error::OperationError;
use operations::staff::error::StaffError;
use operations::staff::{self, NewStaff};
use portal_app::form::Entered;
use portal_app::pages::staff::settings::members::PATH;
use portal_app::pages::staff::settings::members::change::ROLE_FIELD;
use portal_app::pages::staff::settings::members::member::ADDED;
use portal_app::pages::staff::settings::members::new::{NewMemberPage, NewMemberPageProps};
use portal_app::words::staff::settings::members::MembersWords;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::way;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/settings/staff/new", get(open).post(add))
}

async fn open(me: StaffVisit) -> Result<Response, Failure> {
    me.actor.may(Permission::ManageStaff)?;
    let form = Entered::of([("language", Language::default().tag())]);
    Ok(page(&me, form).await)
}

async fn add(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ManageStaff)?;
    let language = me.visit.language;
    let words = MembersWords::of(language);
    let seed = fields.seed();
    let role = Role::parse(fields.text(ROLE_FIELD));
    let mut form = fields.0.clone();
    if fields.filled("name").is_none() {
        form.refuse("name", words.name_missing);
    }
    let Some(role) = role.filter(|_| !form.is_refused()) else {
        if role.is_none() {
            form.refuse(ROLE_FIELD, words.role_missing);
        }
        return Ok(refused(&me, form).await);
    };
    let new = NewStaff {
        email: fields.text("email").to_owned(),
        name: fields.text("name").to_owned(),
        role,
        language: Language::of_tag(fields.text("language")).unwrap_or_default(),
    };
    let now = portal.context.clock.now();
    match staff::add(&portal.context.store, &new, &me.actor, seed, now).await {
        Ok(added) => Ok(way::done(&format!("{PATH}/{}", added.id), ADDED)),
        Err(OperationError::Staff(StaffError::EmailTaken)) => {
            form.refuse("email", words.email_taken);
            Ok(refused(&me, form).await)
        }
        Err(error) if is_refusal_of_form(&error) => {
            refusal::note(&mut form, language, &error);
            Ok(refused(&me, form).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(me: &StaffVisit, form: Entered) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(me, form).await).into_response()
}

async fn page(me: &StaffVisit, form: Entered) -> Response {
    let frame = keep_once(me.frame(), &form);
    render(move || NewMemberPage(NewMemberPageProps { frame, form })).await
}
