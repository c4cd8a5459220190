//! Pages for everyone, without signing in.

pub mod how_to_pay;
pub mod receipt_check;

use axum::Router;

use crate::portal::Portal;

/// Their addresses; `/` is shared with customers.
pub fn routes() -> Router<Portal> {
    Router::new().merge(receipt_check::routes())
}
