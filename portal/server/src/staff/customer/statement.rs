//! `/staff/customers/{account}/statement?from&to`, and the same as PDF and as CSV.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use portal_app::pages::staff::customer::statement::{
    CustomerStatementPage, CustomerStatementPageProps,
};
use portal_app::views::obligation::obligation_path;

use crate::account_movements::{self, Kept, Shown};
use crate::documents::statement::Movement;
use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::load;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route("/staff/customers/{account}/statement", get(show))
        .route("/staff/customers/{account}/statement.pdf", get(pdf))
        .route("/staff/customers/{account}/statement.csv", get(csv))
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    page(&portal, &me, &account).await
}

async fn page(portal: &Portal, me: &StaffVisit, account: &str) -> Result<Response, Failure> {
    let (customer, head) = load(portal, account).await?;
    let Shown {
        form,
        periods,
        movements,
    } = account_movements::shown(portal, &customer, &me.visit, href).await?;
    let status = match form.is_refused() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let frame = me.frame();
    let page = render(move || {
        CustomerStatementPage(CustomerStatementPageProps {
            frame,
            head,
            form,
            periods,
            movements,
        })
    });
    Ok((status, page.await).into_response())
}

fn href(line: &Movement) -> Option<String> {
    let of_payment = line.payment.as_ref();
    let of_payment = of_payment.map(|id| format!("/staff/payments/{id}"));
    of_payment.or_else(|| line.obligation.as_ref().map(obligation_path))
}

async fn pdf(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    file(&portal, &me, &account, Kept::Pdf).await
}

async fn csv(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    file(&portal, &me, &account, Kept::Csv).await
}

async fn file(
    portal: &Portal,
    me: &StaffVisit,
    account: &str,
    kept: Kept,
) -> Result<Response, Failure> {
    let (customer, _) = load(portal, account).await?;
    match account_movements::file(portal, &customer, &me.visit, kept).await? {
        Some(file) => Ok(file),
        None => page(portal, me, account).await,
    }
}
