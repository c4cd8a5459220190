//! `/staff/obligations/{id}/cancel` and `…/restore`.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use billing::ids::ObligationId;
use billing::role::Permission;
use operations::obligation_change::{self, preview};
use portal_app::form::Entered;
use portal_app::pages::staff::obligation::withdraw::{WithdrawPage, WithdrawPageProps, Withdrawal};
use portal_app::pages::staff::obligation::{CANCELLED, RESTORED};
use portal_app::views::obligation::obligation_path;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::keep_once;
use crate::staff::obligation::consequences;
use crate::staff::obligation::id_in_path;
use crate::staff::returned::{refused, with_error};
use crate::way;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(
            "/staff/obligations/{id}/cancel",
            get(open_cancel).post(cancel),
        )
        .route(
            "/staff/obligations/{id}/restore",
            get(open_restore).post(restore),
        )
}

async fn open_cancel(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    open(&portal, &me, &id, Withdrawal::Cancel).await
}

async fn open_restore(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    open(&portal, &me, &id, Withdrawal::Restore).await
}

async fn open(
    portal: &Portal,
    me: &StaffVisit,
    id: &str,
    withdrawal: Withdrawal,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeObligation)?;
    let id = id_in_path(id)?;
    page(portal, me, withdrawal, id, Entered::default()).await
}

async fn cancel(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    withdraw(&portal, &me, &id, fields, Withdrawal::Cancel).await
}

async fn restore(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    withdraw(&portal, &me, &id, fields, Withdrawal::Restore).await
}

async fn withdraw(
    portal: &Portal,
    me: &StaffVisit,
    id: &str,
    fields: Fields,
    withdrawal: Withdrawal,
) -> Result<Response, Failure> {
    let id = id_in_path(id)?;
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    let reason = fields.text("reason").replace('\r', "");
    let actor = &me.actor;
    let (done, name) = match withdrawal {
        Withdrawal::Cancel => {
            let done = obligation_change::cancel_unpaid(store, &id, &reason, actor, now).await;
            (done, CANCELLED)
        }
        Withdrawal::Restore => {
            let done = obligation_change::restore(store, &id, &reason, actor, now).await;
            (done, RESTORED)
        }
    };
    match done {
        Ok(_) => Ok(way::done(&obligation_path(&id), name)),
        Err(error) => {
            let form = with_error(fields.0, me.visit.language, error)?;
            Ok(refused(page(portal, me, withdrawal, id, form).await?))
        }
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    withdrawal: Withdrawal,
    id: ObligationId,
    form: Entered,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    let preview = match withdrawal {
        Withdrawal::Cancel => preview::of_cancellation(store, &id, now).await?,
        Withdrawal::Restore => preview::of_restoration(store, &id, now).await?,
    };
    let customer = store.customer(&id.customer()).await?;
    let name = customer.map(|customer| customer.name).unwrap_or_default();
    let language = me.visit.language;
    let consequences = match withdrawal {
        Withdrawal::Cancel => consequences::of_cancellation(language, &name, &preview)?,
        Withdrawal::Restore => consequences::of_restoration(language, &name, &preview)?,
    };
    let what = preview.before.head.description.clone();
    let frame = keep_once(me.frame(), &form);
    Ok(render(move || {
        WithdrawPage(WithdrawPageProps {
            frame,
            withdrawal,
            id,
            what,
            consequences,
            form,
        })
    })
    .await)
}
