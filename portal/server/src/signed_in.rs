//! Where somebody is signed in, and ending it: the same for customers and staff.

use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Response};
use billing::ids::SessionId;
use operations::sessions::{self, Holder, Session};
use portal_app::components::sessions::{SESSION_FIELD, SignedInAt};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::session::end_cookie;
use crate::way;

/// The sessions of whoever this one belongs to.
pub async fn list(portal: &Portal, session: &Session) -> Result<Vec<SignedInAt>, Failure> {
    let now = portal.context.clock.now();
    let places = sessions::list(&portal.context.store, &session.holder, now).await?;
    let shown = places.into_iter().map(|place| SignedInAt {
        current: place.id == session.id,
        id: place.id,
        device: place.device,
        since: place.created_at,
        seen_at: place.seen_at,
    });
    Ok(shown.collect())
}

/// Ends one of them; somebody else's is not found, and so nothing happens to it.
pub async fn end(portal: &Portal, session: &Session, fields: &Fields) -> Result<(), Failure> {
    let id = SessionId::parse(fields.text(SESSION_FIELD)).map_err(|_| Failure::NotFound)?;
    let now = portal.context.clock.now();
    sessions::end(&portal.context.store, &session.holder, &id, now).await?;
    Ok(())
}

/// Ends all of them, this one too.
pub async fn end_all(portal: &Portal, session: &Session, door: &str) -> Result<Response, Failure> {
    let now = portal.context.clock.now();
    sessions::end_all(&portal.context.store, &session.holder, now).await?;
    let is_staff = matches!(session.holder, Holder::Staff(_));
    let cookie = AppendHeaders([(header::SET_COOKIE, end_cookie(is_staff))]);
    Ok((cookie, way::done(door, "signed-out")).into_response())
}
