#![doc = include_str!("../README.md")]

pub mod celcom;
pub mod mpesa;
pub mod report;

mod call;
