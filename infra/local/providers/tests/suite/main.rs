//! The simulated parties, as anybody's client sees them.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod mpesa_acks;
mod mpesa_c2b;
mod mpesa_callbacks;
mod mpesa_phones;
mod mpesa_pull;
mod mpesa_pushes;
mod mpesa_replay;
mod mpesa_requests;
mod mpesa_stage;
mod mpesa_tokens;
mod mpesa_validation;
mod sms_accounts;
mod sms_answers;
mod sms_faults;
mod stage;
