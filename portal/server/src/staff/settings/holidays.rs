//! `/staff/settings/holidays`: the holidays of a year, and a gazetted day entered or taken back.

mod foreseen;
mod withdraw;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::holidays::{Holiday, HolidayKind};
use billing::obligation::PLANNED_YEARS;
use billing::role::Permission;
use chrono::{Datelike, NaiveDate};
use operations::error::OperationError;
use operations::holidays::{self, preview};
use portal_app::form::Entered;
use portal_app::pages::staff::settings::holidays::gazette::{
    CONFIRMED, GazettePage, GazettePageProps, STEP,
};
use portal_app::pages::staff::settings::holidays::{
    By, ENTERED, HolidayRow, HolidayYear, HolidaysPage, HolidaysPageProps, Kind, PARTLY, PATH,
    year_path,
};
use portal_app::words::staff::settings::holidays::HolidaysWords;
use store::holidays::GazettedDay;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::staff::typed;
use crate::way;

/// Instalments that one request looks at; the rest follows in the background.
const LOOKED_AT_MAX: usize = 100;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(open).post(send))
        .merge(withdraw::routes())
}

async fn open(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let this_year = nairobi_date(portal.context.clock.now()).year();
    let asked = me.visit.query("year").map(str::parse::<i32>).transpose();
    let year = asked.map_err(|_| Failure::NotFound)?.unwrap_or(this_year);
    page(&portal, &me, year, Entered::default(), StatusCode::OK).await
}

async fn send(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeHolidays)?;
    let language = me.visit.language;
    let mut form = fields.0;
    let now = portal.context.clock.now();
    let Some(on) = typed::day(form.value("date")) else {
        form.refuse("date", HolidaysWords::of(language).bad_day);
        let year = nairobi_date(now).year();
        return page(&portal, &me, year, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let reason = form.value("reason").replace('\r', "");
    let tried = match form.value(STEP) {
        CONFIRMED => enter(&portal, &me, on, form.value("name"), &reason).await,
        _ => foresee(&portal, &me, on, &form, &reason).await,
    };
    match tried {
        Ok(response) => Ok(response),
        Err(Failure::Operation(error)) if is_refusal_of_form(&error) => {
            form.refuse(field_of(&error), refusal::sentence(language, &error));
            let year = Some(on.year()).filter(|year| PLANNED_YEARS.contains(year));
            let year = year.unwrap_or(nairobi_date(now).year());
            page(&portal, &me, year, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(failure) => Err(failure),
    }
}

/// What the day would do, and nothing done yet.
async fn foresee(
    portal: &Portal,
    me: &StaffVisit,
    on: NaiveDate,
    form: &Entered,
    reason: &str,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    let name = form.value("name");
    let foreseen = preview::of_gazetting(store, on, name, reason, LOOKED_AT_MAX, now).await?;
    let day = foreseen::day(store, me.visit.language, &foreseen).await?;
    let form = form.clone();
    let frame = keep_once(me.frame(), &form);
    Ok(render(move || GazettePage(GazettePageProps { frame, day, form })).await)
}

async fn enter(
    portal: &Portal,
    me: &StaffVisit,
    on: NaiveDate,
    name: &str,
    reason: &str,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    holidays::gazette(store, on, name, reason, &me.actor, now).await?;
    let replanned = holidays::replan_day(store, on, LOOKED_AT_MAX, now).await?;
    let done = if replanned.complete { ENTERED } else { PARTLY };
    Ok(way::done(&year_path(on.year()), done))
}

fn field_of(error: &OperationError) -> &'static str {
    match error {
        OperationError::Field { field, .. } => field,
        OperationError::HolidayExists { .. } => "date",
        _ => "",
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    year: i32,
    form: Entered,
    status: StatusCode,
) -> Result<Response, Failure> {
    if !PLANNED_YEARS.contains(&year) {
        return Err(Failure::NotFound);
    }
    let asked = |year: i32| Some(year).filter(|year| PLANNED_YEARS.contains(year));
    let year = HolidayYear {
        year,
        previous: asked(year - 1),
        next: asked(year + 1),
        days: days(portal, year).await?,
    };
    let frame = keep_once(me.frame(), &form);
    let page = render(move || HolidaysPage(HolidaysPageProps { frame, year, form }));
    Ok((status, page.await).into_response())
}

/// The days of a year with those that were taken back.
async fn days(portal: &Portal, year: i32) -> Result<Vec<HolidayRow>, Failure> {
    let store = &portal.context.store;
    let gazetted = store.gazetted_days().await?;
    let holidays = holidays::of_year(store, year).await?;
    let mut rows: Vec<HolidayRow> = holidays
        .into_iter()
        .filter_map(|holiday| row(holiday, &gazetted))
        .collect();
    let gone = gazetted.iter().filter(|day| day.on.year() == year);
    rows.extend(gone.filter_map(withdrawn));
    rows.sort_by_key(|row| row.on);
    Ok(rows)
}

fn row(holiday: Holiday, gazetted: &[GazettedDay]) -> Option<HolidayRow> {
    let moved = holiday.is_observed();
    let kind = match holiday.kind {
        HolidayKind::Fixed | HolidayKind::Easter if moved => Kind::Moved,
        HolidayKind::Fixed => Kind::Fixed,
        HolidayKind::Easter => Kind::Easter,
        HolidayKind::Gazetted => {
            let mut known = gazetted.iter();
            return known.find(|day| day.on == holiday.date).map(entered);
        }
    };
    Some(HolidayRow {
        on: holiday.date,
        name: holiday.name,
        kind,
    })
}

fn entered(day: &GazettedDay) -> HolidayRow {
    HolidayRow {
        on: day.on,
        name: day.name.clone(),
        kind: Kind::Gazetted(By {
            who: day.added_by.clone(),
            at: day.added_at,
            reason: day.reason.clone(),
        }),
    }
}

fn withdrawn(day: &GazettedDay) -> Option<HolidayRow> {
    let withdrawal = day.withdrawal.as_ref()?;
    Some(HolidayRow {
        on: day.on,
        name: day.name.clone(),
        kind: Kind::Withdrawn(By {
            who: withdrawal.by.clone(),
            at: withdrawal.at,
            reason: withdrawal.reason.clone(),
        }),
    })
}
