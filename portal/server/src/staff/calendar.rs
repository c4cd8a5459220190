//! `/staff/calendar?month=`: everything that falls due in a month; and one day of it, page by page.

pub mod day;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::holidays::Holiday;
use billing::money::Money;
use chrono::{Datelike, NaiveDate, Weekday};
use operations::calendar_month::{self, DaySum, INSTALMENTS_MAX, MonthSums};
use operations::error::OperationError;
use operations::holidays;
use portal_app::pages::staff::calendar::no_such::{NoSuch, NoSuchPage, NoSuchPageProps};
use portal_app::pages::staff::calendar::{
    DueDay, DueMonth, DueSum, PATH, Rest, StaffCalendarPage, StaffCalendarPageProps, Stopped,
};
use store::client::Store;

use crate::customer::calendar::first_day;
use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::StaffVisit;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(show))
        .route("/staff/calendar/{day}", get(day::show))
}

async fn show(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let today = nairobi_date(portal.context.clock.now());
    let first = match me.visit.query("month") {
        None => Some(today),
        Some(month) => first_day(month),
    };
    let Some(first) = first else {
        return Ok(no_such(&me, NoSuch::Month).await);
    };
    let store = &portal.context.store;
    let (sums, holidays) = tokio::try_join!(
        calendar_month::sums(store, first, CURRENCY),
        holidays_of(store, first.year()),
    )?;
    let month = month(&sums, &holidays, today)?;
    let frame = me.frame();
    Ok(render(move || StaffCalendarPage(StaffCalendarPageProps { frame, month })).await)
}

/// The page about an address that names nothing of the calendar.
async fn no_such(me: &StaffVisit, what: NoSuch) -> Response {
    let frame = me.frame();
    let page = render(move || NoSuchPage(NoSuchPageProps { frame, what })).await;
    (StatusCode::NOT_FOUND, page).into_response()
}

/// The holidays of a year by their days.
async fn holidays_of(
    store: &Store,
    year: i32,
) -> Result<BTreeMap<NaiveDate, Holiday>, OperationError> {
    let holidays = holidays::of_year(store, year).await?;
    Ok(holidays.into_iter().map(|one| (one.date, one)).collect())
}

fn rest(on: NaiveDate, holidays: &BTreeMap<NaiveDate, Holiday>) -> Rest {
    Rest {
        weekend: matches!(on.weekday(), Weekday::Sat | Weekday::Sun),
        holiday: holidays.get(&on).cloned(),
    }
}

fn month(
    sums: &MonthSums,
    holidays: &BTreeMap<NaiveDate, Holiday>,
    today: NaiveDate,
) -> Result<DueMonth, OperationError> {
    let counted = |day: &DaySum| sums.complete_through.is_some_and(|last| day.on <= last);
    let days = sums.days.iter().map(|day| DueDay {
        on: day.on,
        rest: rest(day.on, holidays),
        due: counted(day).then(|| due_sum(day)),
    });
    let days: Vec<DueDay> = days.collect();
    let due = || days.iter().filter_map(|day| day.due);
    let total = |part: fn(&DueSum) -> Money| Money::sum(CURRENCY, due().map(|due| part(&due)));
    let total = DueSum {
        count: due().map(|due| due.count).sum(),
        amount: total(|due| due.amount)?,
        paid: total(|due| due.paid)?,
        outstanding: total(|due| due.outstanding)?,
    };
    let stopped = (!sums.is_complete()).then_some(Stopped {
        counted: INSTALMENTS_MAX,
        complete_through: sums.complete_through,
    });
    Ok(DueMonth {
        first: sums.month,
        today,
        days,
        total,
        stopped,
    })
}

fn due_sum(day: &DaySum) -> DueSum {
    DueSum {
        count: usize::try_from(day.count).unwrap_or(usize::MAX),
        amount: day.amount,
        paid: day.paid,
        outstanding: day.outstanding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_behind_the_last_complete_one_are_not_counted() {
        let day = |on: &str, cents: i64| {
            let amount = Money::from_cents(cents, CURRENCY).unwrap();
            DaySum {
                on: on.parse().unwrap(),
                count: 1,
                amount,
                paid: Money::zero(CURRENCY),
                outstanding: amount,
            }
        };
        let sums = |complete_through: Option<&str>| MonthSums {
            month: "2026-12-01".parse().unwrap(),
            days: vec![
                day("2026-12-01", 100),
                day("2026-12-02", 20),
                day("2026-12-03", 3),
            ],
            complete_through: complete_through.map(|day| day.parse().unwrap()),
        };
        let today = "2026-12-02".parse().unwrap();
        let table = [
            (Some("2026-12-03"), 3, 123, false),
            (Some("2026-12-02"), 2, 120, true),
            (None, 0, 0, true),
        ];
        for (complete_through, counted, cents, stopped) in table {
            let month = month(&sums(complete_through), &BTreeMap::new(), today).unwrap();
            let known = month.days.iter().filter(|day| day.due.is_some()).count();
            assert_eq!((known, month.total.count), (counted, counted));
            assert_eq!(month.total.outstanding.cents(), cents);
            assert_eq!(month.stopped.is_some(), stopped, "{complete_through:?}");
        }
    }
}
