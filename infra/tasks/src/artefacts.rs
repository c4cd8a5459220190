//! What is deployed to AWS: every function of the template, built as it ships, packed, and weighed.
//!
//! The template says which functions there are and where SAM looks for them, so that nothing is listed twice.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::python::{self, Environment};
use crate::{cargo, frontend, machine};

/// Zig is the linker, and the C compiler of the TLS library, for the glibc that Lambda has.
const TOOLS: Environment = Environment {
    folder: ".tools/artefacts",
    packages: &["cargo-lambda==1.9.2", "ziglang==0.17.1"],
};

const TEMPLATE: &str = "infra/template.yaml";

/// What a `CodeUri` begins with: the folder of [`Architecture::Arm64`], as seen from the template.
const CODE: &str = "../target/lambda/";

/// In the folder of a function: its program, as Lambda wants it named.
const PROGRAM: &str = "bootstrap";

const PACK: &str = include_str!("artefacts/pack.py");

/// The callbacks function and what its zip may weigh: a provider waits for its first start.
const LIGHT: (&str, u64) = ("callbacks", 6_000_000);

/// What a function is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// What is deployed.
    Arm64,
    /// The same, for trying it where there is no such processor.
    X86_64,
}

impl Architecture {
    /// What can be tried here.
    pub const fn of_this_machine() -> Self {
        if cfg!(target_arch = "aarch64") {
            Self::Arm64
        } else {
            Self::X86_64
        }
    }

    const fn target(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64-unknown-linux-gnu",
            Self::X86_64 => "x86_64-unknown-linux-gnu",
        }
    }

    const fn option(self) -> &'static str {
        match self {
            Self::Arm64 => "--arm64",
            Self::X86_64 => "--x86-64",
        }
    }

    /// From the root. `sam deploy` must not find programs for the wrong processor.
    const fn folder(self) -> &'static str {
        match self {
            Self::Arm64 => "target/lambda",
            Self::X86_64 => "target/lambda-x86-64",
        }
    }

    /// How a program for it is marked, in the field `e_machine` of ELF.
    const fn machine(self) -> [u8; 2] {
        match self {
            Self::Arm64 => [0xb7, 0],
            Self::X86_64 => [0x3e, 0],
        }
    }
}

/// A function of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// What the template calls it, as in `CallbacksFunction`.
    pub resource: String,
    /// Its package, program and folder, as in `callbacks`.
    pub name: String,
}

impl Function {
    /// Its program, where [`build`] puts it.
    pub fn program(&self, architecture: Architecture) -> PathBuf {
        folder(architecture).join(&self.name).join(PROGRAM)
    }

    /// Its zip, where [`build`] puts it.
    pub fn zip(&self, architecture: Architecture) -> PathBuf {
        folder(architecture).join(format!("{}.zip", self.name))
    }
}

/// Builds, packs and weighs all of them; `--x86-64` for this processor.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    match arguments {
        [] => build(Architecture::Arm64),
        [option] if option == Architecture::X86_64.option() => build(Architecture::X86_64),
        _ => Err(Failure::new(
            format!("`artefacts` does not know {arguments:?}."),
            "It takes --x86-64, and builds for arm64 without.",
        )),
    }
}

/// Builds, packs and weighs all of them. Where nothing changed, cargo builds nothing.
pub fn build(architecture: Architecture) -> Result<(), Failure> {
    let functions = functions()?;
    TOOLS.install()?;
    machine::install_target(architecture.target())?;
    frontend::build()?;
    println!(
        "Building {} functions for {}; this takes some minutes when something changed.",
        functions.len(),
        architecture.target()
    );
    compile(&functions, architecture)?;
    pack(&functions, architecture)?;
    weigh(&functions, architecture)
}

/// The functions of the template, in its order.
pub fn functions() -> Result<Vec<Function>, Failure> {
    let path = cargo::workspace_root().join(TEMPLATE);
    let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
    let functions = functions_in(&text);
    if functions.is_empty() {
        return Err(Failure::new(
            format!("{TEMPLATE} deploys no function from {CODE}."),
            "Is it as `tests/tidy` wants it?",
        ));
    }
    Ok(functions)
}

/// A resource is a line that is indented by two; its code, one that says so below it.
fn functions_in(template: &str) -> Vec<Function> {
    let mut resource = "";
    let mut functions = Vec::new();
    for line in template.lines() {
        if let Some(name) = line.strip_prefix("  ").filter(|it| !it.starts_with(' ')) {
            resource = name.trim_end_matches(':');
        }
        let code = line.trim().strip_prefix("CodeUri: ");
        if let Some(name) = code.and_then(|it| it.strip_prefix(CODE)) {
            functions.push(Function {
                resource: resource.to_owned(),
                name: name.trim_end_matches('/').to_owned(),
            });
        }
    }
    functions
}

