//! `obligations/{id}/history`: how an obligation came to be as it is.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use operations::obligations;
use runtime::context::Context;
use serde::Serialize;
use store::obligation_changes::{ChangeKind, FieldChange, ObligationChange};
use store::obligations::ObligationRecord;
use utoipa::ToSchema;
use utoipa::openapi::Schema;

use crate::fields::{obligation_in_path, one_of};
use crate::input::At;
use crate::refusal::Refusal;

/// How the writing down itself is called.
const CREATED: &str = "created";

/// Everything that happened to an obligation.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObligationHistory {
    /// The obligation.
    obligation: String,
    /// Oldest first.
    items: Vec<ObligationChangeView>,
    /// Always null: the history is answered as a whole.
    next: Option<String>,
}

/// One change of an obligation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ObligationChange)]
pub struct ObligationChangeView {
    /// Counted from 1, which is its creation.
    version: u32,
    /// What happened.
    #[schema(schema_with = kind)]
    kind: &'static str,
    /// The instalment, where it is about one.
    instalment: Option<u32>,
    /// Every field that changed.
    fields: Vec<FieldChangeView>,
    /// Why; empty where nobody was asked.
    reason: String,
    /// Who.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// One field before and after.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldChange)]
pub struct FieldChangeView {
    /// Its name; `instalments/2/amount` where more than one instalment changed.
    field: String,
    /// What it was, or null.
    from: Option<String>,
    /// What it became, or null.
    to: Option<String>,
}

/// Read the history of an obligation
///
/// Every change: what, who, when, why. What is put to it by payments is in the histories of those.
#[utoipa::path(
    get, path = "/obligations/{id}/history", tag = "obligations",
    params(("id" = String, Path, description = "The obligation.")),
    responses(
        (status = 200, description = "Everything that happened, oldest first.", body = ObligationHistory),
        (status = 404, description = "`obligation_not_found`"),
    )
)]
pub(crate) async fn read_obligation_history(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<ObligationHistory>, Refusal> {
    let id = obligation_in_path(&id)?;
    let file = obligations::get(&context.store, &id).await?;
    let changes = context.store.obligation_changes(&id).await?;
    let mut items = vec![created(file.head)];
    items.extend(changes.into_iter().map(ObligationChangeView::from));
    Ok(Json(ObligationHistory {
        obligation: id.as_str().to_owned(),
        items,
        next: None,
    }))
}

fn created(head: ObligationRecord) -> ObligationChangeView {
    ObligationChangeView {
        version: 1,
        kind: CREATED,
        instalment: None,
        fields: Vec::new(),
        reason: String::new(),
        by: head.created_by,
        at: head.created_at,
    }
}

impl From<ObligationChange> for ObligationChangeView {
    fn from(change: ObligationChange) -> Self {
        let fields = change.fields.into_iter().map(FieldChangeView::from);
        Self {
            version: change.version,
            kind: change.kind.name(),
            instalment: change.instalment,
            fields: fields.collect(),
            reason: change.reason,
            by: change.by,
            at: change.at,
        }
    }
}

impl From<FieldChange> for FieldChangeView {
    fn from(change: FieldChange) -> Self {
        Self {
            field: change.field,
            from: change.from,
            to: change.to,
        }
    }
}

fn kind() -> Schema {
    use ChangeKind::{Cancelled, DateMoved, Described, InstalmentChanged, Restored};
    let [described, changed, moved, cancelled, restored] =
        [Described, InstalmentChanged, DateMoved, Cancelled, Restored].map(ChangeKind::name);
    one_of(
        "What happened.",
        &[CREATED, described, changed, moved, cancelled, restored],
    )
}
