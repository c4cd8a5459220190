//! One file for each page. A page puts components together; it fetches nothing.

pub mod not_found;
pub mod pay;
