//! The portal in Chromium: every test in `tests/browser`, against the host that was just built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::failure::Failure;
use crate::{cargo, machine, node};

/// From the root of the workspace.
pub const FOLDER: &str = "tests/browser";

const SUFFIX: &str = ".test.mjs";

/// What npm puts there.
const PACKAGES: &str = "node_modules";

/// Files at once: each has a host and a Chromium of its own.
const FILES_AT_ONCE: &str = "--test-concurrency=2";

/// Longest time of one test, and of one file.
const FILE_WITHIN: &str = "--test-timeout=900000";

/// Longest time of all of them. Whatever runs then ends itself, and its host and its Chromium with it.
const ALL_WITHIN: Duration = Duration::from_secs(30 * 60);

/// Chromium, and what drives it, fetched unless they are there.
pub fn install_tools() -> Result<(), Failure> {
    machine::install_chromium()?;
    node::install_locked(FOLDER)
}

/// Runs them.
pub fn check() -> Result<(), Failure> {
    install_tools()?;
    let host = cargo::program("malipo")?;
    let folder = cargo::workspace_root().join(FOLDER);
    let mut files = Vec::new();
    find(&folder, &mut files).map_err(|error| {
        Failure::new(
            format!("{} cannot be read: {error}", folder.display()),
            "Is the clone complete?",
        )
    })?;
    files.sort();
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", FILES_AT_ONCE, FILE_WITHIN])
        .args(&files)
        .current_dir(&folder)
        .env("MALIPO_BINARY", host)
        .env("MALIPO_TESTS_UNTIL", deadline().to_string())
        .stdin(Stdio::null());
    let status = node.status().map_err(|error| {
        Failure::new(
            format!("node did not start: {error}"),
            "Install Node 20 or later.",
        )
    })?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("the tests in {FOLDER} failed ({status})"),
        "Node names them at the end, above. One file again: `node --test FILE` in that folder.",
    ))
}

/// In milliseconds since 1970, as scripts count time.
fn deadline() -> u128 {
    let end = SystemTime::now() + ALL_WITHIN;
    end.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis())
}

/// Every test in a folder and in those within it.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            if name != PACKAGES {
                find(&entry.path(), files)?;
            }
        } else if name.to_string_lossy().ends_with(SUFFIX) {
            files.push(entry.path());
        }
    }
    Ok(())
}