fn compile(functions: &[Function], architecture: Architecture) -> Result<(), Failure> {
    let mut arguments = vec!["lambda", "build", "--release", architecture.option()];
    arguments.extend(["--lambda-dir", architecture.folder()]);
    for function in functions {
        arguments.extend(["--package", function.name.as_str()]);
    }
    cargo::run_with(&arguments, &[("PATH", path_with_tools()?)])
}

/// Where cargo finds `cargo-lambda`, and that in turn the Python that has Zig.
fn path_with_tools() -> Result<OsString, Failure> {
    let programs = TOOLS
        .path()
        .join(if cfg!(windows) { "Scripts" } else { "bin" });
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths([programs].into_iter().chain(env::split_paths(&others))).map_err(|error| {
        Failure::new(
            format!("the tools cannot be put on PATH: {error}"),
            "Move the workspace to a folder without `:` in its name.",
        )
    })
}

fn pack(functions: &[Function], architecture: Architecture) -> Result<(), Failure> {
    let mut pack = TOOLS.python();
    pack.args(["-c", PACK]);
    for function in functions {
        pack.arg(function.program(architecture));
        pack.arg(function.zip(architecture));
    }
    let output = TOOLS.output(&mut pack)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(
        format!("The functions cannot be packed.\n{}", python::text(&output)),
        "Is the disk full?",
    ))
}

fn weigh(functions: &[Function], architecture: Architecture) -> Result<(), Failure> {
    println!("\n{:<16}{:>12}{:>12}", "function", "bytes", "zip bytes");
    let mut findings = Vec::new();
    for function in functions {
        let program = function.program(architecture);
        if machine_of(&program)? != architecture.machine() {
            findings.push(format!("{} is for another processor", program.display()));
        }
        let [binary, zip] = [bytes_of(&program)?, bytes_of(&function.zip(architecture))?];
        println!("{:<16}{binary:>12}{zip:>12}", function.name);
        if function.name == LIGHT.0 && zip > LIGHT.1 {
            findings.push(format!(
                "the zip of {} has {zip} bytes, not {}",
                LIGHT.0, LIGHT.1
            ));
        }
    }
    println!("\nPrograms and zips are in {}.", architecture.folder());
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        findings.join("\n"),
        "`cargo tree --package callbacks --edges normal` shows what is in it.",
    ))
}

fn bytes_of(path: &Path) -> Result<u64, Failure> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    Ok(metadata.len())
}

fn machine_of(program: &Path) -> Result<[u8; 2], Failure> {
    let mut header = [0; 20];
    let read = fs::File::open(program).and_then(|mut file| file.read_exact(&mut header));
    read.map_err(|error| unreadable(program, &error))?;
    let [.., low, high] = header;
    Ok([low, high])
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("{} cannot be read: {error}", path.display()),
        "`cargo run --package tasks -- artefacts` makes it, from a complete clone.",
    )
}

/// Where programs and zips are.
pub fn folder(architecture: Architecture) -> PathBuf {
    cargo::workspace_root().join(architecture.folder())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_with_their_resources() {
        let template = "\
Resources:
  Table:
    Type: AWS::DynamoDB::Table
  StkPushFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ../target/lambda/stk_push/
  PortalFunction:
    Properties:
      CodeUri: ../target/lambda/portal-server/
";
        let found: Vec<(String, String)> = functions_in(template)
            .into_iter()
            .map(|it| (it.resource, it.name))
            .collect();
        let expected = [
            ("StkPushFunction", "stk_push"),
            ("PortalFunction", "portal-server"),
        ];
        assert_eq!(
            found,
            expected.map(|(one, other)| (one.to_owned(), other.to_owned()))
        );
    }

    #[test]
    fn the_template_has_more_than_ten_functions() {
        let functions = functions().unwrap();
        assert!(functions.len() > 10, "{functions:?}");
        assert!(functions.iter().any(|it| it.name == LIGHT.0));
    }

    #[test]
    fn what_is_tried_is_never_deployed() {
        assert!(CODE.ends_with(&format!("{}/", Architecture::Arm64.folder())));
        assert_ne!(Architecture::Arm64.folder(), Architecture::X86_64.folder());
    }
}
