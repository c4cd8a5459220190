//! What every request and answer passes: who asks, the page about a failure, and the cookies.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use operations::sessions::Session;
use portal_app::pages::not_found::{NotFoundPage, NotFoundPageProps};
use portal_app::pages::problem::{ProblemPage, ProblemPageProps};

use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::{self, is_staff_path};
use crate::visit::Visit;

/// Around every handler.
pub async fn dress(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::of(&parts);
    let staff = is_staff_path(parts.uri.path());
    let resumed = session::resume(&portal, &parts).await;
    let session = match resumed {
        Ok(session) => session,
        Err(failure) => return told(&portal, &visit, None, failure).await,
    };
    if let Some(session) = session.clone() {
        parts.extensions.insert(session);
    }
    parts.extensions.insert(visit.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        response = told(&portal, &visit, session.as_ref(), failure).await;
    }
    let fresh = session.and_then(|session| session.fresh_token);
    if let Some(token) = fresh {
        keep_first(response.headers_mut(), &session::set_cookie(staff, &token));
    }
    if let Some(cookie) = visit.cookie() {
        add(response.headers_mut(), &cookie);
    }
    response
}

/// The page about a failure.
async fn told(
    portal: &Portal,
    visit: &Visit,
    session: Option<&Session>,
    failure: Failure,
) -> Response {
    if let Failure::SignIn { staff, next } = &failure {
        return to_sign_in(*staff, next.as_deref());
    }
    let frame = portal.frame(visit, session::visitor(session));
    let (status, problem) = failure.told(visit.language);
    let page = match problem {
        None => render(move || NotFoundPage(NotFoundPageProps { frame })).await,
        Some(problem) => render(move || ProblemPage(ProblemPageProps { frame, problem })).await,
    };
    (status, page).into_response()
}

fn to_sign_in(staff: bool, next: Option<&str>) -> Response {
    let door = if staff { "/staff/sign-in" } else { "/sign-in" };
    let to = match next.filter(|next| *next != "/" && *next != session::STAFF_PATH) {
        Some(next) => {
            let query = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
            format!("{door}?{query}")
        }
        None => door.to_owned(),
    };
    Redirect::to(&to).into_response()
}

/// Adds a session's cookie, unless the handler has just begun or ended a session itself.
fn keep_first(headers: &mut HeaderMap, cookie: &str) {
    let name = cookie.split('=').next().unwrap_or_default();
    let mut set = headers.get_all(header::SET_COOKIE).iter();
    let decided = set.any(|set| set.as_bytes().starts_with(name.as_bytes()));
    if !decided {
        add(headers, cookie);
    }
}

fn add(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}
