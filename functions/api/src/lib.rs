//! The staff and integration API: JSON over the use cases of `operations`, one file for each resource.
//! It owns addresses, forms and status codes. Every decision about money is made further in.
//!
//! A request passes, in this order: the key ([`key`]), the idempotency key ([`idempotency`], POST only),
//! and its resource. What is refused on the way is told as problem details ([`refusal`]).

pub mod key;

pub mod idempotency;

pub mod refusal;

pub mod cursor;
pub mod input;
pub mod query;

pub mod fields;
pub mod parties;

pub mod customers;
pub mod statement;

pub mod payments;

pub mod association;

pub mod allocations;

pub mod history;

pub mod obligations;

pub mod due_calendar;
pub mod holidays;

pub mod institutions;

pub mod settings;

pub mod journal;

pub mod stk_pushes;

pub mod receipt_claims;
pub mod transaction_status;

pub mod parked;

pub mod reconciliation;

pub mod reports;

pub mod channels;
pub mod notifications;

pub mod api_keys;
pub mod audit;
pub mod staff;

pub mod message_texts;

pub mod calendar_feed;
pub mod public;
pub mod sender;

pub mod document;
pub mod health;

use std::any::Any;

use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use operations::mpesa::Mpesa;
use runtime::context::Context;
use runtime::problem::Problem;
use runtime::request::observed;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::refusal::Refusal;

/// Where the resources are.
pub const BASE: &str = "/api/v1";

/// Every address of the API: the resources and their description under [`BASE`], `/healthz`, `/readyz`; and beside
/// them what customers open without a key ([`public`]). Without `mpesa` no phone is prompted and nothing is asked.
pub fn router(context: Context, mpesa: Option<Mpesa>) -> Router {
    let (resources, of_resources) = resources().split_for_parts();
    let (description, of_description) = document::routes().split_for_parts();
    let (health, of_health) = health::routes().split_for_parts();
    let mut openapi = document::foundation()
        .nest(BASE, of_resources)
        .nest(BASE, of_description);
    openapi.merge(of_health);

    let resources = guarded(resources, &context, mpesa)
        .merge(description.layer(Extension(document::complete(&openapi))));
    let addresses = Router::new()
        .nest(BASE, resources)
        .merge(health)
        .merge(public::routes());
    finished(addresses, context)
}

/// Those addresses under [`BASE`] that call M-PESA, and nothing else: for a function of their own, which alone needs its
/// secrets. A request passes the same as in [`router`].
pub fn mpesa_router(context: Context, mpesa: Mpesa) -> Router {
    // To add one: here, and as a route of that function in the template.
    let calling = OpenApiRouter::new()
        .merge(stk_pushes::calling_mpesa())
        .merge(receipt_claims::calling_mpesa())
        .merge(transaction_status::calling_mpesa());
    let resources = guarded(calling.into(), &context, Some(mpesa));
    finished(Router::new().nest(BASE, resources), context)
}

/// What every request for a resource passes, and what is answered where there is none.
fn guarded(resources: Router<Context>, context: &Context, mpesa: Option<Mpesa>) -> Router<Context> {
    resources
        .fallback(unknown_address)
        .method_not_allowed_fallback(wrong_method)
        .layer(Extension(mpesa))
        .layer(from_fn_with_state(context.clone(), idempotency::once))
        .layer(from_fn_with_state(context.clone(), key::authenticate))
}

fn finished(addresses: Router<Context>, context: Context) -> Router {
    let addresses = addresses
        .layer(CatchPanicLayer::custom(panicked))
        .layer(map_response(never_cached))
        .with_state(context.clone());
    observed(addresses, &context)
}

fn resources() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .merge(customers::routes())
        .merge(statement::routes())
        .merge(payments::routes())
        .merge(association::routes())
        .merge(allocations::routes())
        .merge(history::routes())
        .merge(obligations::routes())
        .merge(due_calendar::routes())
        .merge(holidays::routes())
        .merge(institutions::routes())
        .merge(settings::routes())
        .merge(journal::routes())
        .merge(stk_pushes::routes())
        .merge(receipt_claims::routes())
        .merge(transaction_status::routes())
        .merge(parked::routes())
        .merge(reconciliation::routes())
        .merge(reports::routes())
        .merge(notifications::routes())
        .merge(channels::routes())
        .merge(message_texts::routes())
        .merge(calendar_feed::routes())
        .merge(staff::routes())
        .merge(api_keys::routes())
        .merge(audit::routes())
}

async fn unknown_address() -> Refusal {
    let detail = "There is nothing at this address; /api/v1/openapi.json lists what there is.";
    Refusal::new(StatusCode::NOT_FOUND, "unknown_address", detail)
}

async fn wrong_method() -> Refusal {
    let detail = "This address does not take this method; the Allow header lists what it takes.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}

/// What a panic says may hold anything, so none of it is passed on.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Problem::internal(&std::io::Error::other("a handler panicked")).into_response()
}

/// Nothing is kept by anybody on the way unless its resource says so.
async fn never_cached(mut response: Response) -> Response {
    let value = HeaderValue::from_static("no-store");
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(value);
    response
}
