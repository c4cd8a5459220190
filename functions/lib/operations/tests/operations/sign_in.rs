//! Signing in with a code, as customers and staff do it, and as those do who are neither.

mod codes;
mod limits;
mod second_factor;
mod sessions;
mod stage;
mod telling;
