//! The pages of staff.
pub mod customer;
pub mod customers;
pub mod new_customer;
pub mod new_obligation;
pub mod new_payment;
pub mod obligation;
pub mod obligations;
pub mod payment;
pub mod payments;
pub mod profile;
pub mod today;
pub mod waiting;
