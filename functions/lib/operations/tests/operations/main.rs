//! The use cases against the embedded engine in memory, each run as people, providers and queues do.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod aging;
mod allocation;
mod answering_mpesa;
mod answers;
mod api_keys;
mod association;
mod audit;
mod calendar_month;
mod change_preview;
mod changes;
mod collected;
mod debts;
mod gaps;
mod holiday_preview;
mod holidays;
mod institutions;
mod intake;
mod integrations;
mod listing;
mod manual;
mod overview;
mod own_account;
mod previews;
mod pull;
mod receipt_claim;
mod reminders;
mod rest;
mod roles;
mod sign_in;
mod staff;
mod table_search;
mod today;
mod why;
mod world;
