//! `staff`: who works here and in which role.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::ids::StaffId;
use billing::language::Language;
use billing::role::Role;
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::error::OperationError;
use operations::staff::error::StaffError;
use operations::staff::{self, NewStaff, StaffChanges};
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::staff::{Leaving, StaffMember};
use utoipa::ToSchema;
use utoipa::openapi::Schema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{one_of, one_of_or_null};
use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::payments::entry::ReasonInput;
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_staff, add_staff))
        .routes(routes!(change_staff))
        .routes(routes!(end_staff))
        .routes(routes!(reset_second_factor))
}

/// Somebody of the staff.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StaffMember)]
pub struct StaffView {
    /// Opaque id.
    id: String,
    /// Where their codes go.
    email: String,
    /// As records name them.
    name: String,
    /// What they may do.
    #[schema(schema_with = role)]
    role: Role,
    /// Language of pages and codes.
    #[schema(schema_with = language)]
    language: Language,
    /// Whether they have set up their second factor.
    second_factor: bool,
    /// When and why they left, or null while they work here.
    leaving: Option<LeavingView>,
    /// When they were added.
    created_at: DateTime<Utc>,
    /// By whom.
    created_by: String,
}

/// Somebody does not work here any more.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Leaving)]
pub struct LeavingView {
    /// Why.
    reason: String,
    /// Who said so.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// Everybody of the staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffList {
    /// By name; those who left come last.
    items: Vec<StaffView>,
}

/// Somebody who is to work here.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewStaffMember)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewStaffInput {
    /// Where their codes go.
    #[schema(example = "amina@example.co.ke")]
    email: String,
    /// As records name them.
    #[schema(example = "Amina Hassan")]
    name: String,
    /// What they may do.
    #[schema(schema_with = role)]
    role: Role,
    /// Language of pages and codes; English where it is left out.
    #[serde(default)]
    #[schema(schema_with = language)]
    language: Language,
}

/// What of a member is to change. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = StaffChanges)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct StaffChangesInput {
    /// As records name them from now on.
    name: Option<String>,
    /// Language of pages and codes.
    #[schema(schema_with = language_or_null)]
    language: Option<Language>,
    /// What they may do, which holds at once.
    #[schema(schema_with = role_or_null)]
    role: Option<Role>,
}

/// List the staff
#[utoipa::path(
    get, path = "/staff", tag = "staff",
    responses((status = 200, description = "Everybody, those who left included.", body = StaffList))
)]
async fn list_staff(State(context): State<Context>) -> Result<Json<StaffList>, Refusal> {
    let members = staff::list(&context.store).await?;
    let items = members.into_iter().map(StaffView::from).collect();
    Ok(Json(StaffList { items }))
}

/// Add somebody to the staff
///
/// They sign in by a code to their e-mail address and set up their second factor then. Who left comes back under the
/// same id.
#[utoipa::path(
    post, path = "/staff", tag = "staff",
    request_body = NewStaffInput,
    responses(
        (status = 201, description = "The member.", body = StaffView),
        (status = 409, description = "`staff_email_taken`, `too_many_staff`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn add_staff(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    Input(input): Input<NewStaffInput>,
) -> Result<(StatusCode, Json<StaffView>), Refusal> {
    let new = NewStaff {
        email: input.email,
        name: input.name,
        role: input.role,
        language: input.language,
    };
    let now = context.clock.now();
    let member = staff::add(&context.store, &new, &actor, seed, now).await?;
    Ok((StatusCode::CREATED, Json(member.into())))
}

/// Change somebody of the staff
#[utoipa::path(
    patch, path = "/staff/{id}", tag = "staff",
    params(("id" = String, Path, description = "The member.")),
    request_body = StaffChangesInput,
    responses(
        (status = 200, description = "The member as they are now.", body = StaffView),
        (status = 404, description = "`staff_not_found`"),
        (status = 409, description = "`staff_left`, `last_administrator`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn change_staff(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<StaffChangesInput>,
) -> Result<Json<StaffView>, Refusal> {
    let changes = StaffChanges {
        name: input.name,
        language: input.language,
        role: input.role,
        reason: None,
    };
    let now = context.clock.now();
    let member = staff::change(&context.store, &in_path(&id)?, &changes, &actor, now).await?;
    Ok(Json(member.into()))
}

/// End somebody's time here
///
/// They are let in nowhere from this moment, and stay in the records.
#[utoipa::path(
    post, path = "/staff/{id}/leaving", tag = "staff",
    params(("id" = String, Path, description = "The member.")),
    request_body = ReasonInput,
    responses(
        (status = 200, description = "The member as they left.", body = StaffView),
        (status = 404, description = "`staff_not_found`"),
        (status = 409, description = "`last_administrator`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn end_staff(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ReasonInput>,
) -> Result<Json<StaffView>, Refusal> {
    let now = context.clock.now();
    let member = staff::end(&context.store, &in_path(&id)?, &input.reason, &actor, now).await?;
    Ok(Json(member.into()))
}

/// Forget somebody's second factor
///
/// They set up another when they sign in next.
#[utoipa::path(
    delete, path = "/staff/{id}/second-factor", tag = "staff",
    params(("id" = String, Path, description = "The member.")),
    responses(
        (status = 200, description = "The member as they are now.", body = StaffView),
        (status = 404, description = "`staff_not_found`"),
        (status = 409, description = "`staff_left`"),
    )
)]
async fn reset_second_factor(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
) -> Result<Json<StaffView>, Refusal> {
    let now = context.clock.now();
    let id = in_path(&id)?;
    let member = staff::reset_second_factor(&context.store, &id, None, &actor, now).await?;
    Ok(Json(member.into()))
}

/// The member that an address is about; what cannot be an id is nobody's.
fn in_path(text: &str) -> Result<StaffId, Refusal> {
    Ok(StaffId::parse(text).map_err(|_| OperationError::from(StaffError::NotFound))?)
}

impl From<StaffMember> for StaffView {
    fn from(member: StaffMember) -> Self {
        Self {
            id: member.id.to_string(),
            email: member.email,
            name: member.name,
            role: member.role,
            language: member.language,
            second_factor: member.totp.is_some(),
            leaving: member.ended.map(LeavingView::from),
            created_at: member.created_at,
            created_by: member.created_by,
        }
    }
}

impl From<Leaving> for LeavingView {
    fn from(leaving: Leaving) -> Self {
        Self {
            reason: leaving.reason,
            by: leaving.by,
            at: leaving.at,
        }
    }
}

const ABOUT_ROLE: &str = "What somebody may do. An auditor reads everything and writes nothing.";

/// The schema of a role.
pub(crate) fn role() -> Schema {
    one_of(ABOUT_ROLE, &Role::ALL.map(Role::name))
}

fn role_or_null() -> Schema {
    one_of_or_null(ABOUT_ROLE, &Role::ALL.map(Role::name))
}

const ABOUT_LANGUAGE: &str = "Language of pages and codes.";

fn language() -> Schema {
    one_of(ABOUT_LANGUAGE, &Language::ALL.map(Language::tag))
}

fn language_or_null() -> Schema {
    one_of_or_null(ABOUT_LANGUAGE, &Language::ALL.map(Language::tag))
}
