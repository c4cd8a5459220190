//! `/staff/profile`: who one is here, and where one is signed in.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use portal_app::pages::staff::profile::{StaffProfilePage, StaffProfilePageProps};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::signed_in;
use crate::way;

const PATH: &str = "/staff/profile";

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(show))
        .route("/staff/profile/end", post(end))
        .route("/staff/profile/end-all", post(end_all))
}

async fn show(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let sessions = signed_in::list(&portal, &me.session).await?;
    let props = StaffProfilePageProps {
        frame: me.frame(),
        name: me.member.name.clone(),
        email: me.member.email.clone(),
        role: me.member.role,
        sessions,
    };
    Ok(render(move || StaffProfilePage(props)).await)
}

async fn end(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    signed_in::end(&portal, &me.session, &fields).await?;
    Ok(way::done(PATH, "ended"))
}

async fn end_all(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    signed_in::end_all(&portal, &me.session, "/staff/sign-in").await
}
