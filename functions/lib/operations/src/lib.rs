#![doc = include_str!("../README.md")]

// Intake.
pub mod accept;
pub mod intake;
pub mod park;
pub mod stk_result;
pub mod sweep;
pub mod validate;

// From a payment to what it settles.
pub mod allocate;
pub mod associate;
pub mod doses;
pub mod evidence;
pub mod manual_payment;
pub mod reverse;

// What staff and systems read and write.
pub mod balance;
pub mod customer_list;
pub mod customers;
pub mod journal;
pub mod obligation_list;
pub mod obligations;
pub mod parked;
pub mod payments;
pub mod search;
pub mod statement;

pub mod actor;
pub mod check;
pub mod error;
mod retry;
