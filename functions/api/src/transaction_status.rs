//! `transaction-status`: staff ask M-PESA what it knows of a receipt, and read the answer when it has come.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::ids::PaymentId;
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::error::OperationError;
use operations::mpesa::Mpesa;
use operations::{payments, status_query};
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::asks::{AskRecord, Question};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::input::{At, Input};
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    calling_mpesa().routes(routes!(read_status))
}

/// Those of them that call M-PESA.
pub fn calling_mpesa() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(ask_status))
}

/// What to ask about.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewTransactionStatus)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct AskInput {
    /// The receipt.
    #[schema(value_type = String, example = "TL51ZDR4F0")]
    receipt: Receipt,
    /// The paybill or till that should have it; the usual one where it is left out.
    #[schema(example = "600966")]
    short_code: Option<String>,
}

/// A question about a receipt.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransactionStatus)]
pub struct AskView {
    /// Opaque id.
    id: String,
    /// The receipt.
    receipt: String,
    /// The paybill or till that was asked about.
    short_code: String,
    /// When it was asked.
    asked_at: DateTime<Utc>,
    /// By whom.
    asked_by: String,
    /// When M-PESA answered; null until then.
    answered_at: Option<DateTime<Utc>>,
    /// M-PESA's words, or why there will be no answer; null while one is awaited.
    outcome: Option<String>,
    /// The customer's claim that it was asked for.
    claim: Option<String>,
    /// The payment with this receipt, where it is recorded.
    payment: Option<String>,
}

/// Ask M-PESA about a receipt
///
/// The answer comes later, and records the payment where there is one. The same receipt is asked about once in five
/// minutes; the question that stands is answered until then.
#[utoipa::path(
    post, path = "/transaction-status", tag = "receipt-claims",
    request_body = AskInput,
    responses(
        (status = 202, description = "The question.", body = AskView),
        (status = 409, description = "`mpesa_not_set_up`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn ask_status(
    State(context): State<Context>,
    Extension(mpesa): Extension<Option<Mpesa>>,
    Extension(actor): Extension<Actor>,
    Input(input): Input<AskInput>,
) -> Result<(StatusCode, Json<AskView>), Refusal> {
    let mpesa = mpesa.ok_or(OperationError::MpesaNotSetUp)?;
    let (store, now) = (&context.store, context.clock.now());
    let code = input.short_code.as_deref();
    let ask = status_query::ask(store, &mpesa, &input.receipt, code, &actor, now).await?;
    Ok((StatusCode::ACCEPTED, Json(view(&context, ask).await?)))
}

/// Read what M-PESA answered about a receipt
#[utoipa::path(
    get, path = "/transaction-status/{id}", tag = "receipt-claims",
    params(("id" = String, Path, description = "The question.")),
    responses(
        (status = 200, description = "The question, with the answer once it has come.", body = AskView),
        (status = 404, description = "`ask_not_found`"),
    )
)]
async fn read_status(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<AskView>, Refusal> {
    let ask = status_query::load(&context.store, &id).await?;
    Ok(Json(view(&context, ask).await?))
}

async fn view(context: &Context, ask: AskRecord) -> Result<AskView, Refusal> {
    let Question::Status { receipt, claim } = ask.question else {
        return Err(OperationError::AskNotFound.into());
    };
    let payment = PaymentId::of(&Provider::mpesa(), &receipt);
    let known = payments::show(&context.store, std::slice::from_ref(&payment)).await?;
    Ok(AskView {
        id: ask.id,
        receipt: String::from(receipt),
        short_code: ask.short_code,
        asked_at: ask.asked_at,
        asked_by: ask.asked_by,
        answered_at: ask.answered_at,
        outcome: Some(ask.outcome).filter(|outcome| !outcome.is_empty()),
        claim: claim.map(String::from),
        payment: known.first().map(|_| String::from(payment)),
    })
}
