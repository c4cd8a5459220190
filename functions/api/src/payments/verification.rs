//! `payments/{id}/verification`: a person confirms a payment that nothing else that can be trusted has confirmed.

use axum::extract::State;
use axum::{Extension, Json};
use operations::actor::Actor;
use operations::associate;
use runtime::context::Context;
use runtime::problem::Problem;

use crate::fields::payment_in_path;
use crate::input::{At, Input};
use crate::payments::answer;
use crate::payments::entry::ReasonInput;
use crate::payments::view::PaymentView;
use crate::refusal::Refusal;

/// Verify a payment
///
/// For one with `verification` `unverified`, once it was found on a statement. Whose it is, is decided a moment later.
/// One that is verified stays as it is.
#[utoipa::path(
    post, path = "/payments/{id}/verification", tag = "payments",
    params(("id" = String, Path, description = "The payment.")),
    request_body = ReasonInput,
    responses(
        (status = 200, description = "The payment as it is now.", body = PaymentView),
        (status = 404, description = "`payment_not_found`"),
        (status = 409, description = "`payment_reversed`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub(crate) async fn verify_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ReasonInput>,
) -> Result<Json<PaymentView>, Refusal> {
    let id = payment_in_path(&id)?;
    let now = context.clock.now();
    associate::verify(&context.store, &id, &input.reason, &actor, now).await?;
    // No sweep would find it: the rules have looked at it before. The same call again sends it again.
    let sent = context.queues.send_payment(&id).await;
    sent.map_err(|error| Problem::unavailable(&error))?;
    answer(&context, &id).await
}
