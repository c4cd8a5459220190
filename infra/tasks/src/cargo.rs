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
    run_with(arguments, environment)
}

/// As [`run`], with an environment of any values.
pub fn run_with<V: AsRef<OsStr>>(
    arguments: &[&str],
    environment: &[(&str, V)],
) -> Result<(), Failure> {
    let status = command(arguments)
        .current_dir(workspace_root())
        .envs(environment.iter().map(|(name, value)| (name, value)))
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
    let text = output(&["metadata", "--format-version", "1"])?;
    serde_json::from_slice(&text).map_err(|error| {
        Failure::new(
            format!("`cargo metadata` said something unexpected: {error}"),
            "Is this cargo newer than the one the workspace was made with?",
        )
    })
}

/// Builds everything. Where that was done nothing is left to do: each step that builds asks for just this,
/// as another choice of packages would choose other features and build the dependencies anew.
pub fn build() -> Result<(), Failure> {
    run(BUILD, &[])
}

/// A program of the workspace, built together with everything else.
pub fn program(name: &str) -> Result<PathBuf, Failure> {
    let messages = output(&[BUILD, &["--message-format=json-render-diagnostics"]].concat())?;
    String::from_utf8_lossy(&messages)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .find_map(|message| executable(&message, name))
        .ok_or_else(|| {
            Failure::new(
                format!("cargo did not build the program `{name}`."),
                "Was it renamed?",
            )
        })
}

const BUILD: &[&str] = &["build", "--workspace", "--all-targets"];

/// The path in cargo's message that it built the program of this name; not that of its tests.
fn executable(message: &Value, name: &str) -> Option<PathBuf> {
    let target = message.get("target")?;
    let is_test = message.get("profile")?.get("test")?.as_bool()?;
    let is_program = target.get("kind")?.as_array()?.contains(&"bin".into());
    let path = message.get("executable")?.as_str()?;
    (!is_test && is_program && target.get("name")? == name).then(|| path.into())
}

/// What cargo prints; its messages are shown as they come.
pub fn output(arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = command(arguments)
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
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Failure::new(
        format!("`cargo {}` failed ({})", arguments.join(" "), output.status),
        "Read cargo's messages above.",
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_program_is_told_from_its_tests_and_its_library() {
        let built = |kind: &str, test: bool, executable: Option<&str>| {
            json!({
                "reason": "compiler-artifact",
                "target": {"kind": [kind], "name": "malipo"},
                "profile": {"test": test},
                "executable": executable,
            })
        };
        let table = [
            (built("bin", false, Some("/debug/malipo")), true),
            (built("bin", true, Some("/debug/deps/malipo-1f")), false),
            (built("lib", true, Some("/debug/deps/malipo-2e")), false),
            (built("lib", false, None), false),
            (json!({"reason": "build-finished", "success": true}), false),
        ];
        for (message, is_program) in table {
            let found = executable(&message, "malipo");
            assert_eq!(found.is_some(), is_program, "{message}");
            assert_eq!(executable(&message, "other"), None);
        }
    }
}
