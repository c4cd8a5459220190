//! Batches from the queue of notifications as Lambda hands them over, with SES and the SMS gateway behind them.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../../testing/bench.rs"]
mod bench;
mod stage;

mod carriers;
mod codes;
mod emails;
mod logs;
mod oddities;
mod once;
mod short_messages;
mod timing;
