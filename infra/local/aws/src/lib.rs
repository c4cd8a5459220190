#![doc = include_str!("../README.md")]

pub mod clock;
pub mod data_file;
pub mod database;
pub mod endpoint;
pub mod engine;
pub mod mailbox;
pub mod queues;
