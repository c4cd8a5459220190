//! Serves the portal: one router, under `lambda_http` and under a socket.
//! It owns addresses, cookies and headers. What is on a page, `portal-app` decides; it keeps nothing.

pub mod render;
pub mod security;
pub mod stylesheet;
pub mod visit;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use portal_app::account_check::AccountCheck;
use portal_app::components::layout::Frame;
use portal_app::pages::not_found::{NotFoundPage, NotFoundPageProps};
use portal_app::pages::pay::{PayPage, PayPageProps};
use portal_app::payee::Payee;
use portal_app::stylesheet::STYLESHEET_PATH;
use tower_http::compression::CompressionLayer;

use crate::render::render;
use crate::visit::Visit;

/// What a deployment says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalSettings {
    /// The organisation that customers pay, as they know it.
    pub provider_name: String,
    /// Its Paybill number.
    pub short_code: String,
}

/// Every address of the portal, and a page for all others.
///
/// It can be mounted under another router as its fallback. It never reads a request's body.
pub fn router(settings: PortalSettings) -> Router {
    render::prepare();
    let payee = Payee {
        name: settings.provider_name.into(),
        short_code: settings.short_code.into(),
    };
    Router::new()
        .route("/", get(pay))
        .route(&STYLESHEET_PATH, get(stylesheet::stylesheet))
        .fallback(not_found)
        .layer(CompressionLayer::new().gzip(true))
        .layer(axum::middleware::map_response(security::add_headers))
        .with_state(payee)
}

async fn pay(State(payee): State<Payee>, visit: Visit) -> Response {
    let check = visit.account.as_deref().map(AccountCheck::of);
    let frame = Frame {
        language: visit.language,
        payee,
    };
    let page = render(move || PayPage(PayPageProps { frame, check })).await;
    (visit.cookie(), page).into_response()
}

async fn not_found(State(payee): State<Payee>, visit: Visit) -> Response {
    let frame = Frame {
        language: visit.language,
        payee,
    };
    let page = render(move || NotFoundPage(NotFoundPageProps { frame })).await;
    (StatusCode::NOT_FOUND, visit.cookie(), page).into_response()
}
