//! `calendar`: what falls due when, over all customers, day by day.
//! It is for whoever plans the work or the cash of a period, so the comments of staff have no place in it.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::language::Language;
use billing::money::{Currency, Money, MoneyError};
use billing::obligation::Instalment;
use chrono::{Datelike, Days, NaiveDate};
use operations::due_calendar::{self, DueInstalment, DuePage};
use operations::error::OperationError;
use operations::holidays;
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::client::Store;
use store::error::StoreError;
use store::obligations::{ObligationFile, ObligationRecord};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::{Amount, CurrencyCode, Day};
use crate::obligations::view::{PayeeView, payee, status};
use crate::parties::Parties;
use crate::query::{self, Query};
use crate::refusal::Refusal;

const LIST: &str = "calendar";

/// How far it reaches where the caller does not say, in days.
const PERIOD_DAYS: Days = Days::new(30);

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(read_calendar))
}

/// One page of the calendar.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarPage {
    /// Days on which something falls due, in their order; the others are left out.
    items: Vec<CalendarDay>,
    /// What all days of this page come to.
    totals: CalendarTotals,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// What falls due on one day. Where the day is cut by the beginning or the end of a page, its sums cover what is shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDay {
    /// The day.
    date: Day,
    /// The holiday that it is, or null. Only what was announced before the day was gazetted, or what a person insisted
    /// on, falls due on a holiday.
    holiday: Option<String>,
    /// How many instalments.
    count: usize,
    /// What they come to.
    amount: Amount,
    /// What is paid of that.
    paid: Amount,
    /// What is still due of that.
    outstanding: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
    /// Whether the end of the page cut the day: more of it is on the next page.
    continues: bool,
    /// What falls due.
    instalments: Vec<CalendarInstalment>,
}

/// What several instalments come to.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct CalendarTotals {
    /// How many instalments.
    count: usize,
    /// What they come to.
    amount: Amount,
    /// What is paid of that.
    paid: Amount,
    /// What is still due of that.
    outstanding: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
}

/// An instalment that falls due on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarInstalment {
    /// Its obligation.
    obligation: String,
    /// The account number of who owes it.
    customer: String,
    /// The customer's name.
    customer_name: String,
    /// What it is for.
    description: String,
    /// To whom it is owed.
    payee: PayeeView,
    /// Its number within the obligation.
    number: u32,
    /// How many instalments the obligation has.
    of: usize,
    /// How much.
    amount: Amount,
    /// What is paid of it.
    paid: Amount,
    /// What is still due of it.
    outstanding: Amount,
    /// How far it is paid.
    #[schema(schema_with = status)]
    status: &'static str,
    /// Whether it was due before today and is not paid.
    overdue: bool,
    /// Why it is not due on the day that was planned, in English words, or null.
    moved_because: Option<String>,
}

/// Which part of the calendar.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CalendarQuery {
    /// First day; today where it is left out.
    from: Option<Day>,
    /// Last day, included, at most 366 days later; 30 days later where it is left out.
    to: Option<Day>,
    /// Only instalments in this currency; KES where it is left out.
    #[serde(default)]
    #[param(value_type = Option<CurrencyCode>)]
    currency: CurrencyCode,
    /// Instalments of one page, 1 to 100.
    #[param(default = 100, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page.
    cursor: Option<String>,
}

/// Read the calendar
///
/// Instalments by due date, paid or not, with sums per day; what was cancelled is left out. A page has at most `limit`
/// instalments: the day that its end cuts has `continues`, and the sums of that day and the totals cover what the page
/// shows. To sum a period up, add the pages.
#[utoipa::path(
    get, path = "/calendar", tag = "calendar",
    params(CalendarQuery),
    responses((status = 200, description = "One page.", body = CalendarPage))
)]
async fn read_calendar(
    State(context): State<Context>,
    Query(query): Query<CalendarQuery>,
) -> Result<Json<CalendarPage>, Refusal> {
    let limit = query::limit(Some(query.limit.unwrap_or(query::LIMIT_MAX)))?;
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(LIST, text)).transpose()?;
    let today = nairobi_date(context.clock.now());
    let from = query.from.map_or(today, NaiveDate::from);
    let to = query.to.map_or(from + PERIOD_DAYS, NaiveDate::from);
    let store = &context.store;
    let page = due_calendar::page(store, from, to, after.as_deref(), limit)
        .await
        .map_err(of_query)?;
    let cut = cut_day(store, &page).await?;
    let CurrencyCode(currency) = query.currency;
    let mut due = page.items;
    due.retain(|one| one.dose.currency == currency);
    let shown = Shown::load(store, &due, currency, today).await?;
    let doses = Dose::all(due)?;
    let days = doses.chunk_by(|one, next| one.due_on() == next.due_on());
    let items = days.map(|doses| shown.day(doses, cut));
    Ok(Json(CalendarPage {
        items: items.collect::<Result<_, _>>()?,
        totals: shown.totals(&doses)?,
        next: page.next.map(|position| cursor::encode(LIST, &position)),
    }))
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

