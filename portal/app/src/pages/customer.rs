//! The pages of customers.

pub mod home;

pub mod obligations;
pub mod obligation;
pub mod calendar;
pub mod pay;
pub mod push;
pub mod profile;
