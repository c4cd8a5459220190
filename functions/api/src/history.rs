//! `payments/{id}/history`: everything that ever happened to a payment, put together from the payment itself,
//! the decisions about whose it is, and the corrections.

use axum::Json;
use axum::extract::State;
use billing::ids::{CustomerId, PaymentId};
use billing::money::Money;
use chrono::{DateTime, Utc};
use operations::error::OperationError;
use runtime::context::Context;
use serde::Serialize;
use store::payments::PaymentFile;
use store::states::{Allocation, Annotations, AssociationEdit, EditAction, HistoryRecord};
use utoipa::ToSchema;
use utoipa::openapi::Schema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::allocations::AllocationView;
use crate::fields::{Day, one_of, payment_in_path};
use crate::input::At;
use crate::parties::Parties;
use crate::refusal::Refusal;

/// Who does what no person did.
const SYSTEM: &str = "system";

/// How the store names the correction that a change of the owner brings along.
const DISASSOCIATED: &str = "disassociated";

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
    Ok(Json(History {
        payment: id.as_str().to_owned(),
        items: told.items(&file)?,
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
    /// Things of the same instant are told in the order in which they depend on one another.
    fn items(&self, file: &PaymentFile) -> Result<Vec<HistoryItem>, OperationError> {
        let mut items = Self::reports(file);
        for edit in file.state.iter().flat_map(|state| &state.edits) {
            items.push(self.edit(edit, &file.history)?);
        }
        items.extend(self.automatic(file)?);
        for record in file.history.iter().filter(|one| one.what != DISASSOCIATED) {
            items.push(self.correction(record)?);
        }
        items.sort_by_key(|item| item.at);
        Ok(items)
    }

    fn reports(file: &PaymentFile) -> Vec<HistoryItem> {
        let entered_by = file.state.as_ref().and_then(|state| state.edits.first());
        let entered_by = entered_by.filter(|edit| edit.entered);
        let received = HistoryItem {
            at: file.facts.payment.received_at,
            by: entered_by.map_or(SYSTEM, |edit| &edit.by).to_owned(),
            what: "received".into(),
            reason: String::new(),
            details: HistoryDetails {
                channel: Some(file.facts.payment.channel.name()),
                ..HistoryDetails::default()
            },
        };
        let mut items = vec![received];
        items.extend(file.reports.iter().map(|facts| HistoryItem {
            at: facts.payment.received_at,
            by: SYSTEM.into(),
            what: "corroborated".into(),
            reason: String::new(),
            details: HistoryDetails {
                channel: Some(facts.payment.channel.name()),
                ..HistoryDetails::default()
            },
        }));
        items.extend(file.conflicts.iter().map(|note| HistoryItem {
            at: note.at,
            by: SYSTEM.into(),
            what: "contradicted".into(),
            reason: note.reason.clone(),
            details: HistoryDetails {
                parked: Some(note.parked.as_str().to_owned()),
                ..HistoryDetails::default()
            },
        }));
        items
    }

    /// A change of the owner, with the allocations that the former owner lost by it.
    fn edit(
        &self,
        edit: &AssociationEdit,
        history: &[HistoryRecord],
    ) -> Result<HistoryItem, OperationError> {
        let account = |id: &CustomerId| self.parties.account(id);
        let lost = history
            .iter()
            .find(|one| one.what == DISASSOCIATED && one.at == edit.at && one.by == edit.by);
        let removed = lost.map_or(&[][..], |record| &record.removed);
        Ok(HistoryItem {
            at: edit.at,
            by: edit.by.clone(),
            what: match edit.action {
                EditAction::Associated => "associated".into(),
                EditAction::Disassociated => DISASSOCIATED.into(),
            },
            reason: edit.reason.clone(),
            details: HistoryDetails {
                customer: Some(account(&edit.customer)),
                customer_id: Some(edit.customer.as_str().to_owned()),
                from_customer: edit.from.as_ref().map(account),
                rule: edit.rule.map(|rule| rule.name()),
                beyond_limit: edit.beyond_limit.then_some(true),
                removed_allocations: self.allocations(removed)?,
                ..HistoryDetails::default()
            },
        })
    }

    /// Allocations that were made by themselves: those that no correction put in place.
    fn automatic(&self, file: &PaymentFile) -> Result<Vec<HistoryItem>, OperationError> {
        let standing = file.state.iter().flat_map(|state| &state.allocations);
        let removed = file.history.iter().flat_map(|record| &record.removed);
        let added = || file.history.iter().flat_map(|record| &record.added);
        let by_itself = |one: &&Allocation| added().all(|other| other.number != one.number);
        let mut all: Vec<&Allocation> = standing.chain(removed).filter(by_itself).collect();
        all.sort_by_key(|one| one.number);
        all.dedup_by_key(|one| one.number);
        let groups = all.chunk_by(|a, b| a.at == b.at && a.by == b.by);
        let item = |group: &[&Allocation]| {
            let together: Vec<Allocation> = group.iter().map(|one| (*one).clone()).collect();
            let first = group.first()?;
            Some(self.allocations(&together).map(|added| HistoryItem {
                at: first.at,
                by: first.by.clone(),
                what: "allocated".into(),
                reason: String::new(),
                details: HistoryDetails {
                    added_allocations: added,
                    ..HistoryDetails::default()
                },
            }))
        };
        groups.filter_map(item).collect()
    }

    fn correction(&self, record: &HistoryRecord) -> Result<HistoryItem, OperationError> {
        Ok(HistoryItem {
            at: record.at,
            by: record.by.clone(),
            what: record.what.clone(),
            reason: record.reason.clone(),
            details: HistoryDetails {
                removed_allocations: self.allocations(&record.removed)?,
                added_allocations: self.allocations(&record.added)?,
                previous: record.annotations.clone().map(previous),
                ..HistoryDetails::default()
            },
        })
    }

    fn allocations(&self, all: &[Allocation]) -> Result<Vec<AllocationView>, OperationError> {
        all.iter()
            .map(|one| AllocationView::of(self.id, self.amount, one))
            .collect()
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