/// The day on which the page ends although more falls due on it.
async fn cut_day(store: &Store, page: &DuePage) -> Result<Option<NaiveDate>, Refusal> {
    let (Some(last), Some(position)) = (page.items.last(), page.next.as_deref()) else {
        return Ok(None);
    };
    let day = last.dose.due_on;
    let rest = due_calendar::page(store, day, day, Some(position), 1).await?;
    Ok((!rest.items.is_empty()).then_some(day))
}

/// An instalment with the facts of its obligation.
struct Dose {
    head: ObligationRecord,
    of: usize,
    dose: Instalment,
}

impl Dose {
    /// The instalments as the domain sees them, in the same order.
    fn all(due: Vec<DueInstalment>) -> Result<Vec<Self>, StoreError> {
        let mut all = Vec::with_capacity(due.len());
        for DueInstalment { head, of, dose } in due {
            let file = ObligationFile {
                head: head.clone(),
                instalments: vec![dose],
            };
            let doses = file.obligation()?.instalments.into_iter();
            all.extend(doses.map(|dose| Self {
                head: head.clone(),
                of,
                dose,
            }));
        }
        Ok(all)
    }

    fn due_on(&self) -> NaiveDate {
        self.dose.due_on
    }
}

/// What instalments are shown with.
struct Shown {
    parties: Parties,
    holidays: BTreeMap<NaiveDate, String>,
    currency: Currency,
    today: NaiveDate,
}

impl Shown {
    /// Looks up the customers and the holidays of instalments that are in the order of their due dates.
    async fn load(
        store: &Store,
        due: &[DueInstalment],
        currency: Currency,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let owners: Vec<CustomerId> = due.iter().map(|one| one.head.id.customer()).collect();
        let parties = Parties::load(store, &owners).await?;
        let mut known = BTreeMap::new();
        if let (Some(first), Some(last)) = (due.first(), due.last()) {
            for year in first.dose.due_on.year()..=last.dose.due_on.year() {
                let holidays = holidays::of_year(store, year).await?;
                known.extend(holidays.into_iter().map(|one| (one.date, one.name)));
            }
        }
        Ok(Self {
            parties,
            holidays: known,
            currency,
            today,
        })
    }

    fn day(&self, doses: &[Dose], cut: Option<NaiveDate>) -> Result<CalendarDay, Refusal> {
        let date = doses.first().map_or(self.today, Dose::due_on);
        let totals = self.totals(doses)?;
        Ok(CalendarDay {
            date: Day(date),
            holiday: self.holidays.get(&date).cloned(),
            count: totals.count,
            amount: totals.amount,
            paid: totals.paid,
            outstanding: totals.outstanding,
            currency: totals.currency,
            continues: cut == Some(date),
            instalments: doses.iter().map(|one| self.instalment(one)).collect(),
        })
    }

    fn totals(&self, doses: &[Dose]) -> Result<CalendarTotals, Refusal> {
        let sum = |part: fn(&Instalment) -> Money| {
            let parts = doses.iter().map(|one| part(&one.dose));
            let sum = Money::sum(self.currency, parts).map(Amount::from);
            sum.map_err(|error: MoneyError| OperationError::from(error))
        };
        Ok(CalendarTotals {
            count: doses.len(),
            amount: sum(|dose| dose.amount)?,
            paid: sum(|dose| dose.paid)?,
            outstanding: sum(Instalment::outstanding)?,
            currency: CurrencyCode(self.currency),
        })
    }

    fn instalment(&self, one: &Dose) -> CalendarInstalment {
        let Dose { head, of, dose } = one;
        let owner = head.id.customer();
        let name = self.parties.name(&owner);
        CalendarInstalment {
            obligation: head.id.as_str().to_owned(),
            customer: self.parties.account(&owner),
            customer_name: name.unwrap_or_else(|| head.customer_name.clone()),
            description: head.description.clone(),
            payee: payee(&head.payee),
            number: dose.number,
            of: *of,
            amount: dose.amount.into(),
            paid: dose.paid.into(),
            outstanding: dose.outstanding().into(),
            status: dose.status().name(),
            overdue: dose.overdue(self.today),
            moved_because: dose.moved_because(Language::En),
        }
    }
}
