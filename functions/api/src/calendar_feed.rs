//! `calendar-feed`: the secret address at which a customer's phone reads their due dates.
//! What is at that address is the business of [`crate::public`].

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::ids::CustomerId;
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::{calendar_feed, customers, links};
use runtime::context::Context;
use runtime::secret::fresh_secret;
use serde::{Deserialize, Serialize};
use store::error::StoreError;
use store::links::LinkPurpose;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::CustomerRef;
use crate::input::At;
use crate::query::Query;
use crate::refusal::Refusal;
use crate::sender::address;

const PURPOSE: LinkPurpose = LinkPurpose::CalendarFeed;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(
        create_calendar_feed,
        read_calendar_feed,
        revoke_calendar_feed
    ))
}

/// Where a customer's due dates can be read as a calendar.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarFeed)]
pub struct FeedView {
    /// The address, which is a secret: whoever has it sees what this customer has to pay. Null where there is none.
    url: Option<String>,
    /// Since when it is the address.
    created_at: Option<DateTime<Utc>>,
}

/// Whether the address is to be another.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct FeedQuery {
    /// Make a new address; the one before leads nowhere from then on.
    #[param(default = false)]
    renew: Option<bool>,
}

/// Give a customer a calendar address
///
/// Calendar programs subscribe to it. The same address again while it stands.
#[utoipa::path(
    post, path = "/customers/{account_number}/calendar-feed", tag = "customers",
    params(
        ("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id."),
        FeedQuery,
    ),
    responses(
        (status = 201, description = "The address.", body = FeedView),
        (status = 404, description = "`customer_not_found`"),
        (status = 409, description = "`public_url_not_set`"),
    )
)]
async fn create_calendar_feed(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(account): At<String>,
    Query(query): Query<FeedQuery>,
) -> Result<(StatusCode, Json<FeedView>), Refusal> {
    let id = CustomerRef::in_path(&account)?;
    address(&context, "")?;
    let now = context.clock.now();
    let store = &context.store;
    if query.renew == Some(true) {
        links::revoke(store, &id, PURPOSE, &actor, now).await?;
    }
    links::ensure(store, &id, PURPOSE, &fresh_secret(), &actor, now).await?;
    let view = view(&context, &id).await?;
    if view.url.is_none() {
        // Somebody revoked it at the same moment.
        return Err(StoreError::Conflict.into());
    }
    Ok((StatusCode::CREATED, Json(view)))
}

/// Read a customer's calendar address
#[utoipa::path(
    get, path = "/customers/{account_number}/calendar-feed", tag = "customers",
    params(("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id.")),
    responses(
        (status = 200, description = "The address, or null.", body = FeedView),
        (status = 404, description = "`customer_not_found`"),
        (status = 409, description = "`public_url_not_set`"),
    )
)]
async fn read_calendar_feed(
    State(context): State<Context>,
    At(account): At<String>,
) -> Result<Json<FeedView>, Refusal> {
    let id = CustomerRef::in_path(&account)?;
    customers::get(&context.store, &id).await?;
    Ok(Json(view(&context, &id).await?))
}

/// Revoke a customer's calendar address
///
/// From now on it leads nowhere. The next one is another.
#[utoipa::path(
    delete, path = "/customers/{account_number}/calendar-feed", tag = "customers",
    params(("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id.")),
    responses(
        (status = 204, description = "There is no address; also where there was none."),
        (status = 404, description = "`customer_not_found`"),
    )
)]
async fn revoke_calendar_feed(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(account): At<String>,
) -> Result<StatusCode, Refusal> {
    let id = CustomerRef::in_path(&account)?;
    customers::get(&context.store, &id).await?;
    let now = context.clock.now();
    links::revoke(&context.store, &id, PURPOSE, &actor, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn view(context: &Context, customer: &CustomerId) -> Result<FeedView, Refusal> {
    let link = context.store.link(customer, PURPOSE).await?;
    let standing = link.and_then(|link| Some((link.secret?, link.at)));
    let Some((secret, created_at)) = standing else {
        return Ok(FeedView {
            url: None,
            created_at: None,
        });
    };
    Ok(FeedView {
        url: Some(address(context, &calendar_feed::path(&secret))?),
        created_at: Some(created_at),
    })
}
