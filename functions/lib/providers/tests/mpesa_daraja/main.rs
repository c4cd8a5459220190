//! Daraja over real connections: what it is sent, byte for byte, and what its answers mean, however odd.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod stage;

mod requests;

mod pulls;
mod pushes;
mod queries;
mod registrations;
mod results;
mod results_later;
mod secrets;
mod tokens;
