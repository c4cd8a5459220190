//! The simulated parties, as anybody's client sees them.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod sms_accounts;
mod sms_answers;
mod sms_faults;
mod stage;
