//! Payments that staff enter, correct and take back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::ids::ObligationId;
use billing::payment::Method;
use chrono::NaiveDate;
use operations::actor::Actor;
use operations::manual_payment::{self, ManualPayment};
use operations::reverse as reversal;
use runtime::config::SHORT_CODE_DEFAULT;
use runtime::context::Context;
use serde::Deserialize;
use store::states::{Annotations, Settle};
use utoipa::ToSchema;

use crate::fields::{Amount, CurrencyCode, CustomerRef, Day, check_count, payment_in_path};
use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::payments::answer;
use crate::payments::view::{PaymentView, method};
use crate::refusal::Refusal;

/// A payment that staff received.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewPayment)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewPaymentInput {
    /// Who paid.
    customer: CustomerRef,
    /// How much; more than nothing.
    amount: Amount,
    /// Currency of the amount.
    #[serde(default)]
    currency: CurrencyCode,
    /// How it was paid.
    #[schema(schema_with = method)]
    method: Method,
    /// The number on the slip or the M-PESA code. What looks like an M-PESA code is that M-PESA payment, whatever the method.
    reference: Option<String>,
    /// The day on which it was received; today where it is left out.
    received_on: Option<Day>,
    /// The till that took it.
    till: Option<String>,
    /// A remark.
    remark: Option<String>,
    /// What it settles; oldest due first where it is left out.
    settle: Option<SettleInput>,
}

/// What a payment settles.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Settle)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct SettleInput {
    /// Which way.
    kind: SettleKind,
    /// With `chosen`: these obligations, in this order, and nothing else.
    #[schema(value_type = Option<Vec<String>>)]
    obligations: Option<Vec<ObligationId>>,
    /// With `due_between`: the first due date.
    from: Option<Day>,
    /// With `due_between`: the last due date, included.
    to: Option<Day>,
}

/// A way to settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SettleKind {
    /// Whatever is due, oldest first.
    OldestFirst,
    /// The obligations that are named.
    Chosen,
    /// What falls due between two days.
    DueBetween,
    /// Nothing: all of it stays credit.
    None,
}

/// What staff correct on a payment that they entered. What is left out stays; an empty text is taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = PaymentChanges)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct PaymentChangesInput {
    /// How it was paid.
    #[schema(schema_with = method)]
    method: Option<Method>,
    /// The number on the slip, for people; the receipt stays.
    reference: Option<String>,
    /// The day on which it was received.
    received_on: Option<Day>,
    /// The till that took it.
    till: Option<String>,
    /// A remark.
    remark: Option<String>,
}

/// Why something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Reason)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct ReasonInput {
    /// So that others understand it later; at most 300 characters.
    #[schema(example = "typed for the wrong customer")]
    pub reason: String,
}

/// Enter a payment
///
/// Records it, gives it to its customer and settles what it should. A receipt that is recorded already, by
/// whichever channel, is refused with the payment that stands in `payment`.
#[utoipa::path(
    post, path = "/payments", tag = "payments",
    request_body = NewPaymentInput,
    responses(
        (status = 201, description = "The new payment.", body = PaymentView),
        (status = 404, description = "`customer_not_found`, `obligation_not_found`"),
        (status = 409, description = "`receipt_already_recorded`"),
        (status = 422, description = "`invalid_fields`, `obligation_of_another_customer`"),
    )
)]
pub(crate) async fn enter_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    Input(input): Input<NewPaymentInput>,
) -> Result<(StatusCode, Json<PaymentView>), Refusal> {
    let hook = context.config.hooks.first();
    let manual = ManualPayment {
        customer: input.customer.0,
        amount: input.amount.in_currency(input.currency.0),
        method: input.method,
        reference: input.reference,
        received_on: input.received_on.map(NaiveDate::from),
        till: input.till,
        remark: input.remark,
        settle: settle(input.settle)?,
        shortcode: hook
            .map_or(SHORT_CODE_DEFAULT, |hook| &hook.short_code)
            .to_owned(),
    };
    let now = context.clock.now();
    let id = manual_payment::record(&context.store, &manual, &actor, seed, now).await?;
    Ok((StatusCode::CREATED, answer(&context, &id).await?))
}

fn settle(input: Option<SettleInput>) -> Result<Settle, Refusal> {
    let Some(input) = input else {
        return Ok(Settle::OldestFirst);
    };
    let needs = |field: &str| {
        let detail = "this kind of settling needs it";
        Refusal::field(format!("settle.{field}"), "missing", detail)
    };
    let other = [
        (
            "obligations",
            input.obligations.is_some(),
            SettleKind::Chosen,
        ),
        ("from", input.from.is_some(), SettleKind::DueBetween),
        ("to", input.to.is_some(), SettleKind::DueBetween),
    ];
    for (field, given, kind) in other {
        if given && input.kind != kind {
            let detail = "this kind of settling does not use it; leave it out";
            return Err(Refusal::field(
                format!("settle.{field}"),
                "not_for_this_kind",
                detail,
            ));
        }
    }
    Ok(match input.kind {
        SettleKind::OldestFirst => Settle::OldestFirst,
        SettleKind::None => Settle::Nothing,
        SettleKind::Chosen => {
            let chosen = input.obligations.ok_or_else(|| needs("obligations"))?;
            check_count("settle.obligations", chosen.len())?;
            Settle::Chosen(chosen)
        }
        SettleKind::DueBetween => {
            let Day(from) = input.from.ok_or_else(|| needs("from"))?;
            let Day(to) = input.to.ok_or_else(|| needs("to"))?;
            if to < from {
                let detail = "the period ends before it begins";
                return Err(Refusal::field("settle.to", "before_from", detail));
            }
            Settle::DueBetween(from, to)
        }
    })
}

/// Correct a payment that staff entered
///
/// Amount, customer and receipt stay: reverse the payment and enter it again. What a provider reported cannot be edited.
#[utoipa::path(
    patch, path = "/payments/{id}", tag = "payments",
    params(("id" = String, Path, description = "The payment.")),
    request_body = PaymentChangesInput,
    responses(
        (status = 200, description = "The payment as it is now.", body = PaymentView),
        (status = 404, description = "`payment_not_found`"),
        (status = 409, description = "`payment_not_manual`, `payment_reversed`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub(crate) async fn correct_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<PaymentChangesInput>,
) -> Result<Json<PaymentView>, Refusal> {
    let id = payment_in_path(&id)?;
    let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
    let changes = Annotations {
        method: input.method,
        reference: trimmed(input.reference),
        received_on: input.received_on.map(NaiveDate::from),
        till: trimmed(input.till),
        remark: trimmed(input.remark),
    };
    let now = context.clock.now();
    manual_payment::annotate(&context.store, &id, &changes, &actor, now).await?;
    answer(&context, &id).await
}

/// Reverse a payment
///
/// Voids a payment that staff entered, or records that the provider took the money back. A reversing entry is
/// booked, what the payment had settled is open again, and nothing disappears.
#[utoipa::path(
    post, path = "/payments/{id}/reversal", tag = "payments",
    params(("id" = String, Path, description = "The payment.")),
    request_body = ReasonInput,
    responses(
        (status = 200, description = "The payment as it is now.", body = PaymentView),
        (status = 404, description = "`payment_not_found`"),
        (status = 409, description = "`payment_reversed`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub(crate) async fn reverse_payment(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ReasonInput>,
) -> Result<Json<PaymentView>, Refusal> {
    let id = payment_in_path(&id)?;
    let now = context.clock.now();
    reversal::reverse(&context.store, &id, &input.reason, &actor, now).await?;
    answer(&context, &id).await
}
