//! What more than one page shows of a thing.

pub mod customer;
pub mod obligation;
pub mod payment;
pub mod count;
