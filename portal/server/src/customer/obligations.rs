//! `/obligations`: what a customer has or had to pay.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::civil::nairobi_date;
use chrono::NaiveDate;
use operations::error::OperationError;
use operations::obligation_list::{self, Wanted};
use operations::obligations::institution;
use portal_app::components::settled::Settled;
use portal_app::pages::customer::obligations::{
    ObligationLine, ObligationsPage, ObligationsPageProps, Shown,
};
use store::obligations::ObligationFile;

use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::CustomerVisit;

/// Obligations of one page.
const PAGE_LINES: usize = 20;
/// The field of an address that says which are shown.
const STATUS: &str = "status";
/// The field of an address that says where a page begins.
const AFTER: &str = "after";

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/obligations", get(list))
}

async fn list(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    let shown = Shown::of_value(me.visit.query(STATUS).unwrap_or_default());
    let wanted = match shown {
        Shown::All => None,
        Shown::ToPay => Some(Wanted::Open),
        Shown::Paid => Some(Wanted::Settled),
        Shown::Cancelled => Some(Wanted::Cancelled),
    };
    let (store, after) = (&portal.context.store, me.visit.query(AFTER));
    let page =
        obligation_list::of_customer(store, &me.customer.id, wanted, after, PAGE_LINES).await?;
    let today = nairobi_date(portal.context.clock.now());
    let lines = page.items.iter().map(|file| line(file, today));
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    let next = page.next.and_then(|place| next_path(shown, &place));
    let frame = me.frame();
    Ok(render(move || {
        ObligationsPage(ObligationsPageProps {
            frame,
            shown,
            currency: CURRENCY,
            lines,
            next,
        })
    })
    .await)
}

fn next_path(shown: Shown, place: &str) -> Option<String> {
    let query = [(STATUS, shown.value()), (AFTER, place)];
    let query = serde_urlencoded::to_string(query).ok()?;
    Some(format!("/obligations?{query}"))
}

fn line(file: &ObligationFile, today: NaiveDate) -> Result<ObligationLine, OperationError> {
    let obligation = file.obligation()?;
    let open = obligation.instalments.iter();
    let open = open.filter(|dose| dose.outstanding().is_positive());
    let is_cancelled = file.head.cancellation.is_some();
    Ok(ObligationLine {
        institution: institution(&obligation.payee),
        // What was cancelled is no longer part of the amount, but it is what the customer remembers.
        amount: if is_cancelled {
            let amount = obligation.amount.checked_add(obligation.cancelled());
            amount.map_err(OperationError::from)?
        } else {
            obligation.amount
        },
        paid: obligation.paid(),
        outstanding: obligation.outstanding(),
        due_on: open.map(|dose| dose.due_on).min(),
        settled: settled(file, today)?,
        id: obligation.id,
        description: obligation.description,
        payment_code: obligation.payment_code,
    })
}

/// How an obligation stands.
///
/// # Errors
/// [`OperationError::Store`] if a stored amount is out of range.
pub fn settled(file: &ObligationFile, today: NaiveDate) -> Result<Settled, OperationError> {
    let obligation = file.obligation()?;
    Ok(Settled {
        status: obligation.status(),
        overdue: obligation.overdue(today),
        cancelled: file.head.cancellation.is_some(),
    })
}
