//! What the store relies on DynamoDB for, rule by rule as AWS documents it, by requests like the store's own.
//!
//! They run on the embedded engine and, with `MALIPO_TEST_DYNAMODB`, on any other implementation; where two differ
//! is in `DIFFERENCES.md`.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../../../testing/dynamodb.rs"]
mod dynamodb;
mod table;

mod batches;
mod index;
mod limits;
mod numbers;
mod queries;
mod refusals;
mod transactions;
mod units;
mod updates;
mod writes;
