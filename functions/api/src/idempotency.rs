//! `Idempotency-Key`: the same POST may be sent any number of times and is done once.
//!
//! What is remembered is the first answer that changed something, or that the state refused (409). What
//! was refused for its form, or failed on our side, may be sent again under the same key; once it is
//! corrected it is another request and needs a key of its own.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use runtime::context::Context;
use store::error::StoreError;
use store::idempotency::{Answer, Claim, Held};
use uuid::Uuid;

use crate::input::read;
use crate::key::KeyOwner;
use crate::refusal::Refusal;

/// The header that names a request.
pub const KEY_HEADER: &str = "idempotency-key";

/// The header of an answer that was given before.
pub const REPLAYED_HEADER: &str = "idempotency-replayed";

/// The longest key.
const KEY_CHARS_MAX: usize = 255;

/// What the ids of everything that a request creates are made from; the same each time it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub Uuid);

/// An answer with a secret in it, which is not kept: what is answered in its place when the request is sent again.
#[derive(Clone, Debug)]
pub struct ShownOnce(pub Refusal);

/// Runs a POST at most once for each key, and gives every POST its [`Seed`].
pub async fn once(State(context): State<Context>, mut request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let key = match key(request.headers()) {
        Ok(Some(key)) => key,
        Ok(None) => {
            request.extensions_mut().insert(Seed(Uuid::now_v7()));
            return next.run(request).await;
        }
        Err(refusal) => return refusal.into_response(),
    };
    claimed(&context, &key, request, next)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let mut values = headers.get_all(KEY_HEADER).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let key = value.as_bytes();
    let usable = (1..=KEY_CHARS_MAX).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    match value.to_str() {
        Ok(key) if usable && values.next().is_none() => Ok(Some(key.to_owned())),
        _ => {
            let detail = format!(
                "Give one Idempotency-Key of 1 to {KEY_CHARS_MAX} visible ASCII characters."
            );
            Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "invalid_idempotency_key",
                detail,
            ))
        }
    }
}

async fn claimed(
    context: &Context,
    key: &str,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let owner = request.extensions().get::<KeyOwner>();
    let owner = owner.map_or_else(String::new, |KeyOwner(name)| name.clone());
    let (mut parts, body) = request.into_parts();
    let body = read(body).await?;
    let head = format!("{}\n{}\n", parts.method, parts.uri);
    let fingerprint = [head.as_bytes(), &body].concat();
    let now = context.clock.now();
    let claim = context
        .store
        .claim_request(&owner, key, &fingerprint, Uuid::now_v7(), now)
        .await;
    let held = match claim {
        Ok(Claim::Ours(held)) => held,
        Ok(Claim::Done(answer)) => return Ok(replayed(answer)),
        Ok(Claim::Running) | Err(StoreError::Conflict) => {
            let detail = "The first request with this key is still running; try again shortly.";
            return Err(Refusal::new(
                StatusCode::CONFLICT,
                "request_still_running",
                detail,
            ));
        }
        Ok(Claim::OtherRequest) => {
            let detail = "This key was used for another request; use a new one.";
            return Err(Refusal::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                detail,
            ));
        }
        Err(error) => return Err(error.into()),
    };
    parts.extensions.insert(Seed(held.seed));
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    Ok(kept(context, &held, response).await)
}

fn replayed(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let form = if status.is_client_error() {
        "application/problem+json"
    } else {
        "application/json"
    };
    let headers = [
        (header::CONTENT_TYPE.as_str(), form),
        (REPLAYED_HEADER, "true"),
    ];
    (status, headers, answer.body).into_response()
}

fn in_its_place(refusal: &Refusal) -> Answer {
    Answer {
        status: refusal.status(),
        // A refusal is text and numbers, so it can be written.
        body: serde_json::to_string(refusal).unwrap_or_default(),
    }
}

/// Remembers the answer, or gives the key up. The answer is given in any case: what it tells has happened.
async fn kept(context: &Context, held: &Held, response: Response) -> Response {
    let status = response.status();
    let (parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else {
        let error = std::io::Error::other("an answer could not be written");
        return runtime::problem::Problem::internal(&error).into_response();
    };
    let body = body.to_bytes();
    let remembered = status.is_success() || status == StatusCode::CONFLICT;
    let noted = if remembered {
        let answer = match parts.extensions.get::<ShownOnce>() {
            Some(ShownOnce(refusal)) => in_its_place(refusal),
            None => Answer {
                status: status.as_u16(),
                body: String::from_utf8_lossy(&body).into_owned(),
            },
        };
        context.store.answer_request(held, answer).await
    } else {
        let now = context.clock.now();
        context.store.release_request(held, now).await
    };
    if let Err(error) = noted {
        // Its repetition runs again after a while, with the same seed, and finds what was done.
        let error = runtime::logging::chain(&error);
        tracing::warn!(error, "an answer is not remembered");
    }
    Response::from_parts(parts, Body::from(body))
}
