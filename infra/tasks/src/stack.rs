//! The stack on an emulator of AWS that is not ours, and the store's tests on its DynamoDB.
//!
//! The checks themselves are in `tests/stack`. It takes minutes and a release build of every function, so it is
//! no step of `cargo verify`.

use std::process::{Command, Stdio};

use crate::artefacts::{self, Architecture};
use crate::cargo;
use crate::failure::Failure;
use crate::python::Environment;

const TOOLS: Environment = Environment {
    folder: ".tools/stack",
    packages: &[
        "ministack==1.5.33",
        "aws-sam-translator==1.115.0",
        "boto3==1.43.106",
    ],
};

const CHECKS: &str = "tests/stack/main.py";
const STORE_TESTS: &str = "tests/stack/store_tests.py";

/// Creates the stack and uses it; `--store-tests` for the tests of the store instead.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    match arguments {
        [] => {
            artefacts::build(Architecture::X86_64)?;
            let mut checks = program(CHECKS)?;
            checks.arg(artefacts::folder(Architecture::X86_64));
            succeed(&mut checks)
        }
        [option] if option == "--store-tests" => {
            let mut tests = program(STORE_TESTS)?;
            succeed(tests.env("CARGO", cargo::command([""; 0]).get_program()))
        }
        _ => Err(Failure::new(
            format!("`stack` does not know {arguments:?}."),
            "It takes --store-tests, and checks the whole stack without.",
        )),
    }
}

fn program(path: &str) -> Result<Command, Failure> {
    TOOLS.install()?;
    let mut python = TOOLS.python();
    // No compiled copies beside the sources.
    python
        .args(["-B", path])
        .current_dir(cargo::workspace_root());
    Ok(python)
}

/// Its output is shown as it comes.
fn succeed(program: &mut Command) -> Result<(), Failure> {
    let status = program.stdin(Stdio::null()).status().map_err(|error| {
        Failure::new(
            format!("{program:?} did not start: {error}"),
            format!(
                "Is Python 3.10 or later installed? If it was replaced, delete {}.",
                TOOLS.folder
            ),
        )
    })?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("the checks in tests/stack failed ({status})"),
        "They say above what they found.",
    ))
}
