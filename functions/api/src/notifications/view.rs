//! A notification as it is answered.

use axum::Json;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::ids::of_notification::Addressee;
use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use chrono::{DateTime, Utc};
use runtime::context::Context;
use serde::Serialize;
use store::notifications::{NotificationPage, NotificationRecord, NotificationStatus, Step};
use utoipa::ToSchema;
use utoipa::openapi::Schema;

use crate::cursor;
use crate::customers::contact::channel;
use crate::fields::one_of;
use crate::parties::Parties;
use crate::refusal::Refusal;

/// One message to one person over one channel.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notification)]
pub struct NotificationView {
    /// Opaque id.
    id: String,
    /// What it was about when it was told. One that waits is about what it is now: on its due date a reminder becomes another.
    #[schema(schema_with = about)]
    about: &'static str,
    /// `customer`; `payer`, whom nobody knows; or `staff`.
    #[schema(schema_with = addressee)]
    addressee: &'static str,
    /// Account number of the customer.
    customer: Option<String>,
    /// How it travels.
    #[schema(schema_with = channel)]
    channel: Channel,
    /// The phone or the address that it goes to.
    to: String,
    /// The language that it is in.
    #[schema(schema_with = language)]
    language: Language,
    /// Where it is on its way.
    #[schema(schema_with = status)]
    status: NotificationStatus,
    /// The subject of an e-mail, once it was handed over.
    subject: Option<String>,
    /// The text word for word, once it was handed over.
    text: Option<String>,
    /// What an SMS costs, in segments.
    segments: Option<u32>,
    /// How often it was tried; once it is sent, how often a report of delivery was asked for.
    attempts: u8,
    /// When something is done about it next.
    next_at: Option<DateTime<Utc>>,
    /// When it was written.
    created_at: DateTime<Utc>,
    /// What became of it, step by step.
    steps: Vec<StepView>,
    /// Whether a person has put it aside.
    dismissed: bool,
}

/// One step of a notification.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationStep)]
pub struct StepView {
    /// When.
    at: DateTime<Utc>,
    /// What it led to.
    #[schema(schema_with = status)]
    status: NotificationStatus,
    /// Why, or who, in words for staff.
    detail: String,
}

impl From<Step> for StepView {
    fn from(step: Step) -> Self {
        Self {
            at: step.at,
            status: step.status,
            detail: step.detail,
        }
    }
}

/// One page of notifications.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationPage)]
pub struct PageView {
    /// The notifications.
    items: Vec<NotificationView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// One notification.
///
/// # Errors
/// Faults of the store.
pub async fn one(
    context: &Context,
    record: NotificationRecord,
) -> Result<Json<NotificationView>, Refusal> {
    let parties = Parties::load(&context.store, customer(&record).as_ref()).await?;
    Ok(Json(view(record, &parties, context.clock.now())))
}

/// One page of the list `kind`.
///
/// # Errors
/// Faults of the store.
pub async fn page(
    context: &Context,
    kind: &'static str,
    page: NotificationPage,
) -> Result<Json<PageView>, Refusal> {
    let customers: Vec<CustomerId> = page.items.iter().filter_map(customer).collect();
    let parties = Parties::load(&context.store, &customers).await?;
    let now = context.clock.now();
    let items = page.items.into_iter();
    Ok(Json(PageView {
        items: items.map(|record| view(record, &parties, now)).collect(),
        next: page.next.map(|position| cursor::encode(kind, &position)),
    }))
}

fn customer(record: &NotificationRecord) -> Option<CustomerId> {
    match record.id.addressee() {
        Addressee::Customer(customer) => Some(customer),
        Addressee::Payer | Addressee::Staff => None,
    }
}

fn view(record: NotificationRecord, parties: &Parties, now: DateTime<Utc>) -> NotificationView {
    let addressee = match record.id.addressee() {
        Addressee::Customer(_) => "customer",
        Addressee::Payer => "payer",
        Addressee::Staff => "staff",
    };
    let customer = customer(&record).map(|id| parties.account(&id));
    let about = record.kind(nairobi_date(now)).name();
    let wording = record.wording;
    NotificationView {
        id: record.id.as_str().to_owned(),
        about,
        addressee,
        customer,
        channel: record.channel,
        to: record.to,
        language: record.language,
        status: record.status,
        subject: wording.as_ref().and_then(|it| it.subject.clone()),
        segments: wording.as_ref().and_then(|it| it.segments),
        text: wording.map(|it| it.text),
        attempts: record.attempts,
        next_at: record.next_at,
        created_at: record.created_at,
        steps: record.steps.into_iter().map(StepView::from).collect(),
        dismissed: record.dismissed,
    }
}

/// The schema of what a message is about.
pub fn about() -> Schema {
    one_of(
        "What it is about.",
        &MessageKind::ALL.map(MessageKind::name),
    )
}

/// The schema of a language.
pub fn language() -> Schema {
    one_of(
        "The language that it is in.",
        &Language::ALL.map(Language::tag),
    )
}

fn addressee() -> Schema {
    one_of("Who is told.", &["customer", "payer", "staff"])
}

fn status() -> Schema {
    one_of(
        "Where it is on its way. `unknown`: nobody knows whether it was sent, so it is not sent again by itself. \
         `suppressed`: not wanted, or the address does not work. `obsolete`: settled before it was sent.",
        &NotificationStatus::ALL.map(NotificationStatus::name),
    )
}
