//! Everything that pages say, as one type for each page that each language fills in.
//!
//! A sentence that is missing in one language does not compile, and a sentence with a name or number in it is a
//! function, so each language puts them where its grammar wants them. That is all a catalogue has to do for two
//! languages that are known when the program is built, and it costs no dependency and no generated code.

// On many pages.
pub mod layout;
pub mod moved;
pub mod movements;
pub mod things;

// For everyone.
pub mod check;
pub mod how_to_pay;
pub mod not_found;
pub mod problem;
pub mod receipt_check;

pub mod sign_in;

pub mod profile;
pub mod statement;

pub mod customer;
pub mod staff;

#[cfg(test)]
pub mod compared;
