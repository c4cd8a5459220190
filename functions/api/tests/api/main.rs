//! The API as its callers see it: requests into the router, answers out of it, over the embedded engine in memory.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../../testing/bench.rs"]
mod bench;
#[path = "../../../testing/phones.rs"]
mod phones;
mod world;

mod access;
mod allocations;
mod api_keys;
mod association;
mod audit;
mod books;
mod calendar_feed;
mod contact;
mod customers;
mod document;
mod due_calendar;
mod holidays;
mod idempotency;
mod institutions;
mod message_texts;
mod notifications;
mod obligation_changes;
mod obligations;
mod outage;
mod paging;
mod parked;
mod payments;
mod receipt_claims;
mod reconciliation;
mod reports;
mod settings;
mod staff;
mod statuses;
mod stk_pushes;
mod transaction_status;
mod unsubscribe;
mod verification;
