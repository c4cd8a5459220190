//! One long page, served from memory: what writing and sending it costs, without the store that its rows come from.
//!
//! The page is the statement that customers see, in the dress that every page has. It is written anew for each request.

use axum::Router;
use axum::extract::State;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use billing::language::Language;
use billing::money::{Currency, Money, MoneyError};
use chrono::{Days, NaiveDate};
use portal_app::components::account_movements::{Movement, Movements, Periods};
use portal_app::form::Entered;
use portal_app::frame::{Frame, Visitor};
use portal_app::pages::customer::statement::{
    OwnStatementPage, OwnStatementPageProps, STATEMENT_PATH,
};
use portal_app::payee::Payee;
use portal_server::render::render;
use portal_server::security;

/// Movements that are booked on one day.
const MOVEMENTS_PER_DAY: usize = 3;

const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day of the calendar");

const PLACES: [&str; 5] = ["Kilimani", "South B", "Umoja", "Eastleigh", "Kahawa West"];

/// The page with so many movements, under the address that it has in the portal.
///
/// # Errors
/// [`MoneyError`] where there are so many that their sum is too large.
pub fn router(rows: usize) -> Result<Router, MoneyError> {
    Ok(Router::new()
        .route(STATEMENT_PATH, get(show))
        .layer(map_response(security::add_headers))
        .with_state(movements(rows)?))
}

async fn show(State(movements): State<Movements>) -> Response {
    let frame = Frame {
        language: Language::En,
        payee: Payee {
            name: "Malipo".into(),
            short_code: "600966".into(),
        },
        visitor: Visitor::Customer {
            name: "Greenfield Wholesalers Ltd".to_owned(),
        },
        here: STATEMENT_PATH.to_owned(),
        script: None,
        once: String::new(),
        done: None,
    };
    let period = (movements.from, movements.to);
    let (from, to) = period;
    let props = OwnStatementPageProps {
        frame,
        form: Entered::of([("from", from.to_string()), ("to", to.to_string())]),
        periods: Periods {
            this_month: period,
            last_month: period,
            this_year: period,
        },
        movements: Some(movements),
    };
    render(move || OwnStatementPage(props)).await
}

/// A charge and a payment in turn.
fn movements(rows: usize) -> Result<Movements, MoneyError> {
    let opening = Money::zero(Currency::Kes);
    let mut balance = opening;
    let mut lines = Vec::with_capacity(rows);
    for row in 0..rows {
        let cents = 150_000 + i64::try_from(row * 37 % 90).unwrap_or(0) * 5_000;
        let is_charge = row % 2 == 0;
        let change = Money::from_cents(if is_charge { -cents } else { cents }, Currency::Kes)?;
        balance = balance.checked_add(change)?;
        lines.push(movement(row, is_charge, change, balance));
    }
    Ok(Movements {
        from: FIRST_DAY,
        to: day(rows),
        opening,
        lines,
        closing: balance,
    })
}

fn movement(row: usize, is_charge: bool, change: Money, balance: Money) -> Movement {
    let place = PLACES[row % PLACES.len()];
    let charge = || format!("Home internet 10 Mbps, {place}, flat {row}");
    Movement {
        on: day(row),
        what: if is_charge {
            charge()
        } else {
            "Payment".to_owned()
        },
        href: Some(if is_charge {
            format!("/obligations/obl_10000012_01a204a067f975c283d6{row:012x}")
        } else {
            format!("/payments/pay_nvygk43bhjkdam{row:08}")
        }),
        code: (!is_charge).then(|| format!("TKQ{row:07}")),
        change,
        balance,
    }
}

fn day(row: usize) -> NaiveDate {
    let days = u64::try_from(row / MOVEMENTS_PER_DAY).unwrap_or(0);
    FIRST_DAY
        .checked_add_days(Days::new(days))
        .unwrap_or(FIRST_DAY)
}
