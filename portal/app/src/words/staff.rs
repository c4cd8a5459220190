//! What the pages of staff say.
pub mod ask;
pub mod customer;
pub mod customer_form;
pub mod customers;
pub mod debts;
pub mod new_obligation;
pub mod obligation;
pub mod obligation_change;
pub mod obligations;
pub mod payment;
pub mod payment_names;
pub mod payments;
pub mod schedule;
pub mod settle;
pub mod today;
pub mod waiting;
pub mod why;
