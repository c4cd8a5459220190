//! `notifications`: what was told to whom over which channel, and what became of it.

pub mod view;

use axum::extract::State;
use axum::{Extension, Json};
use billing::ids::of_notification::NotificationId;
use operations::actor::Actor;
use operations::error::OperationError;
use operations::notification_list::{self, WorkList};
use operations::undelivered;
use runtime::context::Context;
use runtime::logging::chain;
use serde::Deserialize;
use store::notifications::NotificationRecord;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::CustomerRef;
use crate::input::At;
use crate::notifications::view::{NotificationView, PageView};
use crate::payments::PageQuery;
use crate::query::{self, Query};
use crate::refusal::Refusal;

const OF_CUSTOMER: &str = "notifications-of-customer";
const UNDELIVERED: &str = "notifications-undelivered";
const WAITING: &str = "notifications-waiting";

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_notifications))
        .routes(routes!(list_notifications_of_customer))
        .routes(routes!(read_notification))
        .routes(routes!(resend_notification))
        .routes(routes!(dismiss_notification))
}

/// Which work list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkListFilter {
    /// What failed, or of which nobody knows whether it arrived, and that nobody has put aside; newest first.
    #[default]
    Undelivered,
    /// What is still to be sent, sent again or asked after, by the time of that.
    Waiting,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct NotificationQuery {
    /// `undelivered` where it is left out.
    #[param(inline)]
    status: Option<WorkListFilter>,
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page.
    cursor: Option<String>,
}

/// List notifications that need attention
#[utoipa::path(
    get, path = "/notifications", tag = "notifications",
    params(NotificationQuery),
    responses((status = 200, description = "One page.", body = PageView))
)]
async fn list_notifications(
    State(context): State<Context>,
    Query(query): Query<NotificationQuery>,
) -> Result<Json<PageView>, Refusal> {
    let limit = query::limit(query.limit)?;
    let (list, kind) = match query.status.unwrap_or_default() {
        WorkListFilter::Undelivered => (WorkList::Undelivered, UNDELIVERED),
        WorkListFilter::Waiting => (WorkList::Waiting, WAITING),
    };
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(kind, text)).transpose()?;
    let page = notification_list::list(&context.store, list, after, limit).await?;
    view::page(&context, kind, page).await
}

/// List a customer's notifications
#[utoipa::path(
    get, path = "/customers/{account_number}/notifications", tag = "customers",
    params(
        ("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id."),
        PageQuery,
    ),
    responses(
        (status = 200, description = "One page, the newest day first.", body = PageView),
        (status = 404, description = "`customer_not_found`"),
    )
)]
async fn list_notifications_of_customer(
    State(context): State<Context>,
    At(account): At<String>,
    Query(query): Query<PageQuery>,
) -> Result<Json<PageView>, Refusal> {
    let customer = CustomerRef::in_path(&account)?;
    let limit = query::limit(query.limit)?;
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(OF_CUSTOMER, text));
    let after = after.transpose()?;
    let store = &context.store;
    let page = notification_list::of_customer(store, &customer, after.as_deref(), limit).await?;
    view::page(&context, OF_CUSTOMER, page).await
}

/// Read a notification
#[utoipa::path(
    get, path = "/notifications/{id}", tag = "notifications",
    params(("id" = String, Path, description = "The notification.")),
    responses(
        (status = 200, description = "The notification.", body = NotificationView),
        (status = 404, description = "`notification_not_found`"),
    )
)]
async fn read_notification(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<NotificationView>, Refusal> {
    let record = notification_list::get(&context.store, &in_path(&id)?).await?;
    view::one(&context, record).await
}

/// Send a notification again
///
/// Only one that failed, that was held back, or of which nobody knows. It is brought up to date first: what was paid
/// in the meantime is not asked for, and an address that was corrected is used.
#[utoipa::path(
    post, path = "/notifications/{id}/resend", tag = "notifications",
    params(("id" = String, Path, description = "The notification.")),
    responses(
        (status = 200, description = "The notification, waiting to be sent.", body = NotificationView),
        (status = 404, description = "`notification_not_found`"),
        (status = 409, description = "`notification_not_resendable`"),
    )
)]
async fn resend_notification(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
) -> Result<Json<NotificationView>, Refusal> {
    let id = in_path(&id)?;
    let now = context.clock.now();
    let record = undelivered::send_again(&context.store, &id, &actor, now).await?;
    pass_on(&context, &record).await;
    view::one(&context, record).await
}

/// Put a notification aside
///
/// It is no longer listed as undelivered. It can still be sent again.
#[utoipa::path(
    post, path = "/notifications/{id}/dismissal", tag = "notifications",
    params(("id" = String, Path, description = "The notification.")),
    responses(
        (status = 200, description = "The notification as it is now.", body = NotificationView),
        (status = 404, description = "`notification_not_found`"),
        (status = 409, description = "`notification_not_resendable`"),
    )
)]
async fn dismiss_notification(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
) -> Result<Json<NotificationView>, Refusal> {
    let id = in_path(&id)?;
    let now = context.clock.now();
    let record = undelivered::dismiss(&context.store, &id, &actor, now).await?;
    view::one(&context, record).await
}

/// Has a notification sent soon. Where that fails it is sent a little later: the sweeper finds it in the outbox.
pub(crate) async fn pass_on(context: &Context, record: &NotificationRecord) {
    let ids = std::slice::from_ref(&record.id);
    if let Err(error) = context.queues.send_notifications(ids).await {
        let notification = record.id.as_str();
        tracing::warn!(notification, error = chain(&error), "a notification waits");
    }
}

/// The notification that an address is about; what cannot be an id is nobody's.
fn in_path(text: &str) -> Result<NotificationId, Refusal> {
    Ok(NotificationId::parse(text).map_err(|_| OperationError::NotificationNotFound)?)
}
