//! `/staff/obligations/{id}`: one obligation.

pub mod consequences;
pub mod describe;
pub mod history;
pub mod instalment;
pub mod withdraw;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use chrono::NaiveDate;
use operations::obligations;
use operations::settlements::{self, Settlement};
use portal_app::pages::staff::obligation::{
    Cancelled, ObligationPage, ObligationPageProps, ObligationView, PaidBy,
};
use portal_app::views::obligation::Dose;
use store::error::StoreError;
use store::obligations::ObligationFile;

use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::obligations::row;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route("/staff/obligations/{id}", get(show))
        .merge(describe::routes())
        .merge(instalment::routes())
        .merge(withdraw::routes())
}

/// The obligation that an address names.
///
/// # Errors
/// [`Failure::NotFound`].
pub fn id_in_path(text: &str) -> Result<ObligationId, Failure> {
    ObligationId::parse(text).map_err(|_| Failure::NotFound)
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = id_in_path(&id)?;
    let store = &portal.context.store;
    let today = nairobi_date(portal.context.clock.now());
    let file = obligations::get(store, &id).await?;
    let changes = obligations::history(store, &id).await?;
    let paid_by = settlements::of_obligation(store, &id).await?;
    let mut row = row(&file, today)?;
    if let Some(customer) = store.customer(&id.customer()).await? {
        row.customer_name = customer.name;
    }
    let obligation = file.obligation()?;
    let view = ObligationView {
        told: obligation.notify_customer,
        comments: obligation.manager_comments.clone(),
        created_at: file.head.created_at,
        created_by: file.head.created_by.clone(),
        cancelled: file.head.cancellation.clone().map(|one| Cancelled {
            at: one.at,
            by: one.by,
            reason: one.reason,
            amount: obligation.cancelled(),
        }),
        doses: doses(&file, today)?,
        older: paid_by.more,
        paid_by: paid_by.items.into_iter().map(paid_with).collect(),
        changes: history::changes(&file.head, &changes),
        row,
    };
    let frame = me.frame();
    Ok(render(move || ObligationPage(ObligationPageProps { frame, view })).await)
}

/// The instalments, with whether a person insisted on their days.
///
/// # Errors
/// [`StoreError::Corrupt`].
pub fn doses(file: &ObligationFile, today: NaiveDate) -> Result<Vec<Dose>, StoreError> {
    let instalments = file.obligation()?.instalments;
    let records = instalments.iter().zip(&file.instalments);
    let doses = records.map(|(one, record)| Dose::of(one, record.insisted, today));
    Ok(doses.collect())
}

fn paid_with(one: Settlement) -> PaidBy {
    PaidBy {
        payment: one.payment.id,
        paid_at: one.payment.paid_at,
        number: one.instalment,
        amount: one.amount,
    }
}
