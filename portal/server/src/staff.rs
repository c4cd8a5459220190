//! The pages of staff.

pub mod customer;
pub mod customers;
pub mod new_customer;
pub mod new_obligation;
pub mod new_payment;
pub mod obligation;
pub mod obligations;
pub mod payment;
pub mod payments;
pub mod today;
pub mod waiting;

mod notify;
mod parties;
pub mod profile;
mod typed;

use axum::Router;

use crate::portal::Portal;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .merge(profile::routes())
        .merge(customers::routes())
        .merge(new_customer::routes())
        .merge(customer::routes())
        .merge(obligations::routes())
        .merge(new_obligation::routes())
        .merge(obligation::routes())
        .merge(today::routes())
        .merge(waiting::routes())
        .merge(payments::routes())
        .merge(new_payment::routes())
        .merge(payment::routes())
}
