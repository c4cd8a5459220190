//! Signing in and out: the steps, and the cookie that ties them to one browser.

pub mod code;
pub mod second_factor;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::{get, post};
use operations::error::OperationError;
use operations::portal_key::PortalKey;
use operations::sessions;
use operations::sign_in::secrets::Secrets;
use operations::sign_in::{self, Door};
use portal_app::form::Entered;
use portal_app::frame::Visitor;
use portal_app::pages::problem::Problem;
use portal_app::pages::sign_in::ask::{AskPage, AskPageProps};
use portal_app::pages::sign_in::{CONTACT_FIELD, Entrance, NEXT_FIELD};
use portal_app::words::sign_in::SignInWords;
use runtime::secret::fresh_bytes;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::{self, CustomerVisit, StaffVisit};
use crate::visit::{self, Visit};
use crate::way;

/// How long the cookie of an attempt is kept, in seconds.
const ATTEMPT_AGE_MAX_S: u32 = 30 * 60;

/// The addresses.
pub fn routes() -> Router<Portal> {
    entrance(Entrance::Customers)
        .merge(entrance(Entrance::Staff))
        .route("/sign-in/account", post(code::choose))
        .merge(second_factor::routes())
        .route("/sign-out", post(leave))
        .route("/staff/sign-out", post(leave_staff))
}

fn entrance(entrance: Entrance) -> Router<Portal> {
    let path = entrance.path();
    let show = move |State(portal): State<Portal>, visit: Visit| async move {
        let next = visit.query(NEXT_FIELD).unwrap_or_default().to_owned();
        let form = Entered::of([(NEXT_FIELD, next)]);
        page(&portal, &visit, entrance, form).await
    };
    let send = move |State(portal): State<Portal>, visit: Visit, fields: Fields| async move {
        ask(&portal, &visit, entrance, fields).await
    };
    Router::new()
        .route(path, get(show).post(send))
        .merge(code::routes(entrance))
}

async fn page(portal: &Portal, visit: &Visit, entrance: Entrance, form: Entered) -> Response {
    let frame = portal.frame(visit, Visitor::Anyone);
    let status = status(&form);
    let props = AskPageProps {
        frame,
        entrance,
        form,
    };
    (status, render(move || AskPage(props)).await).into_response()
}

async fn ask(
    portal: &Portal,
    visit: &Visit,
    entrance: Entrance,
    fields: Fields,
) -> Result<Response, Failure> {
    let key = key(portal, visit)?;
    let typed = fields.text(CONTACT_FIELD).to_owned();
    let now = portal.context.clock.now();
    let (store, secrets) = (&portal.context.store, Secrets::new(fresh_bytes()));
    let door = door(entrance);
    let asked = sign_in::ask(store, key, door, &typed, visit.language, &secrets, now).await;
    let asked = match asked {
        Ok(asked) => asked,
        Err(OperationError::SignIn(error)) => {
            let mut form = fields.0;
            let error = OperationError::SignIn(error);
            form.refuse(CONTACT_FIELD, refusal::sentence(visit.language, &error));
            return Ok(page(portal, visit, entrance, form).await);
        }
        Err(error) => return Err(error.into()),
    };
    code::pass_on(portal, &asked).await;
    let cookie = attempt_cookie(entrance, &asked.browser);
    let to = with_next(
        &format!("{}/code", entrance.path()),
        fields.text(NEXT_FIELD),
    );
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), way::to(&to)).into_response())
}

async fn leave(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    let now = portal.context.clock.now();
    sessions::end(
        &portal.context.store,
        &me.session.holder,
        &me.session.id,
        now,
    )
    .await?;
    let cookies = AppendHeaders([(header::SET_COOKIE, session::end_cookie(false))]);
    Ok((cookies, way::done("/sign-in", "signed-out")).into_response())
}

async fn leave_staff(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let now = portal.context.clock.now();
    sessions::end(
        &portal.context.store,
        &me.session.holder,
        &me.session.id,
        now,
    )
    .await?;
    let cookies = AppendHeaders([(header::SET_COOKIE, session::end_cookie(true))]);
    Ok((cookies, way::done("/staff/sign-in", "signed-out")).into_response())
}

/// The key without which nobody signs in.
fn key<'a>(portal: &'a Portal, visit: &Visit) -> Result<&'a PortalKey, Failure> {
    let key = portal.context.config.portal_key.as_ref();
    key.ok_or_else(|| {
        let words = SignInWords::of(visit.language);
        Failure::Problem(Problem::Refused(words.not_set_up.to_owned()))
    })
}

fn door(entrance: Entrance) -> Door {
    match entrance {
        Entrance::Customers => Door::Customer,
        Entrance::Staff => Door::Staff,
    }
}

fn attempt_name(entrance: Entrance) -> &'static str {
    match entrance {
        Entrance::Customers => "__Host-sign-in",
        Entrance::Staff => "__Host-staff-sign-in",
    }
}

/// The token of the browser that asked for a code; empty where it asked for none.
fn attempt(headers: &HeaderMap, entrance: Entrance) -> &str {
    visit::cookie(headers, attempt_name(entrance)).unwrap_or_default()
}

fn attempt_cookie(entrance: Entrance, token: &str) -> String {
    let name = attempt_name(entrance);
    format!("{name}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={ATTEMPT_AGE_MAX_S}")
}

fn attempt_over(entrance: Entrance) -> String {
    let name = attempt_name(entrance);
    format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The browser as it calls itself.
fn device(headers: &HeaderMap) -> &str {
    let agent = headers.get(header::USER_AGENT);
    agent
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default()
}

fn with_next(path: &str, next: &str) -> String {
    match serde_urlencoded::to_string([(NEXT_FIELD, next)]) {
        Ok(query) if !next.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

fn status(form: &Entered) -> StatusCode {
    if form.is_refused() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}
