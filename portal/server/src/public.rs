//! Pages for everyone, without signing in.

pub mod how_to_pay;
