//! The pages of customers.

pub mod home;

pub mod calendar;
pub mod missing_payment;
pub mod obligation;
pub mod obligations;
pub mod pay;
pub mod payments;
pub mod profile;
pub mod push;
pub mod statement;

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
