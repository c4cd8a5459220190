#![doc = include_str!("../README.md")]

pub mod mpesa;
pub mod sms;

pub mod loopback;
