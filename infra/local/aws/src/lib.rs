#![doc = include_str!("../README.md")]

pub mod engine;
pub mod queues;
pub mod mailbox;
pub mod endpoint;
pub mod clock;
pub mod data_file;
pub mod database;
