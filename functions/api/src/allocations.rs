//! `payments/{id}/allocations`: what a payment is put to, and corrections of it.

use axum::extract::State;
use axum::{Extension, Json};
use billing::allocation::Wanted;
use billing::ids::{AllocationId, ObligationId, PaymentId};
use billing::money::Money;
use billing::payment::AllocationStatus;
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::allocate;
use operations::error::OperationError;
use operations::payments::{self, Shown};
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::states::Allocation;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{Amount, CurrencyCode, check_count, payment_in_path};
use crate::input::{At, Input, OptionalInput};
use crate::payments::view::allocation_status;
use crate::query::Query;
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(read_allocations, reallocate_payment, unmap_payment))
        .routes(routes!(undo_allocation))
}

/// An amount of a payment that is put to one instalment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Allocation)]
pub struct AllocationView {
    /// Opaque id.
    id: String,
    /// The obligation.
    obligation: String,
    /// The number of its instalment.
    instalment: u32,
    /// How much.
    amount: Amount,
    /// Currency of the amount.
    currency: CurrencyCode,
    /// Who; `system` where it was done by itself.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

impl AllocationView {
    /// The allocation as it is answered.
    ///
    /// # Errors
    /// [`OperationError::Money`] if the stored amount is out of range.
    pub fn of(
        payment: &PaymentId,
        amount: Money,
        one: &Allocation,
    ) -> Result<Self, OperationError> {
        let money = Money::from_cents(one.cents, amount.currency())?;
        Ok(Self {
            id: one.id(payment).as_str().to_owned(),
            obligation: one.obligation.as_str().to_owned(),
            instalment: one.instalment,
            amount: money.into(),
            currency: money.into(),
            by: one.by.clone(),
            at: one.at,
        })
    }

    /// All allocations of a payment.
    ///
    /// # Errors
    /// [`OperationError::Money`] if a stored amount is out of range.
    pub fn all_of(shown: &Shown) -> Result<Vec<Self>, OperationError> {
        let payment = &shown.facts.payment;
        let each = shown.state.allocations.iter();
        each.map(|one| Self::of(&payment.id, payment.amount, one))
            .collect()
    }
}

/// What a payment is put to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Allocations {
    /// The payment.
    payment: String,
    /// Its allocations, in the order in which they were made.
    allocations: Vec<AllocationView>,
    /// How much of the payment that is.
    #[schema(schema_with = allocation_status)]
    allocation_status: AllocationStatus,
    /// What is put to instalments.
    allocated: Amount,
    /// What still can be: nothing once the money went back.
    unallocated: Amount,
    /// Currency of all amounts.
    currency: CurrencyCode,
}

/// What a payment is to be put to, instead of what it is put to now.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Reallocation)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct ReallocationInput {
    /// At most 45; none puts it to nothing.
    allocations: Vec<WantedInput>,
    /// Currency of the amounts.
    #[serde(default)]
    currency: CurrencyCode,
    /// Why, for the history.
    reason: Option<String>,
}

/// One thing that a payment is to be put to.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = WantedAllocation)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct WantedInput {
    /// An obligation of the customer who has the payment.
    #[schema(value_type = String)]
    obligation: ObligationId,
    /// One of its instalments; left out: those that are open, oldest due first.
    instalment: Option<u32>,
    /// How much; left out: as much as fits.
    amount: Option<Amount>,
}

/// Why allocations are taken back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = OptionalReason)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct WhyInput {
    /// For the history.
    reason: Option<String>,
}

/// Why allocations are taken back.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct WhyQuery {
    /// For the history; the body counts where there is one.
    reason: Option<String>,
}

