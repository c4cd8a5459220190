//! The pages of staff.

pub mod customers;
pub mod new_customer;
pub mod customer;
pub mod obligations;
pub mod new_obligation;
pub mod obligation;
pub mod today;
pub mod waiting;
pub mod payments;
pub mod payment;
pub mod new_payment;

mod notify;
mod parties;
mod typed;
pub mod profile;

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
