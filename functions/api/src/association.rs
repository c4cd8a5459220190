//! `payments/{id}/association`: a person decides whose a payment is, or that it is not.

use axum::extract::State;
use axum::{Extension, Json};
use operations::actor::Actor;
use operations::{allocate, associate, tell};
use runtime::context::Context;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{CustomerRef, payment_in_path};
use crate::input::{At, Input, OptionalInput};
use crate::notifications;
use crate::payments::answer;
use crate::payments::entry::ReasonInput;
use crate::payments::view::PaymentView;
use crate::query::Query;
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(associate_payment, disassociate_payment))
}

/// Whose a payment is.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewAssociation)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct AssociationInput {
    /// The customer who gets it; from whoever has it now.
    customer: CustomerRef,
    /// So that others understand it later; at most 300 characters.
    reason: String,
}

/// How to change whose a payment is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct OverrideQuery {
    /// Go over the limit of five changes, as an administrator may; that they did is recorded.
    #[serde(rename = "override")]
    #[param(default = false)]
    beyond_limit: Option<bool>,
}

/// How to take a payment from its customer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DisassociationQuery {
    /// Why, for callers who cannot send a body; the body counts where there is one.
    reason: Option<String>,
    /// Go over the limit of five changes, as an administrator may; that they did is recorded.
    #[serde(rename = "override")]
    #[param(default = false)]
    beyond_limit: Option<bool>,
}

/// Associate a payment
///
/// Gives it to a customer, or moves it from another in one step, and settles what is due, oldest first. What it
/// had settled for the other customer is open again. Giving it to whoever has it changes nothing.
#[utoipa::path(
    put, path = "/payments/{id}/association", tag = "association",
    params(("id" = String, Path, description = "The payment."), OverrideQuery),
    request_body = AssociationInput,
    responses(
        (status = 200, description = "The payment as it is now.", body = PaymentView),
        (status = 404, description = "`payment_not_found`, `customer_not_found`"),
        (status = 409, description = "`payment_reversed`, `association_edit_limit_reached`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn associate_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Query(query): Query<OverrideQuery>,
    Input(input): Input<AssociationInput>,
) -> Result<Json<PaymentView>, Refusal> {
    let id = payment_in_path(&id)?;
    let actor = within_limit(actor, query.beyond_limit);
    let customer = input.customer.0;
    let now = context.clock.now();
    let store = &context.store;
    associate::by_person(store, &id, &customer, &input.reason, &actor, now).await?;
    allocate::automatically(store, &id, now).await?;
    for record in tell::payment_received(store, &id, now).await? {
        notifications::pass_on(&context, &record).await;
    }
    answer(&context, &id).await
}

/// Disassociate a payment
///
/// Takes it from its customer; what it had settled is open again. The reason is in the body or in the query.
#[utoipa::path(
    delete, path = "/payments/{id}/association", tag = "association",
    params(("id" = String, Path, description = "The payment."), DisassociationQuery),
    request_body = Option<ReasonInput>,
    responses(
        (status = 200, description = "The payment as it is now.", body = PaymentView),
        (status = 404, description = "`payment_not_found`"),
        (status = 409, description = "`payment_reversed`, `payment_not_associated`, `association_edit_limit_reached`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn disassociate_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Query(query): Query<DisassociationQuery>,
    OptionalInput(input): OptionalInput<ReasonInput>,
) -> Result<Json<PaymentView>, Refusal> {
    let id = payment_in_path(&id)?;
    let actor = within_limit(actor, query.beyond_limit);
    let reason = input.map(|input| input.reason).or(query.reason);
    let reason = reason.unwrap_or_default();
    let now = context.clock.now();
    associate::disassociate(&context.store, &id, &reason, &actor, now).await?;
    answer(&context, &id).await
}

fn within_limit(actor: Actor, beyond_limit: Option<bool>) -> Actor {
    match beyond_limit {
        Some(true) => actor.overriding(),
        Some(false) | None => actor,
    }
}
