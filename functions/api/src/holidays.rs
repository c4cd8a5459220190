//! `holidays`: the days on which nothing falls due, and those that staff enter when they are gazetted.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::civil::nairobi_date;
use billing::holidays::{Holiday, HolidayKind};
use billing::obligation::PLANNED_YEARS;
use billing::obligation::change::Kept;
use chrono::{Datelike, NaiveDate};
use operations::actor::Actor;
use operations::error::OperationError;
use operations::holidays::{self, KeptDose, MovedDose};
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use utoipa::openapi::Schema;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{Day, one_of};
use crate::input::{At, Input};
use crate::query::Query;
use crate::refusal::Refusal;

/// Instalments that one request looks at when it enters a day; the rest follows in the background.
const REPLANNED_MAX: usize = 200;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_holidays, gazette_holiday))
        .routes(routes!(withdraw_holiday))
}

/// A day on which nothing falls due.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Holiday)]
pub struct HolidayView {
    /// The day.
    date: Day,
    /// Its English name; "(observed)" follows where the day stands in for a Sunday.
    name: String,
    /// What makes it a holiday.
    #[schema(schema_with = kind)]
    kind: HolidayKind,
}

/// The holidays of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolidayList {
    /// In the order of the days.
    items: Vec<HolidayView>,
    /// Always null: a year is answered as a whole.
    next: Option<String>,
}

/// A day that was gazetted.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewHoliday)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewHolidayInput {
    /// The day: today or later, and no Sunday, on which nothing falls due anyway.
    date: Day,
    /// What it is called; at most 60 characters.
    #[schema(example = "Idd-ul-Fitr")]
    name: String,
    /// Why, such as the notice in the Gazette; at most 300 characters.
    reason: Option<String>,
    /// Only `gazetted`: the days of the law are computed.
    #[schema(schema_with = kind)]
    kind: Option<HolidayKind>,
}

/// A day that was entered, with what it did to the instalments that were due on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct GazettedHoliday {
    /// The day.
    date: Day,
    /// Its name.
    name: String,
    /// What makes it a holiday.
    #[schema(schema_with = kind)]
    kind: HolidayKind,
    /// Instalments that have another due date now.
    moved: Vec<MovedInstalment>,
    /// Instalments that stay on the day.
    kept: Vec<KeptInstalment>,
    /// Whether all instalments of the day were looked at; otherwise the rest follows in the background.
    complete: bool,
}

/// An instalment that has another due date because of a holiday.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedInstalment {
    /// Its obligation.
    obligation: String,
    /// Its number.
    instalment: u32,
    /// The due date that it had.
    from: Day,
    /// The due date that it has.
    to: Day,
}

/// An instalment that stays on a holiday.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptInstalment {
    /// Its obligation.
    obligation: String,
    /// Its number.
    instalment: u32,
    /// Why it stays.
    #[schema(schema_with = because)]
    because: &'static str,
}

/// Of which year.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct HolidayQuery {
    /// The year; this year in Nairobi where it is left out.
    #[param(minimum = 2000, maximum = 2199)]
    year: Option<i64>,
}

/// List holidays
///
/// Those that the law fixes, computed for any year, and those that staff entered.
#[utoipa::path(
    get, path = "/holidays", tag = "holidays",
    params(HolidayQuery),
    responses((status = 200, description = "The holidays of the year.", body = HolidayList))
)]
async fn list_holidays(
    State(context): State<Context>,
    Query(query): Query<HolidayQuery>,
) -> Result<Json<HolidayList>, Refusal> {
    let this_year = nairobi_date(context.clock.now()).year();
    let asked = query
        .year
        .map_or(Some(this_year), |year| year.try_into().ok());
    let year = asked.filter(|year| PLANNED_YEARS.contains(year));
    let year = year.ok_or_else(|| {
        let (first, last) = (PLANNED_YEARS.start(), PLANNED_YEARS.end());
        let detail = format!("ask for a year from {first} to {last}");
        Refusal::query("year", "out_of_range", detail)
    })?;
    let holidays = holidays::of_year(&context.store, year).await?;
    Ok(Json(HolidayList {
        items: holidays.into_iter().map(HolidayView::from).collect(),
        next: None,
    }))
}

