//! What operations answer, as documents and pages print it.

pub mod receipt;
pub mod statement;
