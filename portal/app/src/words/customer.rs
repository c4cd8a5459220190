//! What the pages of customers say.

pub mod calendar;
pub mod home;
pub mod missing_payment;
pub mod obligation;
pub mod obligations;
pub mod pay;
pub mod payments;
pub mod push;
