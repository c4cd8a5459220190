//! `/staff/obligations/{id}/edit`: words, payment code, comments, and whether the customer is told.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::ids::ObligationId;
use billing::role::Permission;
use operations::error::OperationError;
use operations::obligation_change::{self, Description};
use operations::obligations;
use portal_app::form::Entered;
use portal_app::pages::staff::obligation::DESCRIBED;
use portal_app::pages::staff::obligation::describe::{DescribePage, DescribePageProps};
use portal_app::views::obligation::obligation_path;
use store::obligations::ObligationRecord;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::staff::obligation::id_in_path;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/obligations/{id}/edit", get(open).post(save))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeObligation)?;
    let id = id_in_path(&id)?;
    let head = obligations::get(&portal.context.store, &id).await?.head;
    let form = as_it_is(&head);
    Ok(page(&me, id, head.description, form).await)
}

fn as_it_is(head: &ObligationRecord) -> Entered {
    Entered::of([
        ("description", head.description.as_str()),
        (
            "payment_code",
            head.payment_code.as_deref().unwrap_or_default(),
        ),
        ("notify", if head.notify_customer { "yes" } else { "" }),
        (
            "comments",
            head.manager_comments.as_deref().unwrap_or_default(),
        ),
    ])
}

async fn save(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = id_in_path(&id)?;
    let store = &portal.context.store;
    let wanted = Description {
        description: Some(fields.text("description").to_owned()),
        manager_comments: Some(fields.text("comments").replace('\r', "")),
        payment_code: Some(fields.text("payment_code").to_owned()),
        notify_customer: Some(fields.0.has("notify", "yes")),
    };
    let now = portal.context.clock.now();
    match obligation_change::describe(store, &id, &wanted, &me.actor, now).await {
        Ok(_) => Ok(way::done(&obligation_path(&id), DESCRIBED)),
        Err(error) if !refusal::is_missing(&error) && is_refusal_of_form(&error) => {
            let mut form = fields.0;
            let field = field_of(&error);
            form.refuse(field, refusal::sentence(me.visit.language, &error));
            let head = obligations::get(store, &id).await?.head;
            let page = page(&me, id, head.description, form).await;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn field_of(error: &OperationError) -> &'static str {
    match error {
        OperationError::Field { field, .. } if *field == "manager_comments" => "comments",
        OperationError::Field { field, .. } => field,
        _ => "",
    }
}

async fn page(me: &StaffVisit, id: ObligationId, what: String, form: Entered) -> Response {
    let frame = keep_once(me.frame(), &form);
    render(move || {
        DescribePage(DescribePageProps {
            frame,
            id,
            what,
            form,
        })
    })
    .await
}
