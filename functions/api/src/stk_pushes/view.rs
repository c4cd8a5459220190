//! A push as it is answered: how far it is, and what to tell the customer.

use billing::ids::CustomerId;
use billing::money::{Currency, Money};
use billing::push::outcome::Retry;
use billing::push::{PushStatus, progress};
use chrono::{DateTime, Utc};
use operations::error::OperationError;
use runtime::context::Context;
use serde::Serialize;
use store::pushes::{PushRecord, PushReview, PushStep};
use utoipa::ToSchema;
use utoipa::openapi::Schema;

use crate::fields::{Amount, CurrencyCode, one_of};
use crate::parties::Parties;
use crate::refusal::Refusal;

const CENTS_PER_SHILLING: i64 = 100;

/// A prompt on a phone, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StkPush)]
pub struct PushView {
    /// Opaque id.
    id: String,
    /// How far it is. `unknown` may have been paid, and turns into `paid` or `failed` once that is found out;
    /// `failed` may still turn into `paid`, and `paid` stays.
    #[schema(schema_with = status)]
    status: &'static str,
    /// What the customer is told about it, in the customer's language.
    message: &'static str,
    /// When the customer may try again; null while they may have paid, and where it would end the same way.
    retry: Option<RetryView>,
    /// The payment that it became; null until its receipt is known.
    payment: Option<String>,
    /// Account number of the customer who pays.
    customer: String,
    /// Id of the customer.
    customer_id: String,
    /// Name of the customer.
    customer_name: Option<String>,
    /// The phone that is prompted.
    #[schema(example = "0712345678")]
    phone: String,
    /// How much.
    amount: Amount,
    /// Currency of the amount.
    currency: CurrencyCode,
    /// The obligation that is paid; null for the oldest due.
    obligation: Option<String>,
    /// The paybill or till that collects.
    short_code: String,
    /// When it was asked for.
    requested_at: DateTime<Utc>,
    /// By whom.
    requested_by: String,
    /// M-PESA's name for it, once known.
    checkout_request: Option<String>,
    /// M-PESA's code that the status rests on.
    code: Option<String>,
    /// When it is looked into next; null once there is nothing left to find out.
    next_look_at: Option<DateTime<Utc>>,
    /// Why a person should look at it, or null.
    review: Option<ReviewView>,
    /// What was said about it, oldest first. Left out where the push was just asked for, and in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<StepView>>,
}

/// When it makes sense to try again.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StkPushRetry)]
pub struct RetryView {
    /// `now`, `after_minutes`, `tomorrow`, `after_top_up`, or with `another_amount`.
    #[schema(schema_with = when)]
    when: &'static str,
    /// With `after_minutes`: how many.
    minutes: Option<u32>,
}

/// Why a person should look at a push.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StkPushReview)]
pub struct ReviewView {
    /// In words for staff.
    reason: String,
    /// Since when.
    at: DateTime<Utc>,
}

/// Something that was said about a push.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StkPushStep)]
pub struct StepView {
    /// When.
    at: DateTime<Utc>,
    /// By whom: `request`, `callback`, `query`, `payment`, `reconciliation` or `staff`.
    source: String,
    /// M-PESA's code, where there is one.
    code: Option<String>,
    /// M-PESA's words, or ours for staff; may be empty.
    words: String,
    /// The status after it.
    #[schema(schema_with = status)]
    status: &'static str,
}

/// A push without its steps.
///
/// # Errors
/// Faults of the store.
pub async fn brief(context: &Context, record: PushRecord) -> Result<PushView, Refusal> {
    let parties = Parties::load(&context.store, [&record.id.customer()]).await?;
    view(record, &parties)
}

/// A push with its steps.
///
/// # Errors
/// Faults of the store.
pub async fn full(context: &Context, mut record: PushRecord) -> Result<PushView, Refusal> {
    let steps = std::mem::take(&mut record.steps);
    Ok(PushView {
        steps: Some(steps.into_iter().map(StepView::from).collect()),
        ..brief(context, record).await?
    })
}

/// Pushes of a list.
///
/// # Errors
/// Faults of the store.
pub async fn all(context: &Context, records: Vec<PushRecord>) -> Result<Vec<PushView>, Refusal> {
    let customers: Vec<CustomerId> = records.iter().map(|one| one.id.customer()).collect();
    let parties = Parties::load(&context.store, &customers).await?;
    let views = records.into_iter().map(|one| view(one, &parties));
    views.collect()
}

fn view(record: PushRecord, parties: &Parties) -> Result<PushView, Refusal> {
    let customer = record.id.customer();
    let (status, code) = (record.status, record.code.as_deref());
    let cents = i64::from(record.shillings) * CENTS_PER_SHILLING;
    let amount = Money::from_cents(cents, Currency::Kes).map_err(OperationError::from)?;
    Ok(PushView {
        id: record.id.as_str().to_owned(),
        status: status.name(),
        message: progress::sentence(status, code, parties.language(&customer)),
        retry: RetryView::of(progress::retry(status, code)),
        payment: record.payment.map(String::from),
        customer: parties.account(&customer),
        customer_id: customer.as_str().to_owned(),
        customer_name: parties.name(&customer),
        phone: record.phone.national(),
        amount: amount.into(),
        currency: amount.into(),
        obligation: record.obligation.map(String::from),
        short_code: record.short_code,
        requested_at: record.requested_at,
        requested_by: record.requested_by,
        checkout_request: record.checkout_request,
        code: record.code,
        next_look_at: record.next_at,
        review: record.review.map(ReviewView::from),
        steps: None,
    })
}

impl RetryView {
    fn of(retry: Retry) -> Option<Self> {
        let (when, minutes) = match retry {
            Retry::No => return None,
            Retry::Now => ("now", None),
            Retry::AfterMinutes(minutes) => ("after_minutes", Some(minutes)),
            Retry::Tomorrow => ("tomorrow", None),
            Retry::AfterTopUp => ("after_top_up", None),
            Retry::ChangeAmount => ("another_amount", None),
        };
        Some(Self { when, minutes })
    }
}

impl From<PushReview> for ReviewView {
    fn from(review: PushReview) -> Self {
        Self {
            reason: review.reason,
            at: review.at,
        }
    }
}

impl From<PushStep> for StepView {
    fn from(step: PushStep) -> Self {
        Self {
            at: step.at,
            source: step.source,
            code: step.code,
            words: step.words,
            status: step.status.name(),
        }
    }
}

fn status() -> Schema {
    one_of("How far it is.", &PushStatus::ALL.map(PushStatus::name))
}

fn when() -> Schema {
    let whens = [
        "now",
        "after_minutes",
        "tomorrow",
        "after_top_up",
        "another_amount",
    ];
    one_of("When it makes sense to try again.", &whens)
}
