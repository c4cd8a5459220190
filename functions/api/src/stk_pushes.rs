//! `stk-pushes`: prompts on customers' phones, and what became of them.

pub mod list;
pub mod view;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::ids::{ObligationId, PushId};
use billing::phone::Msisdn;
use operations::actor::Actor;
use operations::error::OperationError;
use operations::janitor;
use operations::mpesa::Mpesa;
use operations::push::{self, NewPush};
use runtime::context::Context;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{Amount, CurrencyCode, CustomerRef};
use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::payments::entry::ReasonInput;
use crate::refusal::Refusal;
use crate::stk_pushes::view::PushView;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    calling_mpesa()
        .routes(routes!(list::list_pushes))
        .routes(routes!(read_push))
        .routes(routes!(review_push))
}

/// Those of them that call M-PESA.
pub fn calling_mpesa() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(request_push))
}

/// Which phone to prompt, and for what.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewStkPush)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewPushInput {
    /// Who pays.
    customer: CustomerRef,
    /// The phone in any spelling; the customer's first one where it is left out.
    #[schema(value_type = Option<String>, example = "0712 345 678")]
    phone: Option<Msisdn>,
    /// How much: whole shillings, 1 to 250,000.
    amount: Amount,
    /// Currency of the amount.
    #[serde(default)]
    currency: CurrencyCode,
    /// What is paid; the oldest due where it is left out.
    #[schema(value_type = Option<String>)]
    obligation: Option<ObligationId>,
    /// The paybill or till that collects; the usual one where it is left out.
    #[schema(example = "600966")]
    short_code: Option<String>,
}

/// Prompt a phone
///
/// M-PESA asks the phone for the PIN. The answer says how far that is, and `GET /stk-pushes/{id}` how it goes on;
/// what M-PESA says is never a refusal here, but a `status`. Nothing is prompted twice for one `Idempotency-Key`:
/// send one, and the same again where no answer came.
#[utoipa::path(
    post, path = "/stk-pushes", tag = "stk-pushes",
    request_body = NewPushInput,
    responses(
        (status = 202, description = "The push as it is now, without `steps`.", body = PushView),
        (status = 404, description = "`customer_not_found`, `obligation_not_found`"),
        (status = 409, description = "`mpesa_not_set_up`, `nothing_to_pay`, `another_prompt_open`"),
        (status = 422, description = "`invalid_fields`, `amount_refused` with `parts` where it can be paid in several, `no_phone`, `obligation_of_another_customer`"),
        (status = 429, description = "`same_amount_again`, `too_many_prompts`, `too_many_phones`; try again after `Retry-After`"),
    )
)]
async fn request_push(
    State(context): State<Context>,
    Extension(mpesa): Extension<Option<Mpesa>>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    Input(input): Input<NewPushInput>,
) -> Result<(StatusCode, Json<PushView>), Refusal> {
    let new = NewPush {
        customer: input.customer.0,
        phone: input.phone,
        amount: input.amount.in_currency(input.currency.0),
        obligation: input.obligation,
        short_code: input.short_code,
    };
    let mpesa = mpesa.ok_or(OperationError::MpesaNotSetUp)?;
    let now = context.clock.now();
    let record = push::request(&context.store, &mpesa, &new, &actor, seed, now).await?;
    context.metrics.asked(&record, now);
    let view = view::brief(&context, record).await?;
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// Read a push
///
/// With everything that was said about it, in `steps`.
#[utoipa::path(
    get, path = "/stk-pushes/{id}", tag = "stk-pushes",
    params(("id" = String, Path, description = "The push.")),
    responses(
        (status = 200, description = "The push.", body = PushView),
        (status = 404, description = "`push_not_found`"),
    )
)]
async fn read_push(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<PushView>, Refusal> {
    let record = push::load(&context.store, &in_path(&id)?).await?;
    Ok(Json(view::full(&context, record).await?))
}

/// Note that a push was looked at
///
/// It no longer waits for a person. Its status stays: only M-PESA and payments change it.
#[utoipa::path(
    post, path = "/stk-pushes/{id}/review", tag = "stk-pushes",
    params(("id" = String, Path, description = "The push.")),
    request_body = ReasonInput,
    responses(
        (status = 200, description = "The push as it is now.", body = PushView),
        (status = 404, description = "`push_not_found`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn review_push(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ReasonInput>,
) -> Result<Json<PushView>, Refusal> {
    let id = in_path(&id)?;
    let now = context.clock.now();
    let record = janitor::reviewed(&context.store, &id, &input.reason, &actor, now).await?;
    Ok(Json(view::full(&context, record).await?))
}

/// The push that an address is about; what cannot be an id is nobody's.
fn in_path(text: &str) -> Result<PushId, Refusal> {
    Ok(PushId::parse(text).map_err(|_| OperationError::PushNotFound)?)
}
