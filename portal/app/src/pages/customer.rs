//! The pages of customers.

pub mod home;

pub mod calendar;
pub mod missing_payment;
pub mod obligation;
pub mod obligations;
pub mod pay;
pub mod payment;
pub mod payments;
pub mod profile;
pub mod push;
pub mod statement;
