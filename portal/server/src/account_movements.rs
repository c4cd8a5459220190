//! The movements of an account over the period that an address asks for, as a page and as files.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use billing::civil::nairobi_date;
use chrono::{Datelike, Days, NaiveDate};
use operations::error::OperationError;
use operations::statement::{self, Statement};
use portal_app::components::account_movements::{Movement, Movements, Periods};
use portal_app::form::Entered;
use portal_app::words::statement::StatementWords;
use portal_documents::statement as paper;
use store::customers::Customer;

use crate::documents;
use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};
use crate::refusal;
use crate::visit::Visit;

/// What a page of movements shows.
pub struct Shown {
    /// The period as entered, and what is wrong with it.
    pub form: Entered,
    /// Periods that are offered.
    pub periods: Periods,
    /// The movements; nothing where the period cannot be shown.
    pub movements: Option<Movements>,
}

/// The movements of the period that the address asks for; `href` is the page of what one is about.
///
/// # Errors
/// Of the store; a period that cannot be shown is told by the form.
pub async fn shown(
    portal: &Portal,
    customer: &Customer,
    visit: &Visit,
    href: fn(&documents::statement::Movement) -> Option<String>,
) -> Result<Shown, Failure> {
    let today = nairobi_date(portal.context.clock.now());
    let mut form = entered(visit, today);
    let movements = match period(&mut form, visit) {
        None => None,
        Some((from, to)) => match of_period(portal, customer, from, to).await {
            Ok(statement) => {
                let lines = documents::statement::movements(customer, &statement, visit.language);
                let lines = lines.into_iter().map(|line| movement(href(&line), line));
                Some(Movements {
                    from,
                    to,
                    opening: statement.opening,
                    lines: lines.collect(),
                    closing: statement.closing,
                })
            }
            Err(error @ (OperationError::Field { .. } | OperationError::PeriodTooLong { .. })) => {
                refusal::note(&mut form, visit.language, &error);
                None
            }
            Err(error) => return Err(error.into()),
        },
    };
    Ok(Shown {
        form,
        periods: periods(today),
        movements,
    })
}

fn movement(href: Option<String>, line: documents::statement::Movement) -> Movement {
    Movement {
        on: line.on,
        what: line.what,
        href,
        code: line.payment.map(|id| id.receipt().to_string()),
        change: line.change,
        balance: line.balance,
    }
}

/// What the address asks for; this month where it does not say.
fn entered(visit: &Visit, today: NaiveDate) -> Entered {
    let (first, last) = month_of(today);
    let asked = |name: &str, usual: NaiveDate| {
        let asked = visit.query(name);
        asked.map_or_else(|| usual.to_string(), str::to_owned)
    };
    Entered::of([("from", asked("from", first)), ("to", asked("to", last))])
}

fn period(form: &mut Entered, visit: &Visit) -> Option<(NaiveDate, NaiveDate)> {
    let words = StatementWords::of(visit.language);
    let days = ["from", "to"].map(|field| {
        let day: Option<NaiveDate> = form.value(field).trim().parse().ok();
        if day.is_none() {
            form.refuse(field, words.bad_day);
        }
        day
    });
    let [from, to] = days;
    from.zip(to)
}

async fn of_period(
    portal: &Portal,
    customer: &Customer,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Statement, OperationError> {
    let store = &portal.context.store;
    statement::statement(store, &customer.id, Some(from), Some(to), CURRENCY).await
}

fn periods(today: NaiveDate) -> Periods {
    let this_month = month_of(today);
    let before = this_month.0.pred_opt().unwrap_or(today);
    let year = |month, day| NaiveDate::from_ymd_opt(today.year(), month, day).unwrap_or(today);
    Periods {
        this_month,
        last_month: month_of(before),
        this_year: (year(1, 1), year(12, 31)),
    }
}

/// The first and the last day of a day's month.
fn month_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(chrono::Months::new(1));
    let last = next.and_then(|next| next.checked_sub_days(Days::new(1)));
    (first, last.unwrap_or(day))
}

/// The statement of the period as PDF.
///
/// # Errors
/// As [`shown`]; [`Failure::NotFound`] for a period that no page would lead to.
pub async fn pdf(portal: &Portal, customer: &Customer, visit: &Visit) -> Result<Response, Failure> {
    let (name, statement) = printed(portal, customer, visit).await?;
    let pdf = paper::statement(&statement, visit.language);
    let pdf = pdf.map_err(|error| Failure::of_ours(&error))?;
    Ok(attachment("application/pdf", &format!("{name}.pdf"), pdf))
}

/// The statement of the period as CSV.
///
/// # Errors
/// As [`pdf`].
pub async fn csv(portal: &Portal, customer: &Customer, visit: &Visit) -> Result<Response, Failure> {
    let (name, statement) = printed(portal, customer, visit).await?;
    let csv = paper::statement_csv(&statement, visit.language);
    let kind = "text/csv; charset=utf-8";
    Ok(attachment(kind, &format!("{name}.csv"), csv))
}

/// The statement that the address asks for, and the name of its file.
async fn printed(
    portal: &Portal,
    customer: &Customer,
    visit: &Visit,
) -> Result<(String, paper::Statement), Failure> {
    let now = portal.context.clock.now();
    let mut form = entered(visit, nairobi_date(now));
    let (from, to) = period(&mut form, visit).ok_or(Failure::NotFound)?;
    let statement = of_period(portal, customer, from, to).await?;
    let provider = portal.payee.name.to_string();
    let language = visit.language;
    let printed = documents::statement::printed(&provider, customer, &statement, language, now);
    let account = customer.id.account();
    Ok((
        format!("statement-{}-{from}-{to}", account.as_str()),
        printed,
    ))
}

/// A file that the browser keeps.
#[must_use]
pub fn attachment(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}
