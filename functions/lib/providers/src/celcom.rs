//! Celcom Africa's SMS gateway: what it is sent, and what its answers mean.
//! The platform is a white label of which other houses run copies, each under its own address.
//! It must not know why a message is sent, nor whether it will be tried again.

pub mod gateway;
pub mod outcome;

mod answer;
mod balance;
mod delivery;
mod wire;
