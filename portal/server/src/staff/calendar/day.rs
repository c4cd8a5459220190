//! `/staff/calendar/{day}`: the instalments that fall due on one day.

use axum::extract::{Path, State};
use axum::response::Response;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::obligation::PLANNED_YEARS;
use chrono::{Datelike, NaiveDate};
use operations::calendar_month::{self, INSTALMENTS_MAX};
use operations::due_calendar::{self, DueInstalment};
use operations::error::OperationError;
use portal_app::components::settled::Settled;
use portal_app::pages::staff::calendar::day::{DayPart, DuePage, DuePageProps, DueRow, Sum};
use portal_app::pages::staff::calendar::day_path;
use portal_app::pages::staff::calendar::no_such::NoSuch;
use store::client::Store;
use store::error::StoreError;
use store::obligations::ObligationFile;

use crate::failure::Failure;
use crate::paging::{self, PAGE_ROWS};
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::calendar::{due_sum, holidays_of, no_such, rest};
use crate::staff::parties::Parties;

/// One page of a day.
pub async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(day): Path<String>,
) -> Result<Response, Failure> {
    let Some(on) = read(&day) else {
        return Ok(no_such(&me, NoSuch::Day).await);
    };
    let after = paging::after(&me.visit)?;
    // A position begins with the day on which it is.
    let is_elsewhere = |position: &String| !position.starts_with(&on.to_string());
    if after.as_ref().is_some_and(is_elsewhere) {
        return Err(Failure::NotFound);
    }
    let store = &portal.context.store;
    let today = nairobi_date(portal.context.clock.now());
    let (page, holidays, sum) = tokio::try_join!(
        due_calendar::page(store, on, on, after.as_deref(), PAGE_ROWS),
        holidays_of(store, on.year()),
        sum(store, on, after.is_none()),
    )?;
    let mut due = page.items;
    due.retain(|one| one.dose.currency == CURRENCY);
    let owners: Vec<CustomerId> = due.iter().map(|one| one.head.id.customer()).collect();
    let parties = Parties::load(store, &owners).await?;
    let day = DayPart {
        on,
        is_today: on == today,
        rest: rest(on, &holidays),
        sum,
        rows: rows(due, &parties, today)?,
        next: paging::href(&day_path(on), &[], page.next.as_deref()),
    };
    let frame = me.frame();
    Ok(render(move || DuePage(DuePageProps { frame, day })).await)
}

/// A day such as `2026-12-07`, in that spelling only.
fn read(day: &str) -> Option<NaiveDate> {
    let on: NaiveDate = day.parse().ok()?;
    (PLANNED_YEARS.contains(&on.year()) && on.to_string() == day).then_some(on)
}

/// What the day comes to, on its first page.
async fn sum(store: &Store, on: NaiveDate, is_first: bool) -> Result<Sum, OperationError> {
    if !is_first {
        return Ok(Sum::OnFirstPage);
    }
    let sum = calendar_month::of_day(store, on, CURRENCY).await?;
    let sum = sum.map(|sum| Sum::Of(due_sum(&sum)));
    Ok(sum.unwrap_or(Sum::MoreThan(INSTALMENTS_MAX)))
}

fn rows(
    due: Vec<DueInstalment>,
    parties: &Parties,
    today: NaiveDate,
) -> Result<Vec<DueRow>, StoreError> {
    let mut rows = Vec::with_capacity(due.len());
    for DueInstalment { head, of, dose } in due {
        let file = ObligationFile {
            head,
            instalments: vec![dose],
        };
        let obligation = file.obligation()?;
        let doses = obligation.instalments.iter();
        rows.extend(doses.map(|dose| DueRow {
            customer: parties.of(&obligation.customer),
            obligation: obligation.id.clone(),
            description: obligation.description.clone(),
            number: dose.number,
            of,
            nominal_on: dose.nominal_on,
            moved_over: dose.moved_over.clone(),
            amount: dose.amount,
            paid: dose.paid,
            outstanding: dose.outstanding(),
            settled: Settled {
                status: dose.status(),
                overdue: dose.overdue(today),
                cancelled: dose.is_cancelled(),
            },
        }));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_only_as_it_is_written() {
        for (typed, is_day) in [
            ("2026-12-07", true),
            ("2026-12-7", false),
            ("2026-02-30", false),
            ("1999-12-31", false),
            ("+12026-12-07", false),
            ("today", false),
        ] {
            assert_eq!(read(typed).is_some(), is_day, "{typed}");
        }
    }
}
