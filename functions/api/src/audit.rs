//! `audit`: who did what, when, to what and why.

use axum::extract::State;
use axum::{Extension, Json};
use billing::audit::{AuditAction, SubjectKind};
use billing::civil::nairobi_date;
use billing::role::{Capacity, Role};
use chrono::{DateTime, Days, NaiveDate, Utc};
use operations::actor::Actor;
use operations::audit::reading::{self, Filter};
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::audit::AuditRecord;
use utoipa::openapi::Schema;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::{CustomerRef, Day, one_of};
use crate::query::{self, Period, Query};
use crate::refusal::Refusal;

const LIST: &str = "audit";

/// Days that are listed where the caller names none: a week with today.
const DAYS_BEFORE_DEFAULT: u64 = 6;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(list_audit))
}

/// Something that somebody did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditLine)]
pub struct AuditView {
    /// When.
    at: DateTime<Utc>,
    /// Who, as records name them.
    actor: String,
    /// Which member of the staff, API key or customer that is, or null where only a name was given.
    actor_id: Option<String>,
    /// As what they acted.
    #[schema(schema_with = capacity)]
    role: Capacity,
    /// What they did.
    #[schema(schema_with = action)]
    action: AuditAction,
    /// To what kind of thing.
    #[schema(schema_with = subject_kind)]
    subject_kind: SubjectKind,
    /// To which one.
    subject: String,
    /// The account number that it is about, or null.
    customer: Option<String>,
    /// Plain facts, such as an amount before and after.
    summary: String,
    /// Why, where they said so.
    reason: Option<String>,
}

/// One page of the audit.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditPage {
    /// Newest first. With a filter there may be fewer than asked for, or none, and still a next page.
    items: Vec<AuditView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
    /// The earliest day that this page looked at.
    looked_back_to: Day,
}

/// Which lines are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// First day in Nairobi; six days before the last one where it is left out. At most 366 days are one list.
    from: Option<Day>,
    /// Last day; today where it is left out.
    to: Option<Day>,
    /// The id of a member of the staff, an API key or a customer; or a name.
    actor: Option<String>,
    /// What was done.
    #[param(schema_with = action)]
    action: Option<AuditAction>,
    /// To what kind of thing.
    #[param(schema_with = subject_kind)]
    subject_kind: Option<SubjectKind>,
    /// To which one, as its id.
    subject: Option<String>,
    /// About whose account.
    customer: Option<CustomerRef>,
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page; give the same filter with it.
    cursor: Option<String>,
}

/// Read the audit
///
/// Newest first. What rules and schedules do is not among it. It takes the role of an administrator or an auditor.
#[utoipa::path(
    get, path = "/audit", tag = "audit",
    params(AuditQuery),
    responses(
        (status = 200, description = "One page.", body = AuditPage),
        (status = 403, description = "`not_allowed`: the role of the key does not include it"),
        (status = 422, description = "`invalid_fields`: the period is too long"),
    )
)]
async fn list_audit(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Query(query): Query<AuditQuery>,
) -> Result<Json<AuditPage>, Refusal> {
    let period = Period::new(query.from, query.to)?;
    let to = period
        .to
        .unwrap_or_else(|| nairobi_date(context.clock.now()));
    let filter = Filter {
        actor: query.actor,
        action: query.action,
        subject_kind: query.subject_kind,
        subject: query.subject,
        customer: query.customer.map(|CustomerRef(customer)| customer),
        ..Filter::days(period.from.unwrap_or_else(|| week_before(to)), to)
    };
    let limit = query::limit(query.limit)?;
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(LIST, text)).transpose()?;
    let page = reading::list(&context.store, &filter, &actor, after.as_deref(), limit).await?;
    Ok(Json(AuditPage {
        items: page.lines.into_iter().map(AuditView::from).collect(),
        next: page.next.map(|place| cursor::encode(LIST, &place)),
        looked_back_to: Day(page.looked_back_to),
    }))
}

fn week_before(to: NaiveDate) -> NaiveDate {
    to.checked_sub_days(Days::new(DAYS_BEFORE_DEFAULT))
        .unwrap_or(to)
}

impl From<AuditRecord> for AuditView {
    fn from(line: AuditRecord) -> Self {
        Self {
            at: line.at,
            actor: line.actor,
            actor_id: line.actor_id,
            role: line.role,
            action: line.action,
            subject_kind: line.subject.kind,
            subject: line.subject.id,
            customer: line.customer.map(|customer| customer.account().to_string()),
            summary: line.summary,
            reason: line.reason,
        }
    }
}

fn capacity() -> Schema {
    let mut names = Role::ALL.map(Role::name).to_vec();
    names.push(Capacity::Customer.name());
    one_of("As what somebody acts.", &names)
}

fn action() -> Schema {
    let names: Vec<&str> = AuditAction::ALL.iter().map(|it| it.name()).collect();
    one_of("What was done.", &names)
}

fn subject_kind() -> Schema {
    let names: Vec<&str> = SubjectKind::ALL.iter().map(|it| it.name()).collect();
    one_of("What something was done to.", &names)
}
