//! Who calls: the key in the `Authorization` header, and the person that the key's owner speaks for.
//! It decides before anything of the request is read, and compares in constant time. What somebody may do is their
//! key's role, whomever it speaks for; the operations see to that.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use billing::ids::KeyId;
use billing::role::Role;
use operations::actor::Actor;
use operations::api_keys;
use runtime::context::Context;

use crate::refusal::Refusal;

/// The header that names the person for whom an integration acts.
pub const ACTOR_HEADER: &str = "malipo-actor";

/// The name of the key that the configuration holds, and of whoever uses it without saying more.
pub const ADMINISTRATOR: &str = "administrator";

/// What rules and schedules are called in records; nobody may speak in their name.
const SYSTEM: &str = "system";

/// Whose key it is. Idempotency keys of one owner never meet those of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOwner(pub String);

/// The key that was presented.
enum Presented {
    /// The one in the configuration, which may everything.
    Configured,
    /// One that was issued.
    Issued(KeyId, String, Role),
}

impl Presented {
    fn owner(&self) -> KeyOwner {
        KeyOwner(match self {
            Self::Configured => ADMINISTRATOR.to_owned(),
            Self::Issued(id, _, _) => id.to_string(),
        })
    }

    /// The person that the key speaks for, or the key itself where it names nobody.
    fn actor(&self, name: Option<&str>) -> Actor {
        match self {
            Self::Configured => Actor::named(name.unwrap_or(ADMINISTRATOR)),
            Self::Issued(id, own, role) => Actor::key(id, name.unwrap_or(own), *role),
        }
    }
}

/// Lets a request with a known key through, with its [`KeyOwner`] and [`Actor`].
pub async fn authenticate(
    State(context): State<Context>,
    mut request: Request,
    next: Next,
) -> Response {
    let key = match presented(&context, request.headers()).await {
        Ok(key) => key,
        Err(refusal) => return refusal.into_response(),
    };
    let actor = match named(request.headers()) {
        Ok(name) => key.actor(name),
        Err(refusal) => return refusal.into_response(),
    };
    request.extensions_mut().insert(actor);
    request.extensions_mut().insert(key.owner());
    next.run(request).await
}

async fn presented(context: &Context, headers: &HeaderMap) -> Result<Presented, Refusal> {
    let presented = bearer(headers).unwrap_or_default();
    let configured = context.config.api_key.as_ref();
    if configured.is_some_and(|key| key.matches(presented)) {
        return Ok(Presented::Configured);
    }
    match api_keys::resume(&context.store, presented, context.clock.now()).await? {
        Some(key) => Ok(Presented::Issued(key.id, key.name, key.role)),
        None => {
            let detail = "Send a valid API key as `Authorization: Bearer <key>`.";
            Err(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "unauthenticated",
                detail,
            ))
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(key.trim_start())
}

/// The person that the caller names, if any.
fn named(headers: &HeaderMap) -> Result<Option<&str>, Refusal> {
    let Some(value) = headers.get(ACTOR_HEADER) else {
        return Ok(None);
    };
    let refused = |detail| Refusal::new(StatusCode::BAD_REQUEST, "invalid_actor", detail);
    let name = std::str::from_utf8(value.as_bytes())
        .map_err(|_| refused("Write the name in Malipo-Actor in UTF-8."))?;
    let cleaned = Actor::named(name);
    if cleaned.name().is_empty() || cleaned.name().eq_ignore_ascii_case(SYSTEM) {
        let detail = "Name a person or a system of yours in Malipo-Actor, or leave it out.";
        return Err(refused(detail));
    }
    Ok(Some(name))
}
