//! The wasm without what the compiler could not know to be superfluous.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{BundleError, at};

/// Runs `wasm-opt`, a script for Node, over the wasm. `near` is a folder beside which it may write.
pub fn smaller(wasm: &[u8], wasm_opt: &Path, near: &Path) -> Result<Vec<u8>, BundleError> {
    let [before, after] = ["before.wasm", "after.wasm"].map(|it| near.with_extension(it));
    fs::write(&before, wasm).map_err(at(&before))?;
    let ran = Command::new("node")
        .arg(wasm_opt)
        .args(["-Oz", "--strip-producers", "-o"])
        .args([&after, &before])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| BundleError::Smaller(format!("node did not start: {error}")))?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        return Err(BundleError::Smaller(said));
    }
    let smaller = fs::read(&after).map_err(at(&after))?;
    for file in [&before, &after] {
        fs::remove_file(file).map_err(at(file))?;
    }
    Ok(smaller)
}
