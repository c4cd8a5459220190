//! `/staff/waiting/unverified`: payments that nothing has confirmed.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use operations::payments::{self, Filter, Shown};
use portal_app::pages::staff::waiting::unverified::{
    PATH, UnverifiedPage, UnverifiedPageProps, UnverifiedRow,
};

use super::ROWS;
use crate::failure::Failure;
use crate::paging;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::payments::row::doubt;

/// Pages of the list without owners that one page of this one looks at: most of those wait for something else.
const PAGES_MAX: usize = 10;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(list))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let mut after = paging::after(&me.visit)?;
    let filter = Filter {
        associated: Some(false),
        ..Filter::default()
    };
    let mut rows: Vec<UnverifiedRow> = Vec::new();
    for _ in 0..PAGES_MAX {
        let wanted = ROWS - rows.len();
        let page = payments::list(&portal.context.store, &filter, after, wanted).await?;
        rows.extend(page.items.iter().filter_map(row));
        after = page.next;
        if after.is_none() || rows.len() >= ROWS {
            break;
        }
    }
    let next = paging::href(PATH, &[], after.as_deref());
    let frame = me.frame();
    Ok(render(move || UnverifiedPage(UnverifiedPageProps { frame, rows, next })).await)
}

fn row(shown: &Shown) -> Option<UnverifiedRow> {
    let payment = &shown.facts.payment;
    Some(UnverifiedRow {
        id: payment.id.clone(),
        receipt: payment.receipt.to_string(),
        amount: payment.amount,
        paid_at: payment.paid_at,
        doubt: doubt(shown)?,
    })
}
