//! `/staff/waiting/…`: the lists of what waits for somebody.

// Payments that nobody has, or that nothing confirms.
mod claims;
mod unverified;

// What M-PESA said, or did not.
mod gaps;
mod parked;
mod pushes;

// What we say.
pub(crate) mod notifications;

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
