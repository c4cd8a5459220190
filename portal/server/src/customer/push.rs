//! `/pay/{push}`: what became of a request to pay, as a page and as the part of it that changes.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use billing::ids::PushId;
use billing::push::PushStatus;
use billing::push::schedule::PROMPT_SECONDS;
use chrono::{DateTime, TimeDelta, Utc};
use operations::error::OperationError;
use operations::{obligations, own_pushes, push};
use portal_app::pages::customer::push::state::{Outcome, Push, PushState, PushStateProps};
use portal_app::pages::customer::push::{PushPage, PushPageProps};
use portal_frontend::fragment::STATE;
use store::pushes::PushRecord;

use crate::customer::pay::offer::amount;
use crate::customer::pay::{AMOUNT, OBLIGATION};
use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::{render, render_part};
use crate::session::CustomerVisit;
use crate::way;

/// How long the receipt of a paid push is waited for, in minutes; after that somebody looks into it.
const RECEIPT_WITHIN_MINUTES: i64 = 10;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route("/pay/{push}", get(show))
        .route("/pay/{push}/state", get(state))
}

async fn show(
    State(portal): State<Portal>,
    me: CustomerVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let push = load(&portal, &me, &id).await?;
    let frame = me.frame();
    Ok(render(move || PushPage(PushPageProps { frame, push })).await)
}

async fn state(
    State(portal): State<Portal>,
    me: CustomerVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let push = load(&portal, &me, &id).await?;
    if !me.visit.wants(STATE) {
        return Ok(way::to(&Push::path(&push.id)));
    }
    let language = me.visit.language;
    let part = move || PushState(PushStateProps { language, push });
    Ok(render_part(STATE, part).await)
}

/// Somebody else's push is not found.
async fn load(portal: &Portal, me: &CustomerVisit, id: &str) -> Result<Push, Failure> {
    let id = PushId::parse(id).map_err(|_| Failure::NotFound)?;
    let store = &portal.context.store;
    let record = push::of(store, &me.customer.id, &id).await?;
    let what = match &record.obligation {
        Some(obligation) => Some(obligations::get(store, obligation).await?.head.description),
        None => None,
    };
    let outcome = outcome(portal, &record).await?;
    Ok(Push {
        phone: record.phone.masked(),
        amount: amount(&record)?,
        again: again(&record),
        id: record.id,
        what,
        outcome,
    })
}

/// The form with everything as it was.
fn again(record: &PushRecord) -> String {
    let amount = format!("/pay?{AMOUNT}={}", record.shillings);
    match &record.obligation {
        Some(obligation) => format!("{amount}&{OBLIGATION}={obligation}"),
        None => amount,
    }
}

async fn outcome(portal: &Portal, record: &PushRecord) -> Result<Outcome, OperationError> {
    let now = portal.context.clock.now();
    let code = record.code.clone();
    Ok(match record.status {
        PushStatus::Requested | PushStatus::Accepted => waiting(record, now),
        PushStatus::Unknown => Outcome::Unknown {
            code,
            asking: record.next_at.is_some(),
        },
        PushStatus::Failed => Outcome::NotPaid { code },
        PushStatus::Paid => {
            let arrived = own_pushes::arrived(&portal.context.store, record).await?;
            let age = now - record.requested_at;
            let payment = record.payment.as_ref();
            Outcome::Paid {
                receipt: payment.map(|payment| payment.receipt().to_string()),
                payment: arrived.map(|arrived| arrived.number),
                balance: arrived.map(|arrived| arrived.balance),
                more_follows: arrived.is_none() && age < TimeDelta::minutes(RECEIPT_WITHIN_MINUTES),
            }
        }
    })
}

/// Once the prompt has left the phone, nobody knows until M-PESA tells.
fn waiting(record: &PushRecord, now: DateTime<Utc>) -> Outcome {
    let until = record.requested_at + TimeDelta::seconds(PROMPT_SECONDS);
    let left_seconds = (until - now).num_seconds();
    if left_seconds > 0 {
        Outcome::Waiting {
            until,
            left_seconds,
        }
    } else {
        Outcome::Unknown {
            code: None,
            asking: record.next_at.is_some(),
        }
    }
}
