//! Tools that run on Node, in a folder of their own: fetched once, then no network is needed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cargo;
use crate::failure::Failure;

/// Packages from npm, fetched anew when they change.
pub struct Packages {
    /// Where they are, from the root of the workspace.
    pub folder: &'static str,
    /// What is there, with versions. Their own install scripts do not run.
    pub packages: &'static [&'static str],
}

/// In the folder: what is completely installed there.
const INSTALLED: &str = "installed.txt";

/// Without it npm would look for a project in the folders above.
const PROJECT: (&str, &str) = ("package.json", "{\"private\":true}\n");

/// What a folder with a project of its own pins everything in.
const LOCK: &str = "package-lock.json";

const INSTALL_LOCKED: &str = "ci --no-audit --no-fund --ignore-scripts --loglevel error";

const INSTALL: &str = "install --no-save --no-audit --no-fund --ignore-scripts --loglevel error";

impl Packages {
    /// Fetches them, unless they are there: only then is the network needed.
    pub fn install(&self) -> Result<(), Failure> {
        let wanted = self.packages.join("\n");
        let marker = self.path().join(INSTALLED);
        let is_there = fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted);
        if is_there && is_installed() {
            return Ok(());
        }
        println!(
            "Installing {} into {}.",
            self.packages.join(" and "),
            self.folder
        );
        let folder = self.path();
        fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
        let project = folder.join(PROJECT.0);
        fs::write(&project, PROJECT.1).map_err(|error| unwritable(&project, &error))?;
        let mut npm = Command::new("npm");
        npm.args(INSTALL.split(' '))
            .args(self.packages)
            .current_dir(&folder)
            .stdin(Stdio::null());
        finish(&mut npm)?;
        fs::write(&marker, wanted).map_err(|error| unwritable(&marker, &error))
    }

    /// The folder.
    pub fn path(&self) -> PathBuf {
        cargo::workspace_root().join(self.folder)
    }
}

/// Runs a program in a folder of the workspace; it finds the one-machine host at `host`.
pub fn run(folder: &str, program: &str, host: &Path) -> Result<(), Failure> {
    let status = Command::new("node")
        .arg(program)
        .current_dir(cargo::workspace_root().join(folder))
        .env("MALIPO_BINARY", host)
        .stdin(Stdio::null())
        .status()
        .map_err(|error| {
            Failure::new(
                format!("node did not start: {error}"),
                "Install Node 20 or later.",
            )
        })?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("{folder}/{program} failed ({status})"),
        "Read its messages above.",
    ))
}

/// Fetches what the lock file of a folder of the workspace names, unless that very lock file was fetched before. Install
/// scripts of packages do not run.
pub fn install_locked(folder: &str) -> Result<(), Failure> {
    let path = cargo::workspace_root().join(folder);
    let wanted = fs::read_to_string(path.join(LOCK)).map_err(|error| {
        Failure::new(
            format!("{folder}/{LOCK} cannot be read: {error}"),
            "Is the clone complete?",
        )
    })?;
    let marker = path.join("node_modules").join(INSTALLED);
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) && is_installed() {
        return Ok(());
    }
    println!("Installing the packages of {folder}.");
    let mut npm = Command::new("npm");
    npm.args(INSTALL_LOCKED.split(' '))
        .current_dir(&path)
        .stdin(Stdio::null());
    finish(&mut npm)?;
    fs::write(&marker, wanted).map_err(|error| unwritable(&marker, &error))
}

/// Waits for npm.
fn finish(npm: &mut Command) -> Result<(), Failure> {
    let output = npm.output().map_err(|error| {
        Failure::new(
            format!("npm did not start: {error}"),
            "Install Node 20 or later, which brings npm.",
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(
        format!("{npm:?} failed.\n{}", said.trim_end()),
        "This once, it needs the network and Node 20 or later.",
    ))
}

/// Whether there is a Node to run them on.
fn is_installed() -> bool {
    let mut node = Command::new("node");
    node.arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    node.status().is_ok_and(|status| status.success())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{} cannot be written: {error}", path.display()),
        "Is the disk full?",
    )
}
