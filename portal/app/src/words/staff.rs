//! What the pages of staff say.

// The day, and what waits for somebody.
pub mod today;
pub mod waiting;

// Money that arrived.
pub mod payments;

pub mod payment;
pub mod payment_names;

// Who pays.
pub mod customers;

pub mod ask;
pub mod customer;
pub mod customer_form;
pub mod debts;
pub mod settle;
pub mod why;

// What has to be paid, and when.
pub mod obligations;

pub mod calendar;
pub mod new_obligation;
pub mod obligation;
pub mod obligation_change;
pub mod schedule;

// How it is set up, and who did what.
pub mod audit;
pub mod role_names;
pub mod settings;
