//! What operations answer, as documents and pages print it.

pub mod statement;
pub mod receipt;
