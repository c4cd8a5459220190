//! `/staff/customers/{account}`: one customer, as pages of their own under one head.

pub mod head;

pub mod edit;
pub mod profile;

pub mod debts;
pub mod why;

pub mod obligations;
pub mod payments;
pub mod statement;
