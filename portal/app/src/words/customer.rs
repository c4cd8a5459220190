//! What the pages of customers say.

// What is owed and by when.
pub mod home;

pub mod calendar;
pub mod obligation;
pub mod obligations;

// Paying by a prompt on the phone.
pub mod pay;

pub mod push;

// What arrived, and what did not.
pub mod payments;

pub mod missing_payment;
pub mod quoted_receipt;
