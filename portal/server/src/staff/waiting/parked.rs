//! `/staff/waiting/parked`: callbacks that wait for a person.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use billing::ids::ParkedId;
use operations::error::OperationError;
use operations::parked;
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::REASON_FIELD;
use portal_app::pages::staff::waiting::parked::{
    Kind, PATH, Parked, ParkedListPage, ParkedListPageProps, ParkedPage, ParkedPageProps, RECORDED,
    Resolution, STILL, TAKEN_IN,
};
use runtime::logging::chain;
use store::parked::{ParkedKind, ParkedRecord};

use super::ROWS;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::paging;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::payment::whole::text;
use crate::staff::returned::{refused, with_error};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .route("/staff/waiting/parked/{id}", get(show))
        .route("/staff/waiting/parked/{id}/replay", post(replay))
        .route("/staff/waiting/parked/{id}/dismiss", post(dismiss))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let after = paging::after(&me.visit)?;
    let page = parked::list(&portal.context.store, after, ROWS).await?;
    let rows: Vec<Parked> = page.items.into_iter().map(view).collect();
    let next = paging::href(PATH, &[], page.next.as_deref());
    let frame = me.frame();
    Ok(render(move || ParkedListPage(ParkedListPageProps { frame, rows, next })).await)
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    page(&portal, &me, &in_path(&id)?, Entered::default()).await
}

/// Reads it again; what comes of it is associated and told of by whoever listens to the queue.
async fn replay(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = in_path(&id)?;
    let now = portal.context.clock.now();
    let replayed = parked::replay(&portal.context.store, &id, &me.actor, now).await;
    let path = format!("{PATH}/{id}");
    let taken = match replayed {
        Ok(taken) => taken,
        // The same form was sent twice, or somebody else was quicker: the page says what was done.
        Err(OperationError::ParkedResolved { .. }) => return Ok(way::to(&path)),
        Err(error) => return Err(error.into()),
    };
    if let Some(payment) = &taken.dispatch
        && let Err(error) = portal.context.queues.send_payment(payment).await
    {
        // The sweeper finds it within a minute.
        tracing::warn!(payment = %payment, cause = chain(&error), "not passed on to association");
    }
    let (record, _) = parked::get(&portal.context.store, &id).await?;
    let done = match (&record.resolution, &taken.dispatch) {
        (None, _) => STILL,
        (Some(_), Some(_)) => RECORDED,
        (Some(_), None) => TAKEN_IN,
    };
    Ok(way::done(&path, done))
}

async fn dismiss(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = in_path(&id)?;
    let now = portal.context.clock.now();
    let reason = fields.text(REASON_FIELD);
    let store = &portal.context.store;
    match parked::dismiss(store, &id, reason, &me.actor, now).await {
        Ok(()) | Err(OperationError::ParkedResolved { .. }) => Ok(way::to(&format!("{PATH}/{id}"))),
        Err(error) => {
            let form = with_error(fields.0, me.visit.language, error)?;
            Ok(refused(page(&portal, &me, &id, form).await?))
        }
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    id: &ParkedId,
    form: Entered,
) -> Result<Response, Failure> {
    let (record, raw) = parked::get(&portal.context.store, id).await?;
    let (parked, body) = (view(record), text(&raw));
    let frame = me.frame();
    let page = move || {
        ParkedPage(ParkedPageProps {
            frame,
            parked,
            body,
            form,
        })
    };
    Ok(render(page).await)
}

fn in_path(text: &str) -> Result<ParkedId, Failure> {
    ParkedId::parse(text).map_err(|_| Failure::NotFound)
}

fn view(record: ParkedRecord) -> Parked {
    let became = record.resolution.as_ref();
    let became = became.and_then(|resolution| resolution.payment.clone());
    Parked {
        kind: match record.kind {
            ParkedKind::Unreadable => Kind::Unreadable,
            ParkedKind::Conflict => Kind::Conflict,
            ParkedKind::UnexpectedHolder => Kind::UnexpectedHolder,
            ParkedKind::Unexpected => Kind::Unexpected,
        },
        id: record.id,
        hook: record.hook,
        holder: record.holder,
        reason: record.reason,
        payment: became.or(record.payment),
        received_at: record.received_at,
        truncated: record.truncated,
        resolution: record.resolution.map(|one| Resolution {
            replayed: one.how == "replayed",
            reason: one.reason,
            by: one.by,
            at: one.at,
        }),
    }
}
