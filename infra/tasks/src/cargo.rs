//! The cargo inside cargo: the same cargo that started us, on the same workspace.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::failure::Failure;

/// The folder of the root `Cargo.toml`.
///
/// Asked of cargo at run time: two clones that share a target folder share this program.
pub fn workspace_root() -> PathBuf {
    let tasks =
        env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&tasks)
        .ancestors()
        .nth(2)
        .expect("tasks lives in infra/tasks")
        .to_path_buf()
}

/// Cargo with these arguments, in the current folder.
///
/// What `cargo run` set for us is taken out again: build scripts that watch `CARGO_PKG_NAME` and the
/// like would otherwise rebuild whenever a plain `cargo build` and `cargo verify` take turns.
pub fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    for (name, _) in env::vars_os() {
        let set_by_cargo_run = name
            .to_str()
            .is_some_and(|it| it.starts_with("CARGO_PKG_") || it.starts_with("CARGO_MANIFEST_"));
        if set_by_cargo_run {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Runs cargo on the workspace, its output shown as it comes, without input.
pub fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), Failure> {
    let status = command(arguments)
        .current_dir(workspace_root())
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .status()
        .map_err(|error| {
            Failure::new(
                format!("cargo did not start: {error}"),
                "Is Rust installed?",
            )
        })?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("`cargo {}` failed ({status})", arguments.join(" ")),
        "Read cargo's messages above.",
    ))
}

/// Every package of the workspace and of its dependencies, as `cargo metadata` tells.
pub fn metadata() -> Result<Value, Failure> {
    let output = command(["metadata", "--format-version", "1"])
        .current_dir(workspace_root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| {
            Failure::new(
                format!("cargo did not start: {error}"),
                "Is Rust installed?",
            )
        })?;
    if !output.status.success() {
        return Err(Failure::new(
            format!("`cargo metadata` failed ({})", output.status),
            "Read cargo's messages above.",
        ));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| {
        Failure::new(
            format!("`cargo metadata` said something unexpected: {error}"),
            "Is this cargo newer than the one the workspace was made with?",
        )
    })
}
