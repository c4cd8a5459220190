//! The pages of customers.

// What is owed and by when.
pub mod home;

pub mod calendar;
pub mod obligation;
pub mod obligations;

// Paying by a prompt on the phone.
pub mod pay;

pub mod push;

// What arrived, and what did not.
pub mod payments;

pub mod missing_payment;

pub mod statement;

pub mod profile;

use axum::Router;

use crate::portal::Portal;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .merge(home::routes())
        .merge(obligations::routes())
        .merge(obligation::routes())
        .merge(calendar::routes())
        .merge(pay::routes())
        .merge(push::routes())
        .merge(payments::routes())
        .merge(missing_payment::routes())
        .merge(statement::routes())
        .merge(profile::routes())
}
