//! The pages of customers.

pub mod home;

pub mod obligations;
pub mod obligation;
pub mod calendar;
pub mod pay;
pub mod push;
pub mod profile;
pub mod payments;
pub mod payment;
pub mod missing_payment;
pub mod statement;
