#![doc = include_str!("../README.md")]

pub mod client;
pub mod commit;
pub mod customers;
pub mod error;
pub mod idempotency;
pub mod journal;
pub mod keys;
pub mod meter;
pub mod obligations;
pub mod parked;
pub mod payments;
pub mod states;
pub mod stk;
pub mod sweep;
pub mod table;
pub mod walk;
