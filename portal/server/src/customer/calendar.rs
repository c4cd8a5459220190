//! `/calendar`: what is due in a month, and the address at which calendar programs read it.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use billing::civil::nairobi_date;
use billing::money::Money;
use billing::obligation::PLANNED_YEARS;
use chrono::{Datelike, NaiveDate};
use operations::debts::Debt;
use operations::error::OperationError;
use operations::own_calendar::{self, DueDay};
use operations::{calendar_feed, links};
use portal_app::components::settled::Settled;
use portal_app::pages::customer::calendar::feed::{END_PATH, FEED_PATH, Feed, REPLACE_PATH};
use portal_app::pages::customer::calendar::month::{Due, DueDose};
use portal_app::pages::customer::calendar::{
    CalendarPage, CalendarPageProps, FEED_ENDED, FEED_MADE, FEED_REPLACED, Month,
};
use runtime::secret::fresh_secret;
use store::links::LinkPurpose;

use crate::address::absolute;
use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::CustomerVisit;
use crate::way;

const PURPOSE: LinkPurpose = LinkPurpose::CalendarFeed;
const CALENDAR_PATH: &str = "/calendar";

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(CALENDAR_PATH, get(show))
        .route(FEED_PATH, post(make))
        .route(REPLACE_PATH, post(replace))
        .route(END_PATH, post(end))
}

async fn show(
    State(portal): State<Portal>,
    headers: HeaderMap,
    me: CustomerVisit,
) -> Result<Response, Failure> {
    let today = nairobi_date(portal.context.clock.now());
    let asked = me.visit.query("month").and_then(first_day);
    let first = asked.or(today.with_day(1)).unwrap_or(today);
    let (store, customer) = (&portal.context.store, &me.customer.id);
    let days = own_calendar::month(store, customer, first, CURRENCY, today).await?;
    let outstanding = Money::sum(CURRENCY, days.iter().map(|day| day.outstanding));
    let month = Month {
        first,
        today,
        outstanding: outstanding.map_err(OperationError::from)?,
        due: days.into_iter().map(due).collect(),
    };
    let link = store.link(customer, PURPOSE).await?;
    let secret = link.and_then(|link| link.secret);
    let feed = secret.and_then(|secret| feed(&portal, &headers, &secret));
    let frame = me.frame();
    Ok(render(move || CalendarPage(CalendarPageProps { frame, month, feed })).await)
}

/// The first day of a month such as `2026-12`.
#[must_use]
pub fn first_day(month: &str) -> Option<NaiveDate> {
    let first: NaiveDate = format!("{month}-01").parse().ok()?;
    PLANNED_YEARS.contains(&first.year()).then_some(first)
}

fn feed(portal: &Portal, headers: &HeaderMap, secret: &str) -> Option<Feed> {
    let address = absolute(portal, headers, &calendar_feed::path(secret))?;
    let (_, after_scheme) = address.split_once("://")?;
    Some(Feed {
        opens: format!("webcal://{after_scheme}"),
        address,
    })
}

fn due(day: DueDay) -> Due {
    Due {
        on: day.on,
        amount: if day.outstanding.is_positive() {
            day.outstanding
        } else {
            day.amount
        },
        doses: day.debts.into_iter().map(dose).collect(),
    }
}

fn dose(debt: Debt) -> DueDose {
    let dose = debt.dose;
    DueDose {
        obligation: debt.obligation,
        description: debt.description,
        of: usize::try_from(debt.of).unwrap_or(usize::MAX),
        number: dose.number,
        amount: dose.amount,
        outstanding: dose.outstanding(),
        nominal_on: dose.nominal_on,
        settled: Settled {
            status: dose.status(),
            overdue: debt.days_overdue > 0,
            cancelled: dose.is_cancelled(),
        },
        moved_over: dose.moved_over,
    }
}

async fn make(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    ensure(&portal, &me).await?;
    Ok(way::done(CALENDAR_PATH, FEED_MADE))
}

async fn replace(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    revoke(&portal, &me).await?;
    ensure(&portal, &me).await?;
    Ok(way::done(CALENDAR_PATH, FEED_REPLACED))
}

async fn end(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    revoke(&portal, &me).await?;
    Ok(way::done(CALENDAR_PATH, FEED_ENDED))
}

async fn ensure(portal: &Portal, me: &CustomerVisit) -> Result<(), OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let customer = &me.customer.id;
    links::ensure(store, customer, PURPOSE, &fresh_secret(), &me.actor, now).await?;
    Ok(())
}

async fn revoke(portal: &Portal, me: &CustomerVisit) -> Result<(), OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    links::revoke(store, &me.customer.id, PURPOSE, &me.actor, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_only_where_it_can_be_shown() {
        let table = [
            ("2026-12", Some("2026-12-01")),
            ("2026-13", None),
            ("1999-12", None),
            ("2200-01", None),
            ("2026-12-05", None),
            ("next", None),
            ("", None),
        ];
        for (typed, expected) in table {
            let expected = expected.map(|day| day.parse::<NaiveDate>().unwrap());
            assert_eq!(first_day(typed), expected, "{typed}");
        }
    }
}
