#![doc = include_str!("../README.md")]
#![deny(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::arithmetic_side_effects
)]

pub mod typed;

pub mod money;

pub mod account_number;
pub mod name;
pub mod phone;
pub mod receipt;

pub mod ids;

pub mod business_days;
pub mod holidays;

pub mod obligation;
pub mod payment;

pub mod aging;
pub mod allocation;
pub mod association;
pub mod journal;

pub mod mpesa_message;
pub mod push;
pub mod running_balance;

pub mod language;
pub mod notification;

pub mod audit;
pub mod role;

pub mod civil;
