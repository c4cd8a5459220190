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
