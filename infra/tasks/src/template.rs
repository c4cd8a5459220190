//! The CloudFormation template: what can be found out about it without an AWS account.
//!
//! `cfn-lint` reads it as it is, and then what SAM's own translator makes of it: only the second shows a
//! misspelt event, a route that exists twice, or an action that no service has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::cargo;
use crate::failure::Failure;

const TEMPLATE: &str = "infra/template.yaml";

/// Everything else that they need, pip chooses.
const PACKAGES: &[&str] = &["cfn-lint==1.58.0", "aws-sam-translator==1.115.0"];

/// A virtual environment of Python, made once and thrown away when [`PACKAGES`] change.
const TOOLS: &str = ".tools/template";

/// In the virtual environment: what is completely installed there.
const INSTALLED: &str = "installed.txt";

/// Also what is only worth knowing is a finding. Except that the default, deletion, is not said of every
/// queue and log group: the template says what has to stay.
const CHECKS: &[&str] = &["--include-checks", "I", "--ignore-checks", "I3011"];

/// Every service must exist where `samconfig.toml` deploys to, and in Cape Town, the region nearest to Kenya.
const REGIONS: &[&str] = &["--regions", "eu-west-1", "af-south-1"];

/// What the program `cfn-lint` does. As a program it would break when the folder is moved.
const LINT: &str = "import sys; from cfnlint.runner import main; sys.exit(main())";

const EXPAND: &str = include_str!("template/expand.py");

/// Lints the template and what becomes of it.
pub fn check() -> Result<(), Failure> {
    install_tools()?;
    lint(Path::new(TEMPLATE), "Mend them there.")?;
    let expanded = tools().join("expanded.json");
    expand(&expanded)?;
    lint(
        &expanded,
        "They are about what SAM makes of infra/template.yaml: look there for the resource or the property.",
    )?;
    println!("No findings, neither in {TEMPLATE} nor in what SAM makes of it.");
    Ok(())
}

/// Puts the tools into [`TOOLS`], unless they are there: only then is the network needed.
pub fn install_tools() -> Result<(), Failure> {
    let wanted = PACKAGES.join("\n");
    let marker = tools().join(INSTALLED);
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing {} into {TOOLS}.", PACKAGES.join(" and "));
    let mut environment = Command::new("python3");
    environment.args(["-m", "venv", "--clear"]).arg(tools());
    succeed(
        &mut environment,
        "Debian, Ubuntu: `apt-get install python3-venv`. macOS: `brew install python3`. Python 3.10 or later.",
    )?;
    // Compiled is only what is used, when it is used.
    let pip = "-m pip install --quiet --no-compile --no-input --disable-pip-version-check";
    let mut install = python();
    install.args(pip.split(' ')).args(PACKAGES);
    succeed(
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

fn lint(file: &Path, remedy: &str) -> Result<(), Failure> {
    let mut lint = python();
    lint.args(["-c", LINT]).args(CHECKS).args(REGIONS);
    let output = output(lint.arg("--template").arg(file))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("cfn-lint has findings.\n{}", text(&output)),
        remedy,
    ))
}

fn expand(to: &Path) -> Result<(), Failure> {
    let mut translate = python();
    // The translator wants a region; the result is the same for all of ours.
    translate.env("AWS_DEFAULT_REGION", "eu-west-1");
    let output = output(translate.args(["-c", EXPAND, TEMPLATE]).arg(to))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("SAM refuses {TEMPLATE}.\n{}", text(&output)),
        "Mend it there; the SAM specification describes every resource and event.",
    ))
}

fn succeed(command: &mut Command, remedy: &str) -> Result<(), Failure> {
    let output = output(command)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("{command:?} failed.\n{}", text(&output)),
        remedy,
    ))
}

fn output(command: &mut Command) -> Result<Output, Failure> {
    let command = command
        .current_dir(cargo::workspace_root())
        .stdin(Stdio::null());
    command.output().map_err(|error| {
        Failure::new(
            format!("{command:?} did not start: {error}"),
            format!(
                "Is Python 3.10 or later installed as `python3`? If it was replaced, delete {TOOLS}."
            ),
        )
    })
}

fn text(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    format!("{}{}", out.trim_end(), err.trim_end())
}

fn python() -> Command {
    let programs = if cfg!(windows) { "Scripts" } else { "bin" };
    let mut python = Command::new(tools().join(programs).join("python"));
    // Where this is set, Python would compile everything anew each time.
    python.env_remove("PYTHONDONTWRITEBYTECODE");
    python
}

fn tools() -> PathBuf {
    cargo::workspace_root().join(TOOLS)
}
