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
    let mut form = entered(visit, month_of(today));
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
            Err(error) if cannot_be_shown(&error) => {
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

fn cannot_be_shown(error: &OperationError) -> bool {
    use OperationError as E;
    matches!(error, E::Field { .. } | E::PeriodTooLong { .. })
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

/// What the address asks for; the usual period where it does not say.
pub(crate) fn entered(visit: &Visit, (first, last): (NaiveDate, NaiveDate)) -> Entered {
    let asked = |name: &str, usual: NaiveDate| {
        let asked = visit.query(name);
        asked.map_or_else(|| usual.to_string(), str::to_owned)
    };
    Entered::of([("from", asked("from", first)), ("to", asked("to", last))])
}

/// The first and the last day that are entered; the form says where one cannot be read.
pub(crate) fn period(form: &mut Entered, visit: &Visit) -> Option<(NaiveDate, NaiveDate)> {
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

/// The periods that are offered.
pub(crate) fn periods(today: NaiveDate) -> Periods {
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

/// A statement to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// As PDF.
    Pdf,
    /// As CSV.
    Csv,
}

/// The statement of the period as a file; nothing where the address names no period that can be shown, which the page
/// then says.
///
/// # Errors
/// Of the store, and what keeps a PDF from being made.
pub async fn file(
    portal: &Portal,
    customer: &Customer,
    visit: &Visit,
    kept: Kept,
) -> Result<Option<Response>, Failure> {
    let Some((name, statement)) = printed(portal, customer, visit).await? else {
        return Ok(None);
    };
    Ok(Some(match kept {
        Kept::Pdf => {
            let pdf = paper::statement(&statement, visit.language);
            let pdf = pdf.map_err(|error| Failure::of_ours(&error))?;
            attachment("application/pdf", &format!("{name}.pdf"), pdf)
        }
        Kept::Csv => {
            let csv = paper::statement_csv(&statement, visit.language);
            let kind = "text/csv; charset=utf-8";
            attachment(kind, &format!("{name}.csv"), csv)
        }
    }))
}

/// The statement that the address asks for, and the name of its file.
async fn printed(
    portal: &Portal,
    customer: &Customer,
    visit: &Visit,
) -> Result<Option<(String, paper::Statement)>, Failure> {
    let now = portal.context.clock.now();
    let mut form = entered(visit, month_of(nairobi_date(now)));
    let Some((from, to)) = period(&mut form, visit) else {
        return Ok(None);
    };
    let statement = match of_period(portal, customer, from, to).await {
        Err(error) if cannot_be_shown(&error) => return Ok(None),
        statement => statement?,
    };
    let provider = portal.payee.name.to_string();
    let language = visit.language;
    let printed = documents::statement::printed(&provider, customer, &statement, language, now);
    let account = customer.id.account();
    let name = format!("statement-{}-{from}-{to}", account.as_str());
    Ok(Some((name, printed)))
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
