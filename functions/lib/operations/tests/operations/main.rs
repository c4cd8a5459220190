//! The use cases against the embedded engine in memory, each run as people, providers and queues do.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod allocation;
mod answering_mpesa;
mod answers;
mod association;
mod changes;
mod gaps;
mod holidays;
mod institutions;
mod intake;
mod listing;
mod manual;
mod pull;
mod receipt_claim;
mod reminders;
mod rest;
mod world;