/// Enter a gazetted holiday
///
/// Instalments that are due on it move to the next business day, and their customers are told, unless the day is
/// today, nothing is left to pay, or the customer has been reminded of the date already.
#[utoipa::path(
    post, path = "/holidays", tag = "holidays",
    request_body = NewHolidayInput,
    responses(
        (status = 201, description = "The day, and what it did.", body = GazettedHoliday),
        (status = 409, description = "`holiday_exists`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn gazette_holiday(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Input(input): Input<NewHolidayInput>,
) -> Result<(StatusCode, Json<GazettedHoliday>), Refusal> {
    match input.kind {
        None | Some(HolidayKind::Gazetted) => {}
        Some(HolidayKind::Fixed | HolidayKind::Easter) => {
            let detail = "only gazetted days are entered; those of the law are computed";
            return Err(Refusal::field("kind", "computed", detail));
        }
    }
    let (store, now) = (&context.store, context.clock.now());
    let Day(on) = input.date;
    let reason = input.reason.unwrap_or_default();
    let day = holidays::gazette(store, on, &input.name, &reason, &actor, now).await?;
    let replanned = holidays::replan_day(store, on, REPLANNED_MAX, now).await?;
    let answer = GazettedHoliday {
        date: Day(day.on),
        name: day.name,
        kind: HolidayKind::Gazetted,
        moved: replanned
            .moved
            .into_iter()
            .map(MovedInstalment::from)
            .collect(),
        kept: replanned
            .kept
            .into_iter()
            .map(KeptInstalment::from)
            .collect(),
        complete: replanned.complete,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Take a gazetted holiday back
///
/// What it moved stays where it is: that date was promised.
#[utoipa::path(
    delete, path = "/holidays/{date}", tag = "holidays",
    params(("date" = Day, Path, description = "The day.")),
    responses(
        (status = 204, description = "It is a business day again."),
        (status = 404, description = "`holiday_not_found`"),
        (status = 409, description = "`holiday_by_law`"),
    )
)]
async fn withdraw_holiday(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(date): At<String>,
) -> Result<StatusCode, Refusal> {
    let on: NaiveDate = date.parse().map_err(|_| OperationError::HolidayNotFound)?;
    let now = context.clock.now();
    holidays::withdraw(&context.store, on, "", &actor, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Holiday> for HolidayView {
    fn from(holiday: Holiday) -> Self {
        Self {
            date: Day(holiday.date),
            name: holiday.name,
            kind: holiday.kind,
        }
    }
}

impl From<MovedDose> for MovedInstalment {
    fn from(moved: MovedDose) -> Self {
        Self {
            obligation: String::from(moved.obligation),
            instalment: moved.number,
            from: Day(moved.from),
            to: Day(moved.to),
        }
    }
}

impl From<KeptDose> for KeptInstalment {
    fn from(kept: KeptDose) -> Self {
        Self {
            obligation: String::from(kept.obligation),
            instalment: kept.number,
            because: kept.because.name(),
        }
    }
}

fn kind() -> Schema {
    use HolidayKind::{Easter, Fixed, Gazetted};
    one_of(
        "What makes it a holiday: a date in the law, Easter, or the Gazette.",
        &[Fixed, Easter, Gazetted].map(HolidayKind::name),
    )
}

fn because() -> Schema {
    use Kept::{
        Announced, ClosedBefore, DayIsOpen, NoBusinessDay, NotInTheFuture, NothingOutstanding,
    };
    one_of(
        "Why it stays. `announced`: the customer was reminded of it, or a person insisted on it.",
        &[
            NotInTheFuture,
            NothingOutstanding,
            Announced,
            ClosedBefore,
            DayIsOpen,
            NoBusinessDay,
        ]
        .map(Kept::name),
    )
}
