//! What the pages of staff say.
pub mod customers;
pub mod customer_form;
pub mod customer;
pub mod obligations;
pub mod schedule;
pub mod new_obligation;
pub mod obligation;
pub mod obligation_change;
pub mod payments;
pub mod payment;
pub mod payment_names;
pub mod debts;
pub mod settle;
pub mod ask;
pub mod why;
pub mod today;
pub mod waiting;
