#![doc = include_str!("../README.md")]

pub mod receipt;
pub mod statement;

pub mod audit;
pub mod payments;
pub mod sheet;

pub mod qr;

pub mod error;

mod paper;

mod words;
mod written;
