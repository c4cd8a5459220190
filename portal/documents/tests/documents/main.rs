//! Documents as somebody gets them: read back with a library that is not the one that wrote them.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod facts;
mod reading;

mod receipts;
mod receipts_hostile;

mod statements;
mod statements_long;

mod lists;
