//! `/staff/waiting/pushes`: pushes that staff look at.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use billing::civil::{nairobi_date, start_of_day};
use billing::ids::{CustomerId, PushId};
use billing::language::Language;
use billing::money::{Currency, Money};
use billing::push::{PushStatus, progress};
use operations::error::OperationError;
use operations::{janitor, push};
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::REASON_FIELD;
use portal_app::pages::staff::waiting::pushes::{
    PATH, PushListPage, PushListPageProps, PushPage, PushPageProps, PushRow, REVIEWED, Step, Which,
    WholePush,
};
use store::keys::List;
use store::pushes::PushRecord;
use store::walk::{Order, Range};

use super::ROWS;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::paging;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::parties::Parties;
use crate::staff::returned::{refused, with_error};
use crate::way;

/// Open pushes that one page looks through.
const WALKED_MAX: usize = 500;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;
const CENTS_PER_SHILLING: i64 = 100;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .route("/staff/waiting/pushes/{id}", get(show))
        .route("/staff/waiting/pushes/{id}/review", post(review))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let (which, show) = match me.visit.query("show") {
        Some("unknown") => (Which::Unknown, "unknown"),
        Some("failed") => (Which::Failed, "failed"),
        _ => (Which::ToReview, ""),
    };
    let after = paging::after(&me.visit)?;
    let (records, next) = match which {
        Which::ToReview => to_review(&portal, after).await?,
        Which::Unknown => {
            let all = Range {
                after,
                ..Range::all(Order::OldestFirst)
            };
            let is_unknown = |push: &PushRecord| push.status == PushStatus::Unknown;
            walked(&portal, List::OpenPushes, &all, is_unknown).await?
        }
        Which::Failed => {
            let today = nairobi_date(portal.context.clock.now());
            let today = Range {
                from: Some(start_of_day(today)),
                after,
                ..Range::all(Order::NewestFirst)
            };
            walked(&portal, List::FailedPushes, &today, |_| true).await?
        }
    };
    let next = paging::href(PATH, &[("show", show)], next.as_deref());
    let rows = rows(&portal, &records).await?;
    let frame = me.frame();
    let page = move || {
        PushListPage(PushListPageProps {
            frame,
            which,
            rows,
            next,
        })
    };
    Ok(render(page).await)
}

/// Those that only a person can settle; on the first page also those that are still looked into.
async fn to_review(
    portal: &Portal,
    after: Option<String>,
) -> Result<(Vec<PushRecord>, Option<String>), Failure> {
    let mut found = Vec::new();
    if after.is_none() {
        let all = Range::all(Order::OldestFirst);
        let waits = |push: &PushRecord| push.review.is_some();
        found = walked(portal, List::OpenPushes, &all, waits).await?.0;
    }
    let all = Range {
        after,
        ..Range::all(Order::NewestFirst)
    };
    let (waiting, next) = walked(portal, List::PushesToReview, &all, |_| true).await?;
    found.extend(waiting);
    Ok((found, next))
}

async fn walked(
    portal: &Portal,
    list: List,
    range: &Range,
    keeps: impl Fn(&PushRecord) -> bool,
) -> Result<(Vec<PushRecord>, Option<String>), Failure> {
    let mut walk = portal.context.store.walk(list, range, PAGE_ITEMS);
    let mut found = Vec::new();
    for _ in 0..WALKED_MAX {
        let Some(push) = walk.next_push().await? else {
            return Ok((found, None));
        };
        if keeps(&push) {
            found.push(push);
        }
        if found.len() == ROWS {
            break;
        }
    }
    Ok((found, walk.position().map(str::to_owned)))
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    page(&portal, &me, &in_path(&id)?, Entered::default()).await
}

async fn review(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = in_path(&id)?;
    let now = portal.context.clock.now();
    let reason = fields.text(REASON_FIELD);
    let store = &portal.context.store;
    match janitor::reviewed(store, &id, reason, &me.actor, now).await {
        Ok(_) => Ok(way::done(&format!("{PATH}/{id}"), REVIEWED)),
        Err(error) => {
            let form = with_error(fields.0, me.visit.language, error)?;
            Ok(refused(page(&portal, &me, &id, form).await?))
        }
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    id: &PushId,
    form: Entered,
) -> Result<Response, Failure> {
    let record = push::load(&portal.context.store, id).await?;
    let mut row = rows(portal, std::slice::from_ref(&record)).await?;
    let row = row.pop().ok_or(Failure::NotFound)?;
    let push = whole(record, row, me.visit.language);
    let frame = me.frame();
    Ok(render(move || PushPage(PushPageProps { frame, push, form })).await)
}

fn in_path(text: &str) -> Result<PushId, Failure> {
    PushId::parse(text).map_err(|_| Failure::NotFound)
}

async fn rows(portal: &Portal, records: &[PushRecord]) -> Result<Vec<PushRow>, Failure> {
    let customers: Vec<CustomerId> = records.iter().map(|push| push.id.customer()).collect();
    let parties = Parties::load(&portal.context.store, &customers).await?;
    let rows = records.iter().map(|push| {
        let cents = i64::from(push.shillings) * CENTS_PER_SHILLING;
        Ok(PushRow {
            id: push.id.clone(),
            party: parties.of(&push.id.customer()),
            phone: push.phone.masked(),
            amount: Money::from_cents(cents, Currency::Kes)?,
            requested_at: push.requested_at,
            status: push.status,
            review: push.review.clone().map(|review| review.reason),
        })
    });
    Ok(rows.collect::<Result<_, OperationError>>()?)
}

fn whole(record: PushRecord, row: PushRow, language: Language) -> WholePush {
    let steps = record.steps.into_iter().map(|step| Step {
        at: step.at,
        source: step.source,
        code: step.code,
        words: step.words,
        status: step.status,
    });
    WholePush {
        told: progress::sentence(record.status, record.code.as_deref(), language),
        row,
        code: record.code,
        requested_by: record.requested_by,
        checkout: record.checkout_request,
        short_code: record.short_code,
        next_look: record.next_at,
        payment: record.payment,
        steps: steps.collect(),
    }
}
