//! `/staff/settings/institutions` and `/staff/institutions/{id}`: money that is collected for others.

mod record;
mod undo;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::money::Money;
use chrono::{Datelike, NaiveDate};
use operations::institutions::{self, HandedOver, Report};
use portal_app::pages::staff::settings::institutions::one::{
    InstitutionPage, InstitutionPageProps, Owed, Transfer, Transfers,
};
use portal_app::pages::staff::settings::institutions::{
    InstitutionsPage, InstitutionsPageProps, PATH, Standing, account_name, institution_path,
};
use portal_app::words::staff::settings::institutions::InstitutionsWords;
use portal_app::words::things::ThingWords;
use portal_documents::sheet::{Cell, Sheet};
use store::error::StoreError;
use store::institutions::RemittanceRecord;

use crate::account_movements::{attachment, entered, period, periods};
use crate::failure::Failure;
use crate::paging::{self, PAGE_ROWS};
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::obligations;

/// Transfers on one page; the file has all of them.
const TRANSFERS_MAX: usize = 100;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .route("/staff/institutions/{id}", get(show))
        .route("/staff/institutions/{id}/transfers.csv", get(csv))
        .merge(record::routes())
        .merge(undo::routes())
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let standings = institutions::all(&portal.context.store, CURRENCY).await?;
    let rows = standings.into_iter().map(standing).collect();
    let frame = me.frame();
    Ok(render(move || InstitutionsPage(InstitutionsPageProps { frame, rows })).await)
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let after = paging::after_number(&me.visit)?.unwrap_or(0);
    let after = usize::try_from(after).map_err(|_| Failure::NotFound)?;
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let today = nairobi_date(now);
    let report = institutions::report(store, &id, CURRENCY).await?;
    let mut form = entered(&me.visit, this_year(today));
    let asked = period(&mut form, &me.visit);
    let transfers = asked.map(|asked| shown(&report, asked)).transpose()?;
    let files = report.obligations.iter().skip(after).take(PAGE_ROWS);
    let rows = files.map(|file| obligations::row(file, today));
    let mut rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    obligations::name(store, &mut rows).await?;
    let behind = after.saturating_add(PAGE_ROWS);
    let next = (behind < report.obligations.len()).then(|| behind.to_string());
    let path = institution_path(&report.standing.id);
    let fields = [("from", form.value("from")), ("to", form.value("to"))];
    let next = paging::href(&path, &fields, next.as_deref());
    let status = match form.is_refused() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let standing = standing(report.standing);
    let frame = me.frame();
    let page = move || {
        InstitutionPage(InstitutionPageProps {
            frame,
            standing,
            form,
            periods: periods(today),
            transfers,
            owed: Owed { rows, next },
        })
    };
    Ok((status, render(page).await).into_response())
}

/// Every transfer of the period, undone ones included: a spreadsheet adds up what has no word in the last column.
async fn csv(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let language = me.visit.language;
    let today = nairobi_date(portal.context.clock.now());
    let mut form = entered(&me.visit, this_year(today));
    let asked = period(&mut form, &me.visit).ok_or(Failure::NotFound)?;
    let report = institutions::report(&portal.context.store, &id, CURRENCY).await?;
    let words = InstitutionsWords::of(language);
    let things = ThingWords::of(language);
    let mut sheet = Sheet::new(&[
        words.number,
        things.date,
        words.institution,
        words.reference,
        words.paid_from,
        things.amount,
        words.by,
        words.undone,
    ]);
    for record in handed_over(&report, asked)?.transfers {
        let institution = report.standing.name.clone();
        sheet.row([
            Cell::Count(u64::from(record.number)),
            Cell::Day(record.remitted_on),
            Cell::text(institution),
            Cell::text(record.reference),
            Cell::text(account_name(language, &record.paid_from)),
            Cell::Amount(money(record.cents)?),
            Cell::text(record.by),
            Cell::optional(record.undone, |undone| Cell::text(undone.reason)),
        ]);
    }
    let (from, to) = asked;
    let file = format!("transfers-{from}-{to}.csv");
    Ok(attachment("text/csv; charset=utf-8", &file, sheet.finish()))
}

fn handed_over(report: &Report, (from, to): (NaiveDate, NaiveDate)) -> Result<HandedOver, Failure> {
    Ok(report.handed_over(from, to)?)
}

fn shown(report: &Report, (from, to): (NaiveDate, NaiveDate)) -> Result<Transfers, Failure> {
    let handed = handed_over(report, (from, to))?;
    let all = handed.transfers.len();
    let rows = handed.transfers.into_iter().take(TRANSFERS_MAX);
    Ok(Transfers {
        from,
        to,
        rows: rows.map(transfer).collect::<Result<_, _>>()?,
        all,
        sum: handed.sum,
    })
}

fn transfer(record: RemittanceRecord) -> Result<Transfer, Failure> {
    Ok(Transfer {
        number: record.number,
        on: record.remitted_on,
        amount: money(record.cents)?,
        reference: record.reference,
        paid_from: record.paid_from,
        by: record.by,
        undone: record
            .undone
            .map(|undone| (undone.by, undone.at, undone.reason)),
    })
}

fn money(cents: i64) -> Result<Money, Failure> {
    let money = Money::from_cents(cents, CURRENCY);
    money.map_err(|error| operations::error::OperationError::from(error).into())
}

fn standing(one: institutions::Standing) -> Standing {
    Standing {
        id: one.id,
        name: one.name,
        charged: one.charged,
        collected: one.collected,
        remitted: one.remitted,
        to_remit: one.to_remit,
    }
}

fn this_year(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(today.year(), month, day).unwrap_or(today);
    (day(1, 1), day(12, 31))
}
