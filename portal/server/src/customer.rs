//! The pages of customers.

pub mod home;

pub mod obligations;
pub mod obligation;
pub mod calendar;
pub mod pay;
pub mod push;
pub mod payments;
pub mod missing_payment;
pub mod statement;
pub mod profile;

use axum::Router;

use crate::portal::Portal;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .merge(payments::routes())
        .merge(missing_payment::routes())
        .merge(statement::routes())
        .merge(profile::routes())
        .merge(home::routes())
        .merge(obligations::routes())
        .merge(obligation::routes())
        .merge(calendar::routes())
        .merge(pay::routes())
        .merge(push::routes())
}
