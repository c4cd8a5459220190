//! What the pages of customers say.

pub mod obligations;
pub mod obligation;
pub mod calendar;
pub mod pay;
pub mod push;
pub mod home;
pub mod payments;
pub mod missing_payment;
