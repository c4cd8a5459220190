//! One file for each page. A page puts components together; it fetches nothing.

pub mod how_to_pay;
pub mod receipt_check;

pub mod sign_in;

pub mod customer;
pub mod staff;

pub mod not_found;
pub mod problem;
