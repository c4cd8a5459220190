//! `api-keys`: keys of systems, each with a role as its scope. A key is shown once, when it is issued.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::ids::KeyId;
use billing::role::Role;
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::api_keys::{self, ApiKeyError};
use operations::error::OperationError;
use runtime::context::Context;
use runtime::secret::fresh_secret;
use serde::{Deserialize, Serialize};
use store::api_keys::ApiKeyRecord;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::Day;
use crate::idempotency::{Seed, ShownOnce};
use crate::input::{At, Input};
use crate::refusal::Refusal;
use crate::staff::role;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_api_keys, issue_api_key))
        .routes(routes!(revoke_api_key))
}

/// What is known of a key; the key itself is known to its owner only.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub struct ApiKeyView {
    /// Opaque id, which opens nothing.
    id: String,
    /// What the key is for.
    name: String,
    /// What it may do.
    #[schema(schema_with = role)]
    role: Role,
    /// The last day in Nairobi on which it was used, or null.
    last_used_on: Option<Day>,
    /// When it was issued.
    issued_at: DateTime<Utc>,
    /// By whom.
    issued_by: String,
    /// When it was revoked, or null while it opens.
    revoked_at: Option<DateTime<Utc>>,
    /// By whom it was revoked.
    revoked_by: Option<String>,
}

/// A key that was issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct IssuedApiKey {
    /// The key. Nobody can read it again.
    #[schema(example = "mlp_2l7eM4pM0r2b6k4gUeQkUOzY6Kf0S4sJ0Vw2sQ8nU1A")]
    key: String,
    /// What is kept of it.
    api_key: ApiKeyView,
}

/// Every key.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyList {
    /// The newest first, revoked ones included. The key of the configuration is not among them.
    items: Vec<ApiKeyView>,
}

/// A key that is to be issued.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewApiKey)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewApiKeyInput {
    /// What the key is for; at most 60 characters.
    #[schema(example = "router at the exchange")]
    name: String,
    /// What it may do.
    #[schema(schema_with = role)]
    role: Role,
}

/// List the API keys
#[utoipa::path(
    get, path = "/api-keys", tag = "api-keys",
    responses((status = 200, description = "Every key.", body = ApiKeyList))
)]
async fn list_api_keys(State(context): State<Context>) -> Result<Json<ApiKeyList>, Refusal> {
    let keys = api_keys::list(&context.store).await?;
    let items = keys.into_iter().map(ApiKeyView::from).collect();
    Ok(Json(ApiKeyList { items }))
}

/// Issue an API key
///
/// The answer shows the key once. Sent again under the same `Idempotency-Key`, the request is refused: revoke a key
/// whose answer was lost, and have another issued.
#[utoipa::path(
    post, path = "/api-keys", tag = "api-keys",
    request_body = NewApiKeyInput,
    responses(
        (status = 201, description = "The key.", body = IssuedApiKey),
        (status = 409, description = "`api_key_issued_already`, `too_many_api_keys`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn issue_api_key(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    Input(input): Input<NewApiKeyInput>,
) -> Result<(StatusCode, Extension<ShownOnce>, Json<IssuedApiKey>), Refusal> {
    let (store, secret, now) = (&context.store, fresh_secret(), context.clock.now());
    let random = (seed, secret.as_str());
    let issued = api_keys::issue(store, &input.name, input.role, &actor, random, now).await?;
    let answer = IssuedApiKey {
        key: issued.key,
        api_key: issued.record.into(),
    };
    let again = ShownOnce(OperationError::from(ApiKeyError::IssuedAlready).into());
    Ok((StatusCode::CREATED, Extension(again), Json(answer)))
}

/// Revoke an API key
///
/// It opens nothing from this moment.
#[utoipa::path(
    delete, path = "/api-keys/{id}", tag = "api-keys",
    params(("id" = String, Path, description = "The key's id.")),
    responses(
        (status = 200, description = "The key as it is now.", body = ApiKeyView),
        (status = 404, description = "`api_key_not_found`"),
    )
)]
async fn revoke_api_key(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
) -> Result<Json<ApiKeyView>, Refusal> {
    let id = KeyId::parse(&id).map_err(|_| OperationError::from(ApiKeyError::NotFound))?;
    let now = context.clock.now();
    let key = api_keys::revoke(&context.store, &id, None, &actor, now).await?;
    Ok(Json(key.into()))
}

impl From<ApiKeyRecord> for ApiKeyView {
    fn from(key: ApiKeyRecord) -> Self {
        let (revoked_at, revoked_by) = key.revoked.map(|it| (it.at, it.by)).unzip();
        Self {
            id: key.id.to_string(),
            name: key.name,
            role: key.role,
            last_used_on: key.used_on.map(Day),
            issued_at: key.issued_at,
            issued_by: key.issued_by,
            revoked_at,
            revoked_by,
        }
    }
}
