//! Puts a customer's credit to the ticked charges, once it was said what that does.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use billing::role::Permission;
use operations::debts::settle;
use portal_app::pages::staff::customer::debts::SETTLED;
use portal_app::pages::staff::customer::debts::settle::{
    SettlePage, SettlePageProps, Settling, SettlingLine,
};
use portal_app::views::customer::{CustomerHead, customer_path};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::debts::places;
use crate::staff::customer::id_in_path;
use crate::way;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/customers/{account}/debts/settle", post(put))
}

/// What it would do; nothing is written.
///
/// # Errors
/// Those of [`settle::preview`].
pub async fn preview(
    portal: &Portal,
    me: &StaffVisit,
    head: CustomerHead,
    places: &[(ObligationId, u32)],
) -> Result<Response, Failure> {
    me.actor.may(Permission::AllocatePayment)?;
    let customer = id_in_path(&head.account)?;
    let today = nairobi_date(portal.context.clock.now());
    let store = &portal.context.store;
    let settlement = settle::preview(store, &customer, CURRENCY, places, today).await?;
    let lines = settlement.lines.iter().map(|line| SettlingLine {
        description: line.debt.description.clone(),
        number: line.debt.dose.number,
        of: line.debt.of,
        put: line.put,
        missing: line.missing,
    });
    let ticks = places.iter().map(|(id, number)| format!("{id}/{number}"));
    let settling = Settling {
        ticks: ticks.collect(),
        lines: lines.collect(),
        put: settlement.put,
        missing: settlement.missing,
        credit_before: settlement.credit_before,
        credit_after: settlement.credit_after,
        can_ask: portal.mpesa.is_some(),
    };
    let frame = me.frame();
    Ok(render(move || {
        SettlePage(SettlePageProps {
            frame,
            head,
            settling,
        })
    })
    .await)
}

/// Somebody may have settled a charge in the meantime; it then gets nothing, and the page shows how it stands.
async fn put(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let customer = id_in_path(&account)?;
    let places = places(&fields.0)?;
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    settle::settle(store, &customer, CURRENCY, &places, &me.actor, now).await?;
    let path = customer_path(customer.account().as_str());
    Ok(way::done(&format!("{path}/debts"), SETTLED))
}
