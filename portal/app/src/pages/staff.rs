//! The pages of staff.
pub mod customers;
pub mod new_customer;
pub mod customer;
pub mod obligations;
pub mod new_obligation;
pub mod obligation;
pub mod payments;
pub mod payment;
pub mod new_payment;
pub mod profile;
pub mod today;
pub mod waiting;
