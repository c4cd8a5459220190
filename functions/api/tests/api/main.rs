//! The API as its callers see it: requests into the router, answers out of it, over the embedded engine in memory.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../../testing/bench.rs"]
mod bench;
mod world;

mod access;
mod allocations;
mod association;
mod books;
mod customers;
mod document;
mod idempotency;
mod obligations;
mod outage;
mod paging;
mod parked;
mod payments;
