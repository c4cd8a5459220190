//! What a deployment tells of itself: that one request is found again in every function it sets off, and that nobody who
//! reads the log or the metrics learns who pays.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../functions/testing/bench.rs"]
mod bench;
#[path = "../../functions/testing/log_lines.rs"]
mod log_lines;

mod log;
mod stage;

mod figures;
mod journey;

mod callers;
mod hostile;
mod secrets;
mod senders;
mod visitors;
