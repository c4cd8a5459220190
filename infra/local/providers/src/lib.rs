#![doc = include_str!("../README.md")]

pub mod sms;

pub mod loopback;
