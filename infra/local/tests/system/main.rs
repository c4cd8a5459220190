//! The one-machine host driven from outside: its program, its port, its data folder.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where it stopped"
)]

mod host;
mod program;

mod books;
mod command_line;
mod crash;
mod folder;
mod journey;
mod messages;
mod mpesa_commands;
mod phone;
mod pushes;
mod signing_in;
