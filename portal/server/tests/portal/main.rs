//! The portal as a browser meets it: requests in, answers out.

mod account_check;
mod headers;
mod languages;
mod live;
mod sizes;

mod own_obligations;
mod own_calendar;
mod paying;
mod following;

mod staff_customers;
mod staff_debts;
mod staff_obligations;
mod staff_changes;
mod staff_payments;
mod staff_payment;
mod staff_reallocating;
mod staff_new_payment;
mod staff_today;

#[path = "../../../../functions/testing/bench.rs"]
mod bench;
#[path = "../../../../functions/testing/phones.rs"]
mod phones;

mod browser;
mod desk;
mod own;
mod world;
