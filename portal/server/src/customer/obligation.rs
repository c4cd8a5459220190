//! `/obligations/{id}`: one obligation of the customer.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use chrono::NaiveDate;
use operations::error::OperationError;
use operations::obligations;
use operations::obligations::institution;
use operations::settlements::{self, Settlements};
use portal_app::pages::customer::obligation::{
    ObligationPage, ObligationPageProps, Owed, Settlement,
};
use portal_app::views::obligation::Dose;
use store::obligations::ObligationFile;

use crate::customer::obligations::settled;
use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::CustomerVisit;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/obligations/{id}", get(show))
}

async fn show(
    State(portal): State<Portal>,
    me: CustomerVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = ObligationId::parse(&id).map_err(|_| Failure::NotFound)?;
    let store = &portal.context.store;
    let file = obligations::of(store, &me.customer.id, &id).await?;
    let settlements = settlements::of_obligation(store, &file.head.id).await?;
    let today = nairobi_date(portal.context.clock.now());
    let owed = owed(&file, settlements, today)?;
    let frame = me.frame();
    Ok(render(move || ObligationPage(ObligationPageProps { frame, owed })).await)
}

fn owed(
    file: &ObligationFile,
    settlements: Settlements,
    today: NaiveDate,
) -> Result<Owed, OperationError> {
    let obligation = file.obligation()?;
    let doses = obligation.instalments.iter().zip(&file.instalments);
    let cancelled = obligation.cancelled();
    let since = file.head.cancellation.as_ref();
    Ok(Owed {
        institution: institution(&obligation.payee),
        since: nairobi_date(obligation.created_at),
        amount: obligation.amount,
        paid: obligation.paid(),
        outstanding: obligation.outstanding(),
        settled: settled(file, today)?,
        cancelled: since.map(|it| (nairobi_date(it.at), cancelled)),
        doses: doses
            .map(|(dose, record)| Dose::of(dose, record.insisted, today))
            .collect(),
        settlements: settlements.items.into_iter().map(settlement).collect(),
        older_settlements: settlements.more,
        id: obligation.id,
        description: obligation.description,
        payment_code: obligation.payment_code,
    })
}

fn settlement(one: settlements::Settlement) -> Settlement {
    Settlement {
        payment: one.number,
        receipt: one.payment.receipt.to_string(),
        paid_at: one.payment.paid_at,
        instalment: one.instalment,
        amount: one.amount,
    }
}
