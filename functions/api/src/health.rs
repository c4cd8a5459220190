//! Whether this process is up, and whether what it needs answers. Open to everybody, and says nothing else.

use axum::Json;
use axum::extract::State;
use runtime::context::Context;
use runtime::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
}

/// A word about this process.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `up` or `ready`.
    status: &'static str,
}

/// Is the process up?
#[utoipa::path(
    get, path = "/healthz", tag = "health", security(()),
    responses((status = 200, description = "It is.", body = Health))
)]
async fn healthz() -> Json<Health> {
    Json(Health { status: "up" })
}

/// Do the store and the queues answer?
#[utoipa::path(
    get, path = "/readyz", tag = "health", security(()),
    responses(
        (status = 200, description = "They do.", body = Health),
        (status = 503, description = "`temporarily_unavailable`"),
    )
)]
async fn readyz(State(context): State<Context>) -> Result<Json<Health>, Refusal> {
    let store = context.store.reachable().await;
    store.map_err(|error| Problem::unavailable(&error))?;
    let queues = context.queues.reachable().await;
    queues.map_err(|error| Problem::unavailable(&error))?;
    Ok(Json(Health { status: "ready" }))
}
