//! The portal as a browser meets it: requests in, answers out.

mod account_check;
mod headers;
mod languages;
mod sizes;

mod browser;
