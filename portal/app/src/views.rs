//! What more than one page shows of a thing.

pub mod count;
pub mod customer;
pub mod obligation;
pub mod payment;
