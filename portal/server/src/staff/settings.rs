//! The settings.

mod channels;
mod holidays;
mod institutions;
mod integrations;
mod keys;
mod members;
mod overview;
mod reading;
mod reminders;
mod short_codes;
mod texts;

use axum::Router;

use crate::portal::Portal;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .merge(overview::routes())
        .merge(holidays::routes())
        .merge(reminders::routes())
        .merge(texts::routes())
        .merge(members::routes())
        .merge(keys::routes())
        .merge(channels::routes())
        .merge(short_codes::routes())
        .merge(integrations::routes())
        .merge(institutions::routes())
}
