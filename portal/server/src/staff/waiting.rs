//! `/staff/waiting/…`: the lists of what waits for somebody.

mod claims;
mod gaps;
mod notifications;
mod parked;
mod pushes;
mod unverified;

use axum::Router;

use crate::portal::Portal;

/// Rows of one page of these lists.
const ROWS: usize = 50;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .merge(unverified::routes())
        .merge(claims::routes())
        .merge(parked::routes())
        .merge(gaps::routes())
        .merge(pushes::routes())
        .merge(notifications::routes())
}
