#![doc = include_str!("../README.md")]

pub mod context;

pub mod config;
pub mod secret;

pub mod clock;

pub mod batch;
pub mod queue;
pub mod request;

pub mod problem;

pub mod logging;
pub mod metrics;
pub mod redaction;
