//! Receives what payment providers report: makes it durable, acknowledges it, leaves the rest to the queue.
//! It owns the addresses and what is answered there. What a payment is for is none of its business.
//!
//! Nothing that a sender with the right token can send is answered with an error, because the provider
//! would not send it again; the only error answer says that neither the store nor the queue could keep it.

pub mod body;
mod keep;
mod validate;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use chrono::{DateTime, Utc};
use providers::mpesa::acknowledgement::Acknowledgement;
use providers::mpesa::hook::Hook;
use runtime::context::Context;

use crate::body::Body;

/// The addresses that providers are given, under `/hooks/{token}`.
pub fn router(context: Context) -> Router {
    let mut router = Router::new();
    for hook in Hook::ALL {
        let path = format!("/hooks/{{token}}/{}", hook.path());
        router = router.route(
            &path,
            post(move |context, token, request| receive(hook, context, token, request)),
        );
    }
    router.with_state(context)
}

/// One callback with the right token.
struct Callback {
    hook: Hook,
    short_code: String,
    received_at: DateTime<Utc>,
    body: Body,
}

type Token = Result<Path<String>, PathRejection>;

/// An unknown token is answered before the body is read, and costs no request to anything.
async fn receive(
    hook: Hook,
    State(context): State<Context>,
    token: Token,
    request: Request,
) -> Response {
    let short_code = token.ok().and_then(|Path(token)| {
        let short_code = context.config.short_code_of(&token);
        short_code.map(str::to_owned)
    });
    let Some(short_code) = short_code else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let body = body::read(request.into_body()).await;
    let callback = Callback {
        hook,
        short_code,
        received_at: context.clock.now(),
        body,
    };
    answer(match hook {
        Hook::Validation => validate::validate(&context, &callback).await,
        Hook::Confirmation | Hook::Stk => keep::keep(&context, &callback).await,
    })
}

fn answer(acknowledgement: Acknowledgement) -> Response {
    let status = match acknowledgement {
        Acknowledgement::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        Acknowledgement::Received
        | Acknowledgement::ValidationAccepted
        | Acknowledgement::ValidationRejected(_) => StatusCode::OK,
    };
    (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        acknowledgement.body(),
    )
        .into_response()
}
