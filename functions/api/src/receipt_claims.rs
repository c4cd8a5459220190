//! `receipt-claims`: "I paid, but…", receipts that customers quote, and what staff make of those that nobody finds.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::ids::{ClaimId, CustomerId, PaymentId};
use billing::language::Language;
use billing::money::{Currency, Money};
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::error::OperationError;
use operations::mpesa::Mpesa;
use operations::receipt_claim::{self, Outcome, staff};
use runtime::context::Context;
use runtime::logging::chain;
use serde::{Deserialize, Serialize};
use store::claims::{ClaimClosed, ClaimRecord, ClaimStatus};
use utoipa::ToSchema;
use utoipa::openapi::Schema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::{Amount, CustomerRef, one_of};
use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::parties::Parties;
use crate::payments::PageQuery;
use crate::query::{self, Query};
use crate::refusal::Refusal;

const LIST: &str = "receipt-claims";

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    calling_mpesa()
        .routes(routes!(list_claims))
        .routes(routes!(close_claim))
}

/// Those of them that call M-PESA, where there is one to call.
pub fn calling_mpesa() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(quote_receipt))
}

/// What a customer has in hand.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewReceiptClaim)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct QuoteInput {
    /// A receipt, or the whole message that M-PESA sent. Of a message nothing is kept but receipt, amount and time.
    #[schema(
        example = "TL51ZDR4F0 Confirmed. Ksh500.00 sent to ZURI NET for account 10000017 on 5/12/26 at 8:30 PM."
    )]
    text: String,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = QuotedReceipt)]
pub struct QuotedView {
    /// Opaque id of the claim; null where there is no receipt in the text.
    id: Option<String>,
    /// How it went, for staff: a customer who is told `asked` and `with_staff` apart learns about receipts of others.
    #[schema(schema_with = outcome)]
    outcome: &'static str,
    /// What the customer is told, in the customer's language.
    message: String,
    /// What customer and staff call the claim by.
    #[schema(example = "1F3A-9B22")]
    reference: Option<String>,
    /// The payment, where it is the customer's.
    payment: Option<String>,
}

/// A receipt that a customer quoted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReceiptClaim)]
pub struct ClaimView {
    /// Opaque id.
    id: String,
    /// What customer and staff call it by.
    reference: String,
    /// How far it is.
    #[schema(schema_with = status)]
    status: &'static str,
    /// Why, in words for staff.
    reason: String,
    /// Account number of the customer.
    customer: String,
    /// Id of the customer.
    customer_id: String,
    /// Name of the customer.
    customer_name: Option<String>,
    /// The receipt.
    receipt: Option<String>,
    /// The amount that the message named, in Kenya shillings.
    amount: Option<Amount>,
    /// The time that the message named.
    paid_at: Option<DateTime<Utc>>,
    /// When it was quoted.
    quoted_at: DateTime<Utc>,
    /// By whom.
    quoted_by: String,
    /// The payment, once found.
    payment: Option<String>,
    /// What staff found.
    closed: Option<ClosingView>,
}

/// How staff ended a claim.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClaimClosing)]
pub struct ClosingView {
    /// What came of it.
    reason: String,
    /// Who.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// One page of claims.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReceiptClaimPage)]
pub struct ClaimPage {
    /// Those that are open, newest first.
    items: Vec<ClaimView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// How a claim ends.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewClaimClosing)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct ClosingInput {
    /// What came of it, so that others understand it later; at most 300 characters.
    #[schema(example = "paid to another business")]
    reason: String,
    /// The payment that was found for it, which becomes the customer's.
    #[schema(value_type = Option<String>)]
    payment: Option<PaymentId>,
}

/// Quote a receipt
///
/// Looks for a payment that a customer says they made. What nobody owns and came from the customer's own phone becomes
/// theirs; what is not known M-PESA is asked about, and the rest is for staff. A receipt of somebody else is answered
/// like one that does not exist. Of several receipts in a text one counts.
#[utoipa::path(
    post, path = "/customers/{account_number}/receipt-claims", tag = "receipt-claims",
    params(("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id.")),
    request_body = QuoteInput,
    responses(
        (status = 200, description = "There is no receipt in the text; nothing was kept.", body = QuotedView),
        (status = 201, description = "What became of it.", body = QuotedView),
        (status = 404, description = "`customer_not_found`"),
        (status = 429, description = "`too_many_claims`; try again after `Retry-After`"),
    )
)]
async fn quote_receipt(
    State(context): State<Context>,
    Extension(mpesa): Extension<Option<Mpesa>>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    At(account): At<String>,
    Input(input): Input<QuoteInput>,
) -> Result<(StatusCode, Json<QuotedView>), Refusal> {
    let customer = CustomerRef::in_path(&account)?;
    let (store, now) = (&context.store, context.clock.now());
    let mpesa = mpesa.as_ref();
    let quoted =
        receipt_claim::quote(store, mpesa, &customer, &input.text, &actor, seed, now).await?;
    if let Some(payment) = &quoted.to_allocate {
        pass_on(&context, payment).await;
    }
    let language = Parties::load(store, [&customer]).await?.language(&customer);
    let status = match quoted.outcome {
        Outcome::Unreadable => StatusCode::OK,
        _ => StatusCode::CREATED,
    };
    let claim = quoted.claim;
    let view = QuotedView {
        outcome: quoted.outcome.name(),
        message: match language {
            Language::En => quoted.sentence_en,
            Language::Sw => quoted.sentence_sw,
        },
        id: claim.as_ref().map(|claim| claim.id.to_string()),
        reference: claim
            .as_ref()
            .map(|claim| receipt_claim::reference(&claim.id)),
        payment: claim.and_then(|claim| claim.payment).map(String::from),
    };
    Ok((status, Json(view)))
}

