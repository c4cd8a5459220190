//! Tools that run on Node, in a folder of their own: fetched once, then no network is needed.

use std::fs;
use std::path::PathBuf;
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
        let output = npm.output().map_err(|error| {
            Failure::new(
                format!("npm did not start: {error}"),
                "Install Node 20 or later, which brings npm.",
            )
        })?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::new(
                format!("{npm:?} failed.\n{}", said.trim_end()),
                "This once, it needs the network and Node 20 or later.",
            ));
        }
        fs::write(&marker, wanted).map_err(|error| unwritable(&marker, &error))
    }

    /// The folder.
    pub fn path(&self) -> PathBuf {
        cargo::workspace_root().join(self.folder)
    }
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

fn unwritable(path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{} cannot be written: {error}", path.display()),
        "Is the disk full?",
    )
}
