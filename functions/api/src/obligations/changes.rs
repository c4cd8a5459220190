//! Changes of an obligation: its words, one of its instalments, or that it is owed at all.

use axum::extract::State;
use axum::{Extension, Json};
use operations::actor::Actor;
use operations::obligation_change::{self, Description, InstalmentChange};
use runtime::context::Context;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::fields::{Amount, CurrencyCode, Day, obligation_in_path};
use crate::input::{At, Input, OptionalInput};
use crate::obligations::view::{self, ObligationView};
use crate::payments::entry::ReasonInput;
use crate::query::Query;
use crate::refusal::Refusal;

/// What of an obligation is to change. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ObligationChanges)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct DescriptionInput {
    /// What it is for, in words for the customer; at most 200 characters.
    description: Option<String>,
    /// What only staff see, at most 2,000 characters; an empty text takes it away.
    manager_comments: Option<String>,
    /// What a payer may quote, at most 40 letters and digits; an empty text takes it away.
    payment_code: Option<String>,
    /// Whether the customer is told about it from now on.
    notify_customer: Option<bool>,
}

/// What of one instalment is to change: its amount, its due date, or both.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = InstalmentChanges)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct InstalmentChangeInput {
    /// The new amount; not below what is paid of it.
    amount: Option<Amount>,
    /// Currency of the amount.
    #[serde(default)]
    currency: CurrencyCode,
    /// The new day. Where that is a weekend or a holiday, it is due on a business day.
    due_on: Option<Day>,
    /// Take that very day, be it closed or earlier than the customer was promised.
    #[serde(default)]
    insist: bool,
    /// So that others understand it later; at most 300 characters.
    reason: String,
}

/// Why a cancellation is taken back.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct RestorationQuery {
    /// Why, for callers who cannot send a body; the body counts where there is one.
    reason: Option<String>,
}

/// Change the words of an obligation
///
/// Or whether its customer is told about it. What it was is kept in its history.
#[utoipa::path(
    patch, path = "/obligations/{id}", tag = "obligations",
    params(("id" = String, Path, description = "The obligation.")),
    request_body = DescriptionInput,
    responses(
        (status = 200, description = "The obligation as it is now.", body = ObligationView),
        (status = 404, description = "`obligation_not_found`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub(crate) async fn describe_obligation(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<DescriptionInput>,
) -> Result<Json<ObligationView>, Refusal> {
    let id = obligation_in_path(&id)?;
    let wanted = Description {
        description: input.description,
        manager_comments: input.manager_comments,
        payment_code: input.payment_code,
        notify_customer: input.notify_customer,
    };
    let now = context.clock.now();
    let file = obligation_change::describe(&context.store, &id, &wanted, &actor, now).await?;
    Ok(Json(view::one(&context, file).await?))
}

/// Change an instalment
///
/// Its amount, which the total follows, or its due date. A customer who is told about this obligation is told of a
/// new due date. Asking for what is there already changes nothing.
#[utoipa::path(
    patch, path = "/obligations/{id}/instalments/{number}", tag = "obligations",
    params(
        ("id" = String, Path, description = "The obligation."),
        ("number" = u32, Path, description = "The instalment, counted from 1."),
    ),
    request_body = InstalmentChangeInput,
    responses(
        (status = 200, description = "The obligation as it is now.", body = ObligationView),
        (status = 404, description = "`obligation_not_found`, `instalment_not_found`"),
        (status = 409, description = "`obligation_cancelled`"),
        (status = 422, description = "`invalid_fields`, `not_positive`, `currency_mismatch`, `amount_below_allocated`, `day_out_of_range`, `no_business_day`, `earlier_than_promised`"),
    )
)]
pub(crate) async fn change_instalment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At((id, number)): At<(String, String)>,
    Input(input): Input<InstalmentChangeInput>,
) -> Result<Json<ObligationView>, Refusal> {
    let id = obligation_in_path(&id)?;
    if input.amount.is_none() && input.due_on.is_none() {
        let detail = "give a new amount or a new due_on";
        return Err(Refusal::field("", "nothing_to_change", detail));
    }
    // No instalment has the number 0.
    let number: u32 = number.parse().unwrap_or(0);
    let wanted = InstalmentChange {
        amount: input
            .amount
            .map(|amount| amount.in_currency(input.currency.0)),
        due_on: input.due_on.map(|day| day.0),
        insist: input.insist,
        reason: input.reason,
    };
    let (store, now) = (&context.store, context.clock.now());
    let file =
        obligation_change::change_instalment(store, &id, number, &wanted, &actor, now).await?;
    Ok(Json(view::one(&context, file).await?))
}

/// Cancel what is unpaid
///
/// What is paid stays paid. The journal takes back what need not be paid any more.
#[utoipa::path(
    post, path = "/obligations/{id}/cancellation", tag = "obligations",
    params(("id" = String, Path, description = "The obligation.")),
    request_body = ReasonInput,
    responses(
        (status = 200, description = "The obligation as it is now.", body = ObligationView),
        (status = 404, description = "`obligation_not_found`"),
        (status = 409, description = "`nothing_to_cancel`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub(crate) async fn cancel_obligation(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ReasonInput>,
) -> Result<Json<ObligationView>, Refusal> {
    let id = obligation_in_path(&id)?;
    let (store, now) = (&context.store, context.clock.now());
    let file = obligation_change::cancel_unpaid(store, &id, &input.reason, &actor, now).await?;
    Ok(Json(view::one(&context, file).await?))
}

/// Take a cancellation back
///
/// What was cancelled is owed again. The reason is in the body or in the query.
#[utoipa::path(
    delete, path = "/obligations/{id}/cancellation", tag = "obligations",
    params(("id" = String, Path, description = "The obligation."), RestorationQuery),
    request_body = Option<ReasonInput>,
    responses(
        (status = 200, description = "The obligation as it is now.", body = ObligationView),
        (status = 404, description = "`obligation_not_found`"),
        (status = 409, description = "`obligation_not_cancelled`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub(crate) async fn restore_obligation(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Query(query): Query<RestorationQuery>,
    OptionalInput(input): OptionalInput<ReasonInput>,
) -> Result<Json<ObligationView>, Refusal> {
    let id = obligation_in_path(&id)?;
    let reason = input.map(|input| input.reason).or(query.reason);
    let reason = reason.unwrap_or_default();
    let (store, now) = (&context.store, context.clock.now());
    let file = obligation_change::restore(store, &id, &reason, &actor, now).await?;
    Ok(Json(view::one(&context, file).await?))
}
