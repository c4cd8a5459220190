//! `payments/{id}/history`: everything that ever happened to a payment.

use axum::Json;
use axum::extract::State;
use billing::ids::{CustomerId, PaymentId};
use billing::money::Money;
use billing::payment::Channel;
use chrono::{DateTime, Utc};
use operations::error::OperationError;
use operations::payment_history::{self, Correction, Event, OwnerChange, What};
use runtime::context::Context;
use serde::Serialize;
use store::states::{Allocation, Annotations};
use utoipa::ToSchema;
use utoipa::openapi::Schema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::allocations::AllocationView;
use crate::fields::{Day, one_of, payment_in_path};
use crate::input::At;
use crate::parties::Parties;
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(read_history))
}

/// Everything that happened to a payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct History {
    /// The payment.
    payment: String,
    /// Oldest first.
    items: Vec<HistoryItem>,
    /// Always null: the history is answered as a whole.
    next: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct HistoryItem {
    /// When.
    at: DateTime<Utc>,
    /// Who; `system` for rules and reports.
    by: String,
    /// What.
    #[schema(schema_with = what)]
    what: String,
    /// Why.
    reason: String,
    /// The rest of it; what does not apply is left out.
    details: HistoryDetails,
}

/// What else there is to one thing that happened.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct HistoryDetails {
    /// The channel that reported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'static str>,
    /// The customer who got or lost the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<String>,
    /// That customer's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<String>,
    /// The customer from whom it was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_customer: Option<String>,
    /// The rule that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    /// Whether an administrator went over the limit of changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    beyond_limit: Option<bool>,
    /// Allocations that it took back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed_allocations: Vec<AllocationView>,
    /// Allocations that it made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    added_allocations: Vec<AllocationView>,
    /// What staff had written before.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<PreviousNotes>,
    /// The parked callback with a report that contradicts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    parked: Option<String>,
}

/// What staff had written on a payment before it was changed; null stands for what was entered first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviousNotes {
    /// How it was paid.
    method: Option<&'static str>,
    /// The reference.
    reference: Option<String>,
    /// The day on which it was received.
    received_on: Option<Day>,
    /// The till.
    till: Option<String>,
    /// The remark.
    remark: Option<String>,
}

/// Read the history of a payment
///
/// Every edit: what, who, when, why.
#[utoipa::path(
    get, path = "/payments/{id}/history", tag = "payments",
    params(("id" = String, Path, description = "The payment.")),
    responses(
        (status = 200, description = "Everything that happened, oldest first.", body = History),
        (status = 404, description = "`payment_not_found`"),
    )
)]
async fn read_history(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<History>, Refusal> {
    let id = payment_in_path(&id)?;
    let file = context.store.payment_file(&id).await?;
    let file = file.ok_or(OperationError::PaymentNotFound)?;
    let edits = file.state.iter().flat_map(|state| &state.edits);
    let named: Vec<CustomerId> = edits
        .flat_map(|edit| edit.from.iter().chain([&edit.customer]))
        .cloned()
        .collect();
    let parties = Parties::load(&context.store, &named).await?;
    let told = Told {
        id: &id,
        amount: file.facts.payment.amount,
        parties: &parties,
    };
    let events = payment_history::of(&file).into_iter();
    let items = events.map(|event| told.item(event));
    Ok(Json(History {
        payment: id.as_str().to_owned(),
        items: items.collect::<Result<_, _>>()?,
        next: None,
    }))
}

/// What telling a history needs to know throughout.
struct Told<'a> {
    id: &'a PaymentId,
    amount: Money,
    parties: &'a Parties,
}

impl Told<'_> {
    fn item(&self, event: Event) -> Result<HistoryItem, OperationError> {
        let (what, details) = match event.what {
            What::Received(channel) => ("received".into(), reported(channel)),
            What::Corroborated(channel) => ("corroborated".into(), reported(channel)),
            What::Contradicted(parked) => {
                let details = HistoryDetails {
                    parked: Some(parked.as_str().to_owned()),
                    ..HistoryDetails::default()
                };
                ("contradicted".into(), details)
            }
            What::Associated(change) => ("associated".into(), self.owner(change)?),
            What::Disassociated(change) => ("disassociated".into(), self.owner(change)?),
            What::Allocated(added) => {
                let details = HistoryDetails {
                    added_allocations: self.allocations(&added)?,
                    ..HistoryDetails::default()
                };
                ("allocated".into(), details)
            }
            What::Corrected(correction) => (correction.name.clone(), self.correction(correction)?),
        };
        Ok(HistoryItem {
            at: event.at,
            by: event.by,
            what,
            reason: event.reason,
            details,
        })
    }

    /// A change of the owner, with the allocations that the former owner lost by it.
    fn owner(&self, change: OwnerChange) -> Result<HistoryDetails, OperationError> {
        let account = |id: &CustomerId| self.parties.account(id);
        Ok(HistoryDetails {
            customer: Some(account(&change.customer)),
            customer_id: Some(change.customer.as_str().to_owned()),
            from_customer: change.from.as_ref().map(account),
            rule: change.rule.map(|rule| rule.name()),
            beyond_limit: change.beyond_limit.then_some(true),
            removed_allocations: self.allocations(&change.removed)?,
            ..HistoryDetails::default()
        })
    }

    fn correction(&self, correction: Correction) -> Result<HistoryDetails, OperationError> {
        Ok(HistoryDetails {
            removed_allocations: self.allocations(&correction.removed)?,
            added_allocations: self.allocations(&correction.added)?,
            previous: correction.previous.map(previous),
            ..HistoryDetails::default()
        })
    }

    fn allocations(&self, all: &[Allocation]) -> Result<Vec<AllocationView>, OperationError> {
        all.iter()
            .map(|one| AllocationView::of(self.id, self.amount, one))
            .collect()
    }
}

fn reported(channel: Channel) -> HistoryDetails {
    HistoryDetails {
        channel: Some(channel.name()),
        ..HistoryDetails::default()
    }
}

fn previous(notes: Annotations) -> PreviousNotes {
    PreviousNotes {
        method: notes.method.map(|method| method.name()),
        reference: notes.reference,
        received_on: notes.received_on.map(Day),
        till: notes.till,
        remark: notes.remark,
    }
}

fn what() -> Schema {
    one_of(
        "What happened.",
        &[
            "received",
            "corroborated",
            "contradicted",
            "associated",
            "disassociated",
            "allocated",
            "deallocated",
            "reallocated",
            "unmapped",
            "reversed",
            "verified",
            "annotated",
        ],
    )
}
