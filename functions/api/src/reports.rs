//! `reports`: sums over all customers that are worked out ahead, each with the time or the completeness it stands for.

use axum::Json;
use axum::extract::State;
use billing::civil::nairobi_date;
use billing::money::Money;
use chrono::{DateTime, Days, NaiveDate, Utc};
use operations::aging::{self, AgeTotal, AgingReport};
use operations::collected::{self, Collected, DayCollected};
use operations::error::OperationError;
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{Amount, CurrencyCode, Day};
use crate::payments::view::channel;
use crate::query::Query;
use crate::refusal::Refusal;

/// How far back it reaches where the caller does not say, in days, today included.
const PERIOD_DAYS: u64 = 7;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(read_collected))
        .routes(routes!(read_aging))
}

/// What was collected.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectedReport {
    /// Every day of the period, in their order.
    items: Vec<CollectedDay>,
    /// Always null: all days are answered together.
    next: Option<String>,
}

/// What one day collected.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectedDay {
    /// The day.
    date: Day,
    /// Whether everything that reached us by now is in it; if not, ask again: the next answer goes on from here.
    complete: bool,
    /// Channels over which something came.
    channels: Vec<CollectedChannel>,
}

/// What one channel collected.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectedChannel {
    /// The channel over which we heard of it first.
    #[schema(schema_with = channel)]
    channel: &'static str,
    /// How many payments.
    count: u64,
    /// What they come to.
    amount: Amount,
    /// Currency of the amount.
    currency: CurrencyCode,
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CollectedQuery {
    /// First day; six days before the last one where it is left out.
    from: Option<Day>,
    /// Last day, included, at most 30 days later; today where it is left out.
    to: Option<Day>,
}

/// Read what was collected
///
/// By day in Nairobi and by channel. What was taken back within two days, or what nobody has confirmed, is left out.
#[utoipa::path(
    get, path = "/reports/collected", tag = "reports",
    params(CollectedQuery),
    responses((status = 200, description = "Every day of the period.", body = CollectedReport))
)]
async fn read_collected(
    State(context): State<Context>,
    Query(query): Query<CollectedQuery>,
) -> Result<Json<CollectedReport>, Refusal> {
    let now = context.clock.now();
    let to = query.to.map_or(nairobi_date(now), NaiveDate::from);
    let week_before = to.checked_sub_days(Days::new(PERIOD_DAYS - 1));
    let from = query.from.map(NaiveDate::from).or(week_before);
    let days = collected::by_day(&context.store, from.unwrap_or(to), to, now)
        .await
        .map_err(of_query)?;
    Ok(Json(CollectedReport {
        items: days.into_iter().map(CollectedDay::from).collect(),
        next: None,
    }))
}

impl From<DayCollected> for CollectedDay {
    fn from(day: DayCollected) -> Self {
        Self {
            date: Day(day.day),
            complete: day.complete,
            channels: day
                .by_channel
                .into_iter()
                .map(CollectedChannel::from)
                .collect(),
        }
    }
}

impl From<Collected> for CollectedChannel {
    fn from(one: Collected) -> Self {
        Self {
            channel: one.channel.name(),
            count: one.count,
            amount: one.amount.into(),
            currency: one.amount.into(),
        }
    }
}

/// What is wrong with the period is wrong with the query.
fn of_query(error: OperationError) -> Refusal {
    match error {
        OperationError::Field {
            field,
            code,
            detail,
        } => Refusal::query(field, code, detail),
        other => other.into(),
    }
}

/// What is overdue, by how long it has been.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverdueReport {
    /// The day by which the ages count; null while it was never worked out, and then everything else is nothing.
    date: Option<Day>,
    /// When it was worked out.
    worked_out_at: Option<DateTime<Utc>>,
    /// The first due date that was looked at.
    due_from: Option<Day>,
    /// Every age, the youngest first.
    ages: Vec<OverdueAge>,
    /// What all of it comes to.
    amount: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
    /// How many instalments.
    instalments: u64,
    /// How many customers owe any of it.
    customers: u64,
    /// Whether there are more customers than were counted.
    more_customers: bool,
}

/// What one age comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverdueAge {
    /// The age.
    #[schema(example = "days_8_to_30")]
    age: &'static str,
    /// The fewest days since the due date.
    from_days: u32,
    /// The most days; null for the last age, which has no end.
    to_days: Option<u32>,
    /// What is still due.
    amount: Amount,
    /// How many instalments.
    instalments: u64,
    /// How many customers owe them; one who owes of several ages is in each.
    customers: u64,
}

/// Which currency.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OverdueQuery {
    /// Only instalments in this currency; KES where it is left out.
    #[serde(default)]
    #[param(value_type = Option<CurrencyCode>)]
    currency: CurrencyCode,
}

/// Read what is overdue by age
///
/// As it was worked out last, usually this morning; payments since then are not in it.
#[utoipa::path(
    get, path = "/reports/aging", tag = "reports",
    params(OverdueQuery),
    responses((status = 200, description = "What was overdue.", body = OverdueReport))
)]
async fn read_aging(
    State(context): State<Context>,
    Query(query): Query<OverdueQuery>,
) -> Result<Json<OverdueReport>, Refusal> {
    let CurrencyCode(currency) = query.currency;
    let report = aging::report(&context.store, currency).await?;
    let nothing = OverdueReport {
        date: None,
        worked_out_at: None,
        due_from: None,
        ages: Vec::new(),
        amount: Money::zero(currency).into(),
        currency: query.currency,
        instalments: 0,
        customers: 0,
        more_customers: false,
    };
    Ok(Json(report.map_or(nothing, OverdueReport::from)))
}

impl From<AgingReport> for OverdueReport {
    fn from(report: AgingReport) -> Self {
        Self {
            date: Some(Day(report.day)),
            worked_out_at: Some(report.done_at),
            due_from: Some(Day(report.from)),
            ages: report.ages.into_iter().map(OverdueAge::from).collect(),
            amount: report.amount.into(),
            currency: report.amount.into(),
            instalments: report.instalments,
            customers: report.customers.figure(),
            more_customers: report.customers.is_cut(),
        }
    }
}

impl From<AgeTotal> for OverdueAge {
    fn from(total: AgeTotal) -> Self {
        let (from_days, to_days) = total.age.days();
        Self {
            age: total.age.name(),
            from_days,
            to_days,
            amount: total.amount.into(),
            instalments: total.instalments,
            customers: total.customers.figure(),
        }
    }
}
