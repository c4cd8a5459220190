//! `/staff/settings/holidays/{date}/withdraw`.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::role::Permission;
use chrono::{Datelike, NaiveDate};
use operations::error::OperationError;
use operations::holidays;
use portal_app::form::Entered;
use portal_app::pages::staff::settings::holidays::withdraw::{
    WithdrawDayPage, WithdrawDayPageProps,
};
use portal_app::pages::staff::settings::holidays::{WITHDRAWN, year_path};

use super::entered;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    let path = "/staff/settings/holidays/{date}/withdraw";
    Router::new().route(path, get(open).post(withdraw))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(date): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeHolidays)?;
    page(&portal, &me, in_path(&date)?, Entered::default()).await
}

async fn withdraw(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(date): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let on = in_path(&date)?;
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    let reason = fields.text("reason").replace('\r', "");
    match holidays::withdraw(store, on, &reason, &me.actor, now).await {
        Ok(()) => Ok(way::done(&year_path(on.year()), WITHDRAWN)),
        Err(error @ OperationError::Field { .. }) => {
            let mut form = fields.0;
            refusal::note(&mut form, me.visit.language, &error);
            let page = page(&portal, &me, on, form).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(OperationError::HolidayNotFound) => Err(Failure::NotFound),
        Err(error) => Err(error.into()),
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    on: NaiveDate,
    form: Entered,
) -> Result<Response, Failure> {
    let known = portal.context.store.gazetted_days().await?;
    let mut standing = known.iter().filter(|day| day.withdrawal.is_none());
    let day = standing.find(|day| day.on == on).map(entered);
    let day = day.ok_or(Failure::NotFound)?;
    let frame = me.frame();
    Ok(render(move || WithdrawDayPage(WithdrawDayPageProps { frame, day, form })).await)
}

fn in_path(date: &str) -> Result<NaiveDate, Failure> {
    date.parse().map_err(|_| Failure::NotFound)
}
