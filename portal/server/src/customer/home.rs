//! `/`: how a customer stands; for everyone else how to pay by hand.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::civil::nairobi_date;
use operations::debts::Debt;
use operations::error::OperationError;
use operations::overview::{self, CustomerOverview};
use portal_app::account_check::AccountCheck;
use portal_app::components::check_form::ACCOUNT_FIELD;
use portal_app::components::settled::Settled;
use portal_app::pages::customer::home::{Coming, Home, HomePage, HomePageProps, Next};

use crate::customer::payments::own;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::public::how_to_pay;
use crate::render::render;
use crate::session::CustomerVisit;
use crate::visit::Visit;

/// Its address; the form on the public page is checked there, too.
pub fn routes() -> Router<Portal> {
    Router::new().route("/", get(show).post(check))
}

async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    me: Result<CustomerVisit, Failure>,
) -> Result<Response, Failure> {
    let Ok(me) = me else {
        return Ok(how_to_pay::page(&portal, &visit, None).await);
    };
    let today = nairobi_date(portal.context.clock.now());
    let store = &portal.context.store;
    let found = overview::of_customer(store, &me.customer.id, CURRENCY, today).await?;
    let home = home(found)?;
    let frame = me.frame();
    Ok(render(move || HomePage(HomePageProps { frame, home })).await)
}

async fn check(State(portal): State<Portal>, visit: Visit, fields: Fields) -> Response {
    let check = AccountCheck::of(fields.0.value(ACCOUNT_FIELD));
    how_to_pay::page(&portal, &visit, Some(check)).await
}

fn home(found: CustomerOverview) -> Result<Home, OperationError> {
    let next = found.next_due.map(|due| {
        let mut of_day = found.next.iter().filter(|debt| debt.dose.due_on == due.on);
        let what = match (of_day.next(), due.instalments) {
            (Some(debt), 1) => Some(debt.description.clone()),
            _ => None,
        };
        Next {
            on: due.on,
            amount: due.amount,
            what,
        }
    });
    let coming = found.next.into_iter().map(coming);
    let recent = found
        .recent
        .into_iter()
        .map(|one| own(&one.payment, one.put_to));
    Ok(Home {
        outstanding: found.figures.outstanding,
        overdue: found.figures.overdue,
        unallocated_credit: found.figures.unallocated_credit,
        next,
        coming: coming.collect::<Result<_, _>>()?,
        open_instalments: found.open_instalments,
        recent: recent.collect::<Result<_, _>>()?,
    })
}

fn coming(debt: Debt) -> Result<Coming, OperationError> {
    Ok(Coming {
        settled: Settled {
            status: debt.dose.status(),
            overdue: debt.days_overdue > 0,
            cancelled: false,
        },
        number: (debt.dose.number, debt.of),
        nominal_on: debt.dose.nominal_on,
        due_on: debt.dose.due_on,
        outstanding: debt.dose.outstanding(),
        obligation: debt.obligation,
        description: debt.description,
        institution: debt.institution,
        payment_code: debt.payment_code,
    })
}
