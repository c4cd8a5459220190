//! Serves the portal: one router, under `lambda_http` and under a socket.
//! It owns addresses, cookies and headers. What is on a page, `portal-app` decides; what may be done, `operations`.

// The type of a page nests as deep as the page does.
#![recursion_limit = "512"]

pub mod portal;

pub mod dress;
pub mod origin;
pub mod session;
pub mod visit;

pub mod address;
pub mod failure;
pub mod fields;
pub mod paging;
pub mod refusal;
pub mod way;

pub mod account_movements;
pub mod sign_in;
pub mod signed_in;

pub mod customer;
pub mod public;
pub mod staff;

pub mod assets;
pub mod documents;
pub mod render;
pub mod security;
mod stylesheet;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use operations::mpesa::Mpesa;
use portal_app::payee::Payee;
use runtime::context::Context;
use runtime::request::observed;
use tower_http::compression::CompressionLayer;

use crate::failure::Failure;
use crate::fields::FORM_BYTES_MAX;
use crate::portal::Portal;

/// Every address of the portal, and a page for all others. It can be mounted under another router as its fallback.
/// Without `mpesa` nobody is prompted, and pages say how to pay by hand.
pub fn router(context: Context, mpesa: Option<Mpesa>, payee: Payee) -> Router {
    let portal = Portal {
        context: context.clone(),
        mpesa,
        payee,
    };
    let pages = Router::new()
        .merge(public::routes())
        .merge(sign_in::routes())
        .merge(customer::routes())
        .merge(staff::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(not_found)
        .layer(from_fn(origin::check))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(from_fn_with_state(portal.clone(), dress::dress))
        .with_state(portal);
    let addresses = Router::new()
        .merge(assets::routes())
        .merge(pages)
        .layer(CompressionLayer::new().gzip(true))
        .layer(map_response(security::add_headers));
    observed(addresses, &context)
}

async fn not_found() -> Result<Response, Failure> {
    Err(Failure::NotFound)
}
