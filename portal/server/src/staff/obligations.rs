//! `/staff/obligations?status=`: what customers have to pay.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::account_number::AccountNumber;
use billing::civil::nairobi_date;
use billing::obligation::Instalment;
use chrono::{DateTime, NaiveDate, Utc};
use operations::obligation_list;
use portal_app::components::settled::Settled;
use portal_app::pages::staff::obligations::{ObligationsPage, ObligationsPageProps, Wanted};
use portal_app::views::obligation::ObligationRow;
use store::client::Store;
use store::error::StoreError;
use store::obligations::ObligationFile;

use crate::failure::Failure;
use crate::paging::{self, PAGE_ROWS};
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::visit::Visit;

const PATH: &str = "/staff/obligations";

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(list))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let after = paging::after(&me.visit)?;
    let wanted = wanted(&me.visit);
    let now = portal.context.clock.now();
    let store = &portal.context.store;
    let page = obligation_list::list(store, asked(wanted, now), after, PAGE_ROWS).await?;
    let mut rows = rows(&page.items, now)?;
    name(store, &mut rows).await?;
    let next = paging::href(PATH, &[("status", wanted.value())], page.next.as_deref());
    let frame = me.frame();
    Ok(render(move || {
        ObligationsPage(ObligationsPageProps {
            frame,
            wanted,
            rows,
            next,
        })
    })
    .await)
}

/// Gives the customers of a list the names that they have now.
///
/// # Errors
/// Faults of the store.
pub async fn name(store: &Store, rows: &mut [ObligationRow]) -> Result<(), StoreError> {
    let owners: BTreeSet<AccountNumber> =
        rows.iter().map(|row| row.id.customer().account()).collect();
    let owners: Vec<AccountNumber> = owners.into_iter().collect();
    let customers = store.customers_by_account(&owners).await?;
    for row in rows {
        let owner = row.id.customer();
        if let Some(customer) = customers.iter().find(|customer| customer.id == owner) {
            row.customer_name.clone_from(&customer.name);
        }
    }
    Ok(())
}

/// Which obligations the address asks for.
#[must_use]
pub fn wanted(visit: &Visit) -> Wanted {
    Wanted::of_value(visit.query("status").unwrap_or_default())
}

/// The same as the operation takes it.
#[must_use]
pub fn asked(wanted: Wanted, now: DateTime<Utc>) -> Option<obligation_list::Wanted> {
    match wanted {
        Wanted::All => None,
        Wanted::Status(status) => Some(obligation_list::Wanted::Status(status)),
        Wanted::Overdue => Some(obligation_list::Wanted::Overdue(nairobi_date(now))),
    }
}

/// Obligations as rows.
///
/// # Errors
/// [`StoreError::Corrupt`].
pub fn rows(
    files: &[ObligationFile],
    now: DateTime<Utc>,
) -> Result<Vec<ObligationRow>, StoreError> {
    let today = nairobi_date(now);
    files.iter().map(|file| row(file, today)).collect()
}

/// An obligation as a row.
///
/// # Errors
/// [`StoreError::Corrupt`].
pub fn row(file: &ObligationFile, today: NaiveDate) -> Result<ObligationRow, StoreError> {
    let obligation = file.obligation()?;
    let open = obligation.instalments.iter();
    let open = open.filter(|dose| dose.outstanding().is_positive());
    let settled = Settled {
        status: obligation.status(),
        overdue: obligation.overdue(today),
        cancelled: file.head.cancellation.is_some()
            && obligation.instalments.iter().all(Instalment::is_cancelled),
    };
    Ok(ObligationRow {
        account: obligation.customer.account().to_string(),
        customer_name: file.head.customer_name.clone(),
        paid: obligation.paid(),
        outstanding: obligation.outstanding(),
        next_due_on: open.map(|dose| dose.due_on).min(),
        settled,
        id: obligation.id,
        payee: obligation.payee,
        description: obligation.description,
        payment_code: obligation.payment_code,
        amount: obligation.amount,
    })
}
