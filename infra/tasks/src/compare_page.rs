//! How fast a long page is written, beside a plain Node server that writes the same HTML.
//!
//! A measurement, not a check: it depends on the machine, and takes a release build of the host.

use crate::cargo;
use crate::failure::Failure;
use crate::{frontend, machine, node};

const FOLDER: &str = "tests/compare";

const PROGRAM: &str = "compare.mjs";

/// From the root: what is measured is what is deployed, so it is built alike.
const HOST: &str = "target/release/malipo";

/// Builds the host for release, and measures.
pub fn measure() -> Result<(), Failure> {
    machine::require_c_compiler()?;
    frontend::build_if_possible();
    println!("Building Malipo for release; this takes some minutes when something changed.");
    cargo::run(&["build", "--release", "--bin", "malipo"], &[])?;
    let host = cargo::workspace_root().join(HOST);
    node::run(FOLDER, PROGRAM, &host)
}
