//! `/staff/customers/{account}/debts`: what is owed and paid; what is ticked is added up, and credit is put to it.

mod ask;
mod settle;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use billing::money::Money;
use operations::debts::{self, AgedDebts, Debt, Rows};
use operations::error::OperationError;
use portal_app::components::settled::Settled;
use portal_app::form::Entered;
use portal_app::pages::staff::customer::debts::rows::DebtRow;
use portal_app::pages::staff::customer::debts::{
    ACTION, Debts, DebtsPage, DebtsPageProps, SETTLE, TICK, Ticked,
};
use portal_app::views::customer::CustomerHead;
use portal_app::words::staff::debts::DebtsWords;
use store::customers::Customer;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{load, payments};

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route("/staff/customers/{account}/debts", get(show).post(send))
        .merge(settle::routes())
        .merge(ask::routes())
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    let (customer, head) = load(&portal, &account).await?;
    let rows = match me.visit.query("show") {
        Some("all") => Rows::All,
        _ => Rows::Open,
    };
    let debts = aged(&portal, &customer, rows).await?;
    page(&me, head, debts, rows, Entered::default()).await
}

async fn send(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (customer, head) = load(&portal, &account).await?;
    let mut form = fields.0;
    if form.value(ACTION) == SETTLE {
        let places = places(&form)?;
        if !places.is_empty() {
            return settle::preview(&portal, &me, head, &places).await;
        }
        form.refuse(TICK, DebtsWords::of(me.visit.language).tick_some);
    }
    let refused = form.is_refused();
    let debts = aged(&portal, &customer, Rows::Open).await?;
    let page = page(&me, head, debts, Rows::Open, form).await?;
    let status = match refused {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    Ok((status, page).into_response())
}

async fn aged(
    portal: &Portal,
    customer: &Customer,
    rows: Rows,
) -> Result<AgedDebts, OperationError> {
    let today = nairobi_date(portal.context.clock.now());
    debts::aged_debtors(&portal.context.store, &customer.id, CURRENCY, rows, today).await
}

/// What is ticked, each charge once and in the order of the rows.
///
/// # Errors
/// [`Failure::NotFound`] for what is no charge.
pub fn places(form: &Entered) -> Result<Vec<(ObligationId, u32)>, Failure> {
    let mut places = Vec::new();
    for tick in form.values(TICK) {
        let place = tick
            .rsplit_once('/')
            .and_then(|(id, number)| Some((ObligationId::parse(id).ok()?, number.parse().ok()?)));
        let place = place.ok_or(Failure::NotFound)?;
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Ok(places)
}

async fn page(
    me: &StaffVisit,
    head: CustomerHead,
    aged: AgedDebts,
    rows: Rows,
    form: Entered,
) -> Result<Response, Failure> {
    let payments = |payments: &[_]| -> Result<Vec<_>, OperationError> {
        payments.iter().map(payments::row).collect()
    };
    let debts = Debts {
        ages: aged.ages.iter().map(|one| (one.age, one.amount)).collect(),
        open: aged.open.iter().map(row).collect(),
        settled: aged.settled.iter().map(row).collect(),
        credit: payments(&aged.credit)?,
        used: payments(&aged.allocated)?,
        all: rows == Rows::All,
    };
    let ticked = ticked(&debts.open, &form)?;
    let frame = me.frame();
    Ok(render(move || {
        DebtsPage(DebtsPageProps {
            frame,
            head,
            debts,
            form,
            ticked,
        })
    })
    .await)
}

fn ticked(open: &[DebtRow], form: &Entered) -> Result<Ticked, OperationError> {
    let ticked: Vec<&DebtRow> = open
        .iter()
        .filter(|row| form.has(TICK, &row.tick()))
        .collect();
    let amounts = ticked.iter().map(|row| row.outstanding);
    Ok(Ticked {
        count: ticked.len(),
        total: Money::sum(CURRENCY, amounts)?,
    })
}

fn row(debt: &Debt) -> DebtRow {
    let dose = &debt.dose;
    DebtRow {
        id: debt.obligation.clone(),
        number: dose.number,
        of: debt.of,
        description: debt.description.clone(),
        institution: debt.institution.clone(),
        due_on: dose.due_on,
        days_overdue: debt.days_overdue,
        amount: dose.amount,
        paid: dose.paid,
        outstanding: dose.outstanding(),
        settled: Settled {
            status: dose.status(),
            overdue: debt.age.is_some(),
            cancelled: dose.is_cancelled(),
        },
    }
}