/// List quoted receipts
///
/// Those that M-PESA has not answered, or that staff have to look for.
#[utoipa::path(
    get, path = "/receipt-claims", tag = "receipt-claims",
    params(PageQuery),
    responses((status = 200, description = "One page.", body = ClaimPage))
)]
async fn list_claims(
    State(context): State<Context>,
    Query(query): Query<PageQuery>,
) -> Result<Json<ClaimPage>, Refusal> {
    let limit = query::limit(query.limit)?;
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(LIST, text)).transpose()?;
    let page = staff::list(&context.store, after, limit).await?;
    let customers: Vec<CustomerId> = page.items.iter().map(|one| one.id.customer()).collect();
    let parties = Parties::load(&context.store, &customers).await?;
    let views = page.items.into_iter().map(|claim| view(claim, &parties));
    Ok(Json(ClaimPage {
        items: views.collect::<Result<_, OperationError>>()?,
        next: page.next.map(|position| cursor::encode(LIST, &position)),
    }))
}

/// Close a quoted receipt
///
/// With the payment that was found for it, or without one. It leaves the list; one that was settled or closed before
/// stays as it is.
#[utoipa::path(
    post, path = "/receipt-claims/{id}/closing", tag = "receipt-claims",
    params(("id" = String, Path, description = "The claim.")),
    request_body = ClosingInput,
    responses(
        (status = 200, description = "The claim as it is now.", body = ClaimView),
        (status = 404, description = "`claim_not_found`, `payment_not_found`"),
        (status = 409, description = "`payment_reversed`, `payment_unverified`, `association_edit_limit_reached`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn close_claim(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ClosingInput>,
) -> Result<Json<ClaimView>, Refusal> {
    let id = ClaimId::parse(&id).map_err(|_| OperationError::ClaimNotFound)?;
    let (store, now) = (&context.store, context.clock.now());
    let given = input.payment.as_ref();
    let claim = staff::close(store, &id, &input.reason, given, &actor, now).await?;
    if let Some(payment) = given.filter(|given| claim.payment.as_ref() == Some(given)) {
        pass_on(&context, payment).await;
    }
    let parties = Parties::load(store, [&id.customer()]).await?;
    Ok(Json(view(claim, &parties)?))
}

/// A payment that got its owner is allocated next.
async fn pass_on(context: &Context, payment: &PaymentId) {
    if let Err(error) = context.queues.send_allocation(payment).await {
        // The sweeper finds it within a minute.
        tracing::warn!(payment = %payment, cause = chain(&error), "not passed on to allocation");
    }
}

fn view(claim: ClaimRecord, parties: &Parties) -> Result<ClaimView, OperationError> {
    let customer = claim.id.customer();
    let amount = claim
        .cents
        .map(|cents| Money::from_cents(cents, Currency::Kes));
    Ok(ClaimView {
        reference: receipt_claim::reference(&claim.id),
        id: String::from(claim.id),
        status: name(claim.status),
        reason: claim.reason,
        customer: parties.account(&customer),
        customer_name: parties.name(&customer),
        customer_id: String::from(customer),
        receipt: claim.receipt.map(String::from),
        amount: amount.transpose()?.map(Amount::from),
        paid_at: claim.paid_at,
        quoted_at: claim.quoted_at,
        quoted_by: claim.quoted_by,
        payment: claim.payment.map(String::from),
        closed: claim.closed.map(ClosingView::from),
    })
}

impl From<ClaimClosed> for ClosingView {
    fn from(closed: ClaimClosed) -> Self {
        Self {
            reason: closed.reason,
            by: closed.by,
            at: closed.at,
        }
    }
}

const fn name(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::Asked => "asked",
        ClaimStatus::Settled => "settled",
        ClaimStatus::WithStaff => "with_staff",
        ClaimStatus::Closed => "closed",
    }
}

fn status() -> Schema {
    let all = [
        ClaimStatus::Asked,
        ClaimStatus::Settled,
        ClaimStatus::WithStaff,
        ClaimStatus::Closed,
    ];
    one_of("How far a claim is.", &all.map(name))
}

fn outcome() -> Schema {
    let all = [
        Outcome::Yours,
        Outcome::Settled,
        Outcome::Asked,
        Outcome::WithStaff,
        Outcome::Unreadable,
    ];
    one_of("What became of a quoted receipt.", &all.map(Outcome::name))
}
