//! `cargo dev`: builds the one-machine host and becomes it.

use std::ffi::OsString;
use std::process::Command;

use crate::cargo;
use crate::failure::Failure;
use crate::{frontend, machine};

/// Builds Malipo and turns this process into `malipo serve` with the arguments given.
///
/// There is never a parent left to forward signals: cargo becomes this program, this program becomes
/// cargo again, and cargo becomes the host. Whoever stops `cargo dev` stops the host.
pub fn start(arguments: &[OsString]) -> Result<(), Failure> {
    machine::require_c_compiler()?;
    println!("Building Malipo; the first time takes a few minutes.");
    frontend::build_if_possible();
    let mut host = cargo::command([
        "run",
        "--package",
        "malipo",
        "--bin",
        "malipo",
        "--",
        "serve",
    ]);
    host.args(arguments);
    become_process(host)
}

#[cfg(unix)]
fn become_process(mut command: Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt as _;

    let error = command.exec();
    Err(Failure::new(
        format!("cargo did not start: {error}"),
        "Is Rust installed?",
    ))
}

#[cfg(not(unix))]
fn become_process(mut command: Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| {
        Failure::new(
            format!("cargo did not start: {error}"),
            "Is Rust installed?",
        )
    })?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("Malipo stopped ({status})"),
        "Read its messages above.",
    ))
}
