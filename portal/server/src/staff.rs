//! The pages of staff.

// The day, and what waits for somebody.
pub mod today;
pub mod waiting;

// Money that arrived.
pub mod payments;

pub mod new_payment;
pub mod payment;

// Who pays.
pub mod customers;

pub mod customer;
pub mod new_customer;

// What has to be paid, and when.
pub mod obligations;

pub mod calendar;
pub mod new_obligation;
pub mod obligation;

// How it is set up, and who did what.
pub mod audit;
pub mod settings;

// Oneself.
pub mod profile;

// Of several pages.
mod notify;
mod parties;
mod returned;
mod typed;

use axum::Router;

use crate::portal::Portal;

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .merge(today::routes())
        .merge(waiting::routes())
        .merge(payments::routes())
        .merge(payment::routes())
        .merge(new_payment::routes())
        .merge(customers::routes())
        .merge(customer::routes())
        .merge(new_customer::routes())
        .merge(obligations::routes())
        .merge(obligation::routes())
        .merge(new_obligation::routes())
        .merge(calendar::routes())
        .merge(settings::routes())
        .merge(audit::routes())
        .merge(profile::routes())
}
