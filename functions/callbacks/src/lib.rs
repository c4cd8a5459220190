//! Receives what payment providers report: makes it durable, acknowledges it, leaves the rest to the queue.
//! It owns the addresses and what is answered there. What a payment is for is none of its business.
//!
//! Nothing that a sender with the right token can send is answered with an error, because the provider
//! would not send it again; the only error answer says that neither the store nor the queue could keep it.

pub mod body;
mod keep;
mod source;
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
use runtime::metrics::Metric;
use runtime::request::observed;
use serde::Deserialize;

use crate::body::Body;

/// The addresses that providers are given, under `/hooks/{token}`.
pub fn router(context: Context) -> Router {
    let mut router = Router::new();
    for hook in Hook::ALL {
        let path = format!("/hooks/{{token}}/{}", hook.path());
        router = router.route(
            &path,
            post(move |context, path, request| receive(hook, context, path, request)),
        );
        if hook.names_its_subject() {
            router = router.route(
                &format!("{path}/{{subject}}"),
                post(move |context, path, request| receive(hook, context, path, request)),
            );
        }
    }
    observed(router.with_state(context.clone()), &context)
}

/// One callback with the right token.
struct Callback {
    hook: Hook,
    /// The end of its address, with what it is about where that is part of it.
    address: String,
    /// Where it came from, if that is not where the provider sends from.
    unexpected_source: Option<String>,
    short_code: String,
    received_at: DateTime<Utc>,
    body: Body,
}

/// The token, and what the address is about.
#[derive(Deserialize)]
struct Parts {
    token: String,
    subject: Option<String>,
}

/// An unknown token is answered before the body is read, and costs no request to anything.
async fn receive(
    hook: Hook,
    State(context): State<Context>,
    parts: Result<Path<Parts>, PathRejection>,
    request: Request,
) -> Response {
    let known = parts.ok().and_then(|Path(parts)| {
        let short_code = context.config.short_code_of(&parts.token)?.to_owned();
        Some((short_code, parts.subject))
    });
    let Some((short_code, subject)) = known else {
        context.metrics.count(Metric::CallbacksRefused);
        return StatusCode::NOT_FOUND.into_response();
    };
    let address = match subject {
        Some(subject) => format!("{}/{subject}", hook.path()),
        None => hook.path().to_owned(),
    };
    let unexpected_source = source::of(&request)
        .filter(|source| !context.config.trust.is_expected(*source))
        .map(|source| source.to_string());
    let body = body::read(request.into_body()).await;
    let callback = Callback {
        hook,
        address,
        unexpected_source,
        short_code,
        received_at: context.clock.now(),
        body,
    };
    answer(match hook {
        Hook::Validation => validate::validate(&context, &callback).await,
        Hook::Confirmation | Hook::Stk | Hook::Results | Hook::Timeouts => {
            keep::keep(&context, &callback).await
        }
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
