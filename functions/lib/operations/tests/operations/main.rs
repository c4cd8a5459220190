//! The use cases against the embedded engine in memory, each run as people, providers and queues do.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod allocation;
mod association;
mod changes;
mod holidays;
mod institutions;
mod intake;
mod manual;
mod reminders;
mod rest;
mod world;