/// Read what a payment is put to
#[utoipa::path(
    get, path = "/payments/{id}/allocations", tag = "allocations",
    params(("id" = String, Path, description = "The payment.")),
    responses(
        (status = 200, description = "Its allocations.", body = Allocations),
        (status = 404, description = "`payment_not_found`"),
    )
)]
async fn read_allocations(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<Allocations>, Refusal> {
    answer(&context, &payment_in_path(&id)?).await
}

/// Reallocate a payment
///
/// Replaces all its allocations. Amounts that are named are served in full or refused; entries without an
/// amount share what is left, in the order given. Asking for what is there already changes nothing.
#[utoipa::path(
    put, path = "/payments/{id}/allocations", tag = "allocations",
    params(("id" = String, Path, description = "The payment.")),
    request_body = ReallocationInput,
    responses(
        (status = 200, description = "Its allocations as they are now.", body = Allocations),
        (status = 404, description = "`payment_not_found`"),
        (status = 409, description = "`payment_reversed`, `payment_not_associated`"),
        (status = 422, description = "`invalid_fields`, `obligation_of_another_customer`, `too_many_allocations`, `allocation_not_positive`, `allocation_duplicate`, `instalment_not_open`, `currency_mismatch`, `amount_out_of_range`, `allocation_exceeds_outstanding`, `allocation_exceeds_payment`"),
    )
)]
async fn reallocate_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ReallocationInput>,
) -> Result<Json<Allocations>, Refusal> {
    let id = payment_in_path(&id)?;
    check_count("allocations", input.allocations.len())?;
    let currency = input.currency.0;
    let wanted: Vec<Wanted> = input
        .allocations
        .into_iter()
        .map(|one| Wanted {
            obligation: one.obligation,
            instalment: one.instalment,
            amount: one.amount.map(|amount| amount.in_currency(currency)),
        })
        .collect();
    let reason = checked_reason(input.reason)?;
    let now = context.clock.now();
    allocate::reallocate(&context.store, &id, &wanted, &reason, &actor, now).await?;
    answer(&context, &id).await
}

/// Put a payment to nothing
///
/// Takes all its allocations back; all of it is credit again.
#[utoipa::path(
    delete, path = "/payments/{id}/allocations", tag = "allocations",
    params(("id" = String, Path, description = "The payment."), WhyQuery),
    request_body = Option<WhyInput>,
    responses(
        (status = 200, description = "Its allocations as they are now: none.", body = Allocations),
        (status = 404, description = "`payment_not_found`"),
        (status = 409, description = "`payment_reversed`, `payment_not_associated`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn unmap_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Query(query): Query<WhyQuery>,
    OptionalInput(input): OptionalInput<WhyInput>,
) -> Result<Json<Allocations>, Refusal> {
    let id = payment_in_path(&id)?;
    let reason = checked_reason(input.unwrap_or_default().reason.or(query.reason))?;
    let now = context.clock.now();
    allocate::unmap(&context.store, &id, &reason, &actor, now).await?;
    answer(&context, &id).await
}

/// Undo one allocation
///
/// Every other allocation stays as it is.
#[utoipa::path(
    delete, path = "/payments/{id}/allocations/{allocation}", tag = "allocations",
    params(
        ("id" = String, Path, description = "The payment."),
        ("allocation" = String, Path, description = "The allocation."),
        WhyQuery,
    ),
    request_body = Option<WhyInput>,
    responses(
        (status = 200, description = "The allocations that are left.", body = Allocations),
        (status = 404, description = "`payment_not_found`, `allocation_not_found`"),
        (status = 409, description = "`payment_reversed`, `payment_not_associated`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn undo_allocation(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At((id, allocation)): At<(String, String)>,
    Query(query): Query<WhyQuery>,
    OptionalInput(input): OptionalInput<WhyInput>,
) -> Result<Json<Allocations>, Refusal> {
    let id = payment_in_path(&id)?;
    let reason = checked_reason(input.unwrap_or_default().reason.or(query.reason))?;
    let allocation =
        AllocationId::parse(&allocation).map_err(|_| OperationError::AllocationNotFound)?;
    let now = context.clock.now();
    allocate::undo(&context.store, &id, &allocation, &reason, &actor, now).await?;
    answer(&context, &id).await
}

async fn answer(context: &Context, id: &PaymentId) -> Result<Json<Allocations>, Refusal> {
    let found = payments::show(&context.store, std::slice::from_ref(id)).await?;
    let shown = found.first().ok_or(OperationError::PaymentNotFound)?;
    Ok(Json(Allocations {
        payment: id.as_str().to_owned(),
        allocations: AllocationView::all_of(shown)?,
        allocation_status: shown.allocation_status()?,
        allocated: shown.allocated()?.into(),
        unallocated: shown.unallocated()?.into(),
        currency: shown.facts.payment.amount.into(),
    }))
}

/// A reason may be left out here; one that is given has to be as short as any other.
fn checked_reason(reason: Option<String>) -> Result<String, Refusal> {
    let reason = reason.unwrap_or_default().trim().to_owned();
    if reason.chars().count() > operations::words::REASON_CHARS_MAX {
        let limit = operations::words::REASON_CHARS_MAX;
        let detail = format!("use at most {limit} characters");
        return Err(Refusal::field("reason", "too_long", detail));
    }
    Ok(reason)
}
