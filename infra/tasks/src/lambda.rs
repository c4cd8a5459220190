//! The programs that are deployed, tried as Lambda runs them: `tests/lambda`, with all that it needs.
//!
//! Not a step of `cargo verify`: building every function for release takes many minutes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::artefacts::{self, Architecture, Function};
use crate::failure::Failure;
use crate::python::Environment;
use crate::{cargo, machine, template};

/// What the programs are measured beside: a function in Python, and what runs it on Lambda.
const PYTHON: Environment = Environment {
    folder: ".tools/lambda",
    packages: &["boto3==1.44.5", "awslambdaric==4.2.2"],
};

/// From the root: the function in Python.
const HANDLER: &str = "tests/lambda/python";

/// The package and program of the check.
const CHECK: &str = "lambda-tests";

/// Lambda's only other processor, which is what is deployed.
const ARM64: &str = "--arm64";

const EMULATOR: &str = "qemu-aarch64-static";

/// Of the libraries for arm64; a program of ours needs no more than the C library.
const LOADER: &str = "/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1";

const EMULATOR_PACKAGES: &[&str] = &["qemu-user-static", "libc6-arm64-cross"];

/// Builds what is deployed for the processor of this machine, and tries it; with `--arm64` one for arm64 too.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let with_arm64 = match arguments {
        [] => false,
        [option] if option == ARM64 => true,
        _ => {
            return Err(Failure::new(
                format!("`lambda` does not know {arguments:?}."),
                "It takes --arm64, to try the callbacks function in an emulator too.",
            ));
        }
    };
    if with_arm64 {
        install_emulator()?;
        artefacts::build(Architecture::Arm64)?;
    }
    let here = Architecture::of_this_machine();
    artefacts::build(here)?;
    PYTHON.install()?;
    let expanded = PYTHON.path().join("template.json");
    template::install_tools()?;
    template::expand(&expanded)?;
    let functions = artefacts::functions()?;
    let mut check = Command::new(cargo::program(CHECK)?);
    check
        .args(["--template".as_ref(), expanded.as_path()])
        .args(["--programs".as_ref(), artefacts::folder(here).as_path()])
        .args(["--python".as_ref(), python().as_path()])
        .args([
            "--handler".as_ref(),
            cargo::workspace_root().join(HANDLER).as_path(),
        ]);
    for Function { resource, name } in &functions {
        check.arg("--function").arg(format!("{resource}={name}"));
    }
    if with_arm64 {
        check.arg(ARM64).arg(callbacks(&functions)?);
    }
    succeed(&mut check)
}

fn succeed(check: &mut Command) -> Result<(), Failure> {
    let status = check
        .current_dir(cargo::workspace_root())
        .stdin(Stdio::null())
        .status()
        .map_err(|error| {
            Failure::new(
                format!("the check did not start: {error}"),
                "Build it again.",
            )
        })?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("the programs do not do what they should ({status})"),
        "The lines with FAILED, above, say which and why.",
    ))
}

fn callbacks(functions: &[Function]) -> Result<PathBuf, Failure> {
    let callbacks = functions.iter().find(|it| it.name == "callbacks");
    callbacks
        .map(|it| it.program(Architecture::Arm64))
        .ok_or_else(|| Failure::new("the template has no callbacks function.", "Was it renamed?"))
}

/// The interpreter itself: started by it, a process is the one that is measured.
fn python() -> PathBuf {
    PYTHON.python().get_program().into()
}

fn install_emulator() -> Result<(), Failure> {
    if !is_emulated() {
        machine::install_packages(EMULATOR_PACKAGES);
    }
    if is_emulated() {
        return Ok(());
    }
    Err(Failure::new(
        format!("There is no `{EMULATOR}`, or no C library for arm64 at {LOADER}."),
        format!(
            "Debian, Ubuntu: `sudo apt-get install {}`.",
            EMULATOR_PACKAGES.join(" ")
        ),
    ))
}

fn is_emulated() -> bool {
    let mut emulator = Command::new(EMULATOR);
    let emulator = emulator.arg("--version").stdin(Stdio::null()).output();
    emulator.is_ok_and(|it| it.status.success()) && Path::new(LOADER).exists()
}
