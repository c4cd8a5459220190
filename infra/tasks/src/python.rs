//! Tools written in Python, each set in a virtual environment of its own: made once, then no network is needed.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::cargo;
use crate::failure::Failure;

/// A virtual environment, thrown away when its packages change.
pub struct Environment {
    /// Where it is, from the root of the workspace.
    pub folder: &'static str,
    /// What is in it, with versions. Everything else that they need, pip chooses.
    pub packages: &'static [&'static str],
}

/// In the virtual environment: what is completely installed there.
const INSTALLED: &str = "installed.txt";

impl Environment {
    /// Makes it, unless it is there: only then is the network needed.
    pub fn install(&self) -> Result<(), Failure> {
        let wanted = self.packages.join("\n");
        let marker = self.path().join(INSTALLED);
        if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        println!(
            "Installing {} into {}.",
            self.packages.join(" and "),
            self.folder
        );
        let mut environment = Command::new("python3");
        environment.args(["-m", "venv", "--clear"]).arg(self.path());
        self.succeed(
            &mut environment,
            "Debian, Ubuntu: `apt-get install python3-venv`. macOS: `brew install python3`. Python 3.10 or later.",
        )?;
        // Compiled is only what is used, when it is used.
        let pip = "-m pip install --quiet --no-compile --no-input --disable-pip-version-check";
        let mut install = self.python();
        install.args(pip.split(' ')).args(self.packages);
        self.succeed(
            &mut install,
            "This once, it needs the network and Python 3.10 or later.",
        )?;
        fs::write(&marker, wanted).map_err(|error| {
            Failure::new(
                format!("{} cannot be written: {error}", marker.display()),
                "Is the disk full?",
            )
        })
    }

    /// Its Python, without arguments.
    pub fn python(&self) -> Command {
        let programs = if cfg!(windows) { "Scripts" } else { "bin" };
        let mut python = Command::new(self.path().join(programs).join("python"));
        // Where this is set, Python would compile everything anew each time.
        python.env_remove("PYTHONDONTWRITEBYTECODE");
        python
    }

    /// Runs it at the root of the workspace, without input.
    pub fn output(&self, command: &mut Command) -> Result<Output, Failure> {
        let command = command
            .current_dir(cargo::workspace_root())
            .stdin(Stdio::null());
        command.output().map_err(|error| {
            Failure::new(
                format!("{command:?} did not start: {error}"),
                format!(
                    "Is Python 3.10 or later installed as `python3`? If it was replaced, delete {}.",
                    self.folder
                ),
            )
        })
    }

    /// The folder.
    pub fn path(&self) -> PathBuf {
        cargo::workspace_root().join(self.folder)
    }

    fn succeed(&self, command: &mut Command, remedy: &str) -> Result<(), Failure> {
        let output = self.output(command)?;
        if output.status.success() {
            return Ok(());
        }
        Err(Failure::new(
            format!("{command:?} failed.\n{}", text(&output)),
            remedy,
        ))
    }
}

/// Everything that it said.
pub fn text(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    format!("{}{}", out.trim_end(), err.trim_end())
}
