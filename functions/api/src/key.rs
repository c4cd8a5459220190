//! Who calls: the key in the `Authorization` header, and the person that the key's owner speaks for.
//! It decides before anything of the request is read, and compares in constant time.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use operations::actor::Actor;
use runtime::context::Context;

use crate::refusal::Refusal;

/// The header that names the person for whom an integration acts.
pub const ACTOR_HEADER: &str = "malipo-actor";

/// The name of the key that the configuration holds, and of whoever uses it without saying more.
pub const ADMINISTRATOR: &str = "administrator";

/// What rules and schedules are called in records; nobody may speak in their name.
const SYSTEM: &str = "system";

/// Whose key it is. Idempotency keys of one owner never meet those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyOwner(pub &'static str);

/// Lets a request with a known key through, with its [`KeyOwner`] and [`Actor`].
pub async fn authenticate(
    State(context): State<Context>,
    mut request: Request,
    next: Next,
) -> Response {
    let presented = bearer(request.headers()).unwrap_or_default();
    let known = context.config.api_key.as_ref();
    if !known.is_some_and(|key| key.matches(presented)) {
        let detail = "Send a valid API key as `Authorization: Bearer <key>`.";
        return Refusal::new(StatusCode::UNAUTHORIZED, "unauthenticated", detail).into_response();
    }
    let actor = match actor(request.headers()) {
        Ok(actor) => actor,
        Err(refusal) => return refusal.into_response(),
    };
    request.extensions_mut().insert(actor);
    request.extensions_mut().insert(KeyOwner(ADMINISTRATOR));
    next.run(request).await
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(key.trim_start())
}

fn actor(headers: &HeaderMap) -> Result<Actor, Refusal> {
    let Some(value) = headers.get(ACTOR_HEADER) else {
        return Ok(Actor::named(ADMINISTRATOR));
    };
    let name = std::str::from_utf8(value.as_bytes()).map_err(|_| {
        let detail = "Write the name in Malipo-Actor in UTF-8.";
        Refusal::new(StatusCode::BAD_REQUEST, "invalid_actor", detail)
    })?;
    let actor = Actor::named(name);
    if actor.name().is_empty() || actor.name().eq_ignore_ascii_case(SYSTEM) {
        let detail = "Name a person or a system of yours in Malipo-Actor, or leave it out.";
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "invalid_actor",
            detail,
        ));
    }
    Ok(actor)
}
