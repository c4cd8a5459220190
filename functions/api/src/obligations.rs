//! `obligations`: what customers have to pay, in one dose or several.

pub mod input;
pub mod view;

pub mod changes;

pub mod history;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::civil::nairobi_date;
use billing::obligation::SettlementStatus;
use operations::actor::Actor;
use operations::obligation_list::{self, Page, Wanted};
use operations::obligations;
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::{CustomerRef, obligation_in_path};
use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::obligations::input::NewObligationInput;
use crate::obligations::view::{ObligationView, PreviewView};
use crate::query::{self, Query};
use crate::refusal::Refusal;

const LIST: &str = "obligations";
const OF_CUSTOMER: &str = "obligations-of-customer";

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(create_obligation, list_obligations))
        .routes(routes!(preview_obligation))
        .routes(routes!(read_obligation, changes::describe_obligation))
        .routes(routes!(changes::change_instalment))
        .routes(routes!(
            changes::cancel_obligation,
            changes::restore_obligation
        ))
        .routes(routes!(history::read_obligation_history))
        .routes(routes!(list_obligations_of_customer))
}

/// One page of obligations.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObligationPage {
    /// Newest first.
    items: Vec<ObligationView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// How far an obligation is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatusFilter {
    /// Nothing of it.
    Unpaid,
    /// A part of it.
    PartiallyPaid,
    /// All of it.
    Paid,
    /// Something of it was due before today and is not paid.
    Overdue,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ObligationQuery {
    /// Only one customer's: the account number in any spelling, or the id.
    #[param(value_type = Option<String>)]
    customer: Option<CustomerRef>,
    /// Only those that are paid so far.
    #[param(inline)]
    status: Option<StatusFilter>,
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page.
    cursor: Option<String>,
}

/// What of one customer's to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OwnObligationQuery {
    /// Only those that are paid so far.
    #[param(inline)]
    status: Option<StatusFilter>,
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page.
    cursor: Option<String>,
}

/// Create an obligation
///
/// Charges it to the customer. The total is the sum of the instalments; where those of an `automatic` schedule do not
/// add up to it, the answer proposes what would. What falls on a weekend or a holiday is due on a business day.
#[utoipa::path(
    post, path = "/obligations", tag = "obligations",
    request_body = NewObligationInput,
    responses(
        (status = 201, description = "The new obligation.", body = ObligationView),
        (status = 404, description = "`customer_not_found`"),
        (status = 422, description = "`invalid_fields`, `no_instalments`, `too_many_instalments`, `instalment_not_positive`, `day_out_of_range`, `amount_out_of_range`, `instalments_sum_differs`, `schedule_does_not_fit` with `proposals`, `no_business_day`"),
    )
)]
async fn create_obligation(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    Input(input): Input<NewObligationInput>,
) -> Result<(StatusCode, Json<ObligationView>), Refusal> {
    let new = input.obligation()?;
    let now = context.clock.now();
    let file = obligations::create(&context.store, &new, &actor, seed, now).await?;
    let view = view::one(&context, file).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// Preview the schedule of an obligation
///
/// Takes the same body as creating one, with the same refusals, and stores nothing.
#[utoipa::path(
    post, path = "/obligations/preview", tag = "obligations",
    request_body = NewObligationInput,
    responses(
        (status = 200, description = "The instalments that it would have.", body = PreviewView),
        (status = 404, description = "`customer_not_found`"),
        (status = 422, description = "`invalid_fields`, `no_instalments`, `too_many_instalments`, `instalment_not_positive`, `day_out_of_range`, `amount_out_of_range`, `instalments_sum_differs`, `schedule_does_not_fit` with `proposals`, `no_business_day`"),
    )
)]
async fn preview_obligation(
    State(context): State<Context>,
    Input(input): Input<NewObligationInput>,
) -> Result<Json<PreviewView>, Refusal> {
    let new = input.obligation()?;
    let instalments = obligations::preview(&context.store, &new).await?;
    let today = nairobi_date(context.clock.now());
    Ok(Json(PreviewView::of(&new, &instalments, today)))
}

/// List obligations
///
/// Newest first. A page of a filtered list may hold fewer items than asked for, or none, and still have a next page.
#[utoipa::path(
    get, path = "/obligations", tag = "obligations",
    params(ObligationQuery),
    responses(
        (status = 200, description = "One page.", body = ObligationPage),
        (status = 404, description = "`customer_not_found`"),
    )
)]
async fn list_obligations(
    State(context): State<Context>,
    Query(query): Query<ObligationQuery>,
) -> Result<Json<ObligationPage>, Refusal> {
    let page = Asked {
        status: query.status,
        limit: query.limit,
        cursor: query.cursor,
    };
    page.answer(&context, query.customer).await
}

/// List a customer's obligations
#[utoipa::path(
    get, path = "/customers/{account_number}/obligations", tag = "customers",
    params(
        ("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id."),
        OwnObligationQuery,
    ),
    responses(
        (status = 200, description = "One page, newest first.", body = ObligationPage),
        (status = 404, description = "`customer_not_found`"),
    )
)]
async fn list_obligations_of_customer(
    State(context): State<Context>,
    At(account): At<String>,
    Query(query): Query<OwnObligationQuery>,
) -> Result<Json<ObligationPage>, Refusal> {
    let customer = CustomerRef(CustomerRef::in_path(&account)?);
    let page = Asked {
        status: query.status,
        limit: query.limit,
        cursor: query.cursor,
    };
    page.answer(&context, Some(customer)).await
}

/// Read an obligation
#[utoipa::path(
    get, path = "/obligations/{id}", tag = "obligations",
    params(("id" = String, Path, description = "The obligation.")),
    responses(
        (status = 200, description = "The obligation.", body = ObligationView),
        (status = 404, description = "`obligation_not_found`"),
    )
)]
async fn read_obligation(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<ObligationView>, Refusal> {
    let id = obligation_in_path(&id)?;
    let file = obligations::get(&context.store, &id).await?;
    Ok(Json(view::one(&context, file).await?))
}

/// A page of either list.
struct Asked {
    status: Option<StatusFilter>,
    limit: Option<i64>,
    cursor: Option<String>,
}

impl Asked {
    async fn answer(
        self,
        context: &Context,
        customer: Option<CustomerRef>,
    ) -> Result<Json<ObligationPage>, Refusal> {
        let limit = query::limit(self.limit)?;
        let today = nairobi_date(context.clock.now());
        let wanted = self.status.map(|status| match status {
            StatusFilter::Unpaid => Wanted::Status(SettlementStatus::Unpaid),
            StatusFilter::PartiallyPaid => Wanted::Status(SettlementStatus::PartiallyPaid),
            StatusFilter::Paid => Wanted::Status(SettlementStatus::Paid),
            StatusFilter::Overdue => Wanted::Overdue(today),
        });
        let kind = if customer.is_some() {
            OF_CUSTOMER
        } else {
            LIST
        };
        let after = self.cursor.as_deref();
        let after = after.map(|text| cursor::decode(kind, text)).transpose()?;
        let store = &context.store;
        let Page { items, next } = match customer {
            Some(CustomerRef(customer)) => {
                let after = after.as_deref();
                obligation_list::of_customer(store, &customer, wanted, after, limit).await?
            }
            None => obligation_list::list(store, wanted, after, limit).await?,
        };
        Ok(Json(ObligationPage {
            items: view::all(context, items).await?,
            next: next.map(|position| cursor::encode(kind, &position)),
        }))
    }
}
