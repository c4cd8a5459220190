//! `/statement?from&to`: a customer's movements, and the same as PDF and as CSV.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use portal_app::pages::customer::statement::{
    OwnStatementPage, OwnStatementPageProps, STATEMENT_PATH,
};

use crate::account_movements::{self, Kept, Shown};
use crate::documents::statement::Movement;
use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::CustomerVisit;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(STATEMENT_PATH, get(show))
        .route("/statement.pdf", get(pdf))
        .route("/statement.csv", get(csv))
}

async fn show(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    page(&portal, &me).await
}

async fn page(portal: &Portal, me: &CustomerVisit) -> Result<Response, Failure> {
    let Shown {
        form,
        periods,
        movements,
    } = account_movements::shown(portal, &me.customer, &me.visit, href).await?;
    let status = if form.is_refused() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let props = OwnStatementPageProps {
        frame: me.frame(),
        form,
        periods,
        movements,
    };
    Ok((status, render(move || OwnStatementPage(props)).await).into_response())
}

fn href(line: &Movement) -> Option<String> {
    let obligation = line.obligation.as_ref();
    obligation.map(|id| format!("/obligations/{id}"))
}

async fn pdf(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    file(&portal, &me, Kept::Pdf).await
}

async fn csv(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    file(&portal, &me, Kept::Csv).await
}

async fn file(portal: &Portal, me: &CustomerVisit, kept: Kept) -> Result<Response, Failure> {
    match account_movements::file(portal, &me.customer, &me.visit, kept).await? {
        Some(file) => Ok(file),
        None => page(portal, me).await,
    }
}
