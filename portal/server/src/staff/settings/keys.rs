//! `/staff/settings/keys`: the API keys that were issued.

mod new;
mod revoke;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::role::Permission;
use operations::api_keys;
use portal_app::pages::staff::settings::keys::{Key, KeysPage, KeysPageProps, PATH, Revoked};
use store::api_keys::ApiKeyRecord;

use super::reading::may_read;
use crate::failure::Failure;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .merge(new::routes())
        .merge(revoke::routes())
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    may_read(&me, Permission::ManageKeys)?;
    let keys = api_keys::list(&portal.context.store).await?;
    let keys: Vec<Key> = keys.into_iter().map(view).collect();
    let frame = me.frame();
    Ok(render(move || KeysPage(KeysPageProps { frame, keys })).await)
}

fn view(key: ApiKeyRecord) -> Key {
    Key {
        id: key.id,
        name: key.name,
        role: key.role,
        issued_at: key.issued_at,
        issued_by: key.issued_by,
        used_on: key.used_on,
        revoked: key.revoked.map(|revoked| Revoked {
            by: revoked.by,
            at: revoked.at,
            reason: revoked.reason,
        }),
    }
}
