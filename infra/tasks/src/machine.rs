//! What the build and the tests need from the machine they run on, and how it gets there.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::{browser, frontend, holidays, template};

/// What runs in a browser.
pub const WASM: &str = "wasm32-unknown-unknown";

struct Program {
    command: &'static str,
    /// Arguments with which it does nothing and succeeds.
    probe: &'static [&'static str],
    debian_package: &'static str,
    purpose: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program {
        command: "hledger",
        probe: &["--version"],
        debian_package: "hledger",
        purpose: "recomputes every balance from the exported journal",
    },
    Program {
        command: "ledger",
        probe: &["--version"],
        debian_package: "ledger",
        purpose: "gives the second opinion on the same journal",
    },
    Program {
        command: "python3",
        // On Debian, Python comes without what makes virtual environments.
        probe: &["-m", "ensurepip", "--version"],
        debian_package: "python3-venv",
        purpose: "runs the checks of the CloudFormation template and of the holidays",
    },
];

/// Apart from the others, because another one can be named instead.
const CHROMIUM: &[Program] = &[Program {
    command: "chromium",
    probe: &["--version"],
    debian_package: "chromium",
    purpose: "shows the portal's pages to their tests",
}];

/// Names a Chromium that is elsewhere.
const CHROMIUM_SETTING: &str = "MALIPO_CHROMIUM";

/// Puts everything that the checks need onto the machine, or says what a person must install.
pub fn set_up() -> Result<(), Failure> {
    require_c_compiler()?;
    install_rust_component("fmt", "rustfmt")?;
    install_rust_component("clippy", "clippy")?;
    install_wasm_target()?;
    install_programs(PROGRAMS)?;
    template::install_tools()?;
    holidays::install_tools()?;
    frontend::install_tools()?;
    browser::install_tools()
}

/// Chromium, unless it is there or another one is named.
pub fn install_chromium() -> Result<(), Failure> {
    if env::var_os(CHROMIUM_SETTING).is_some() {
        return Ok(());
    }
    install_programs(CHROMIUM)
}

/// SQLite and the TLS library are C. Nothing else of a C toolchain is needed: no cmake, no clang.
pub fn require_c_compiler() -> Result<(), Failure> {
    if env::var_os("CC").is_some() || starts(Command::new("cc").arg("--version")) {
        return Ok(());
    }
    Err(Failure::new(
        "There is no C compiler (`cc`), which SQLite and the TLS library are built with.",
        "Debian, Ubuntu: `apt-get install build-essential`. macOS: `xcode-select --install`.",
    ))
}

fn install_rust_component(subcommand: &str, component: &str) -> Result<(), Failure> {
    if starts(Command::new("cargo").args([subcommand, "--version"])) {
        return Ok(());
    }
    rustup(&["component", "add", component])
}

/// The standard library for a browser, unless it is there.
pub fn install_wasm_target() -> Result<(), Failure> {
    install_target(WASM)
}

/// The standard library for a target, unless it is there.
pub fn install_target(target: &str) -> Result<(), Failure> {
    let libraries = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", target])
        .output();
    let installed = libraries.is_ok_and(|output| {
        let folder = String::from_utf8_lossy(&output.stdout);
        Path::new(folder.trim()).is_dir()
    });
    if installed {
        return Ok(());
    }
    rustup(&["target", "add", target])
}

fn rustup(arguments: &[&str]) -> Result<(), Failure> {
    let line = format!("rustup {}", arguments.join(" "));
    println!("{line}");
    if succeeds(Command::new("rustup").args(arguments)) {
        return Ok(());
    }
    Err(Failure::new(
        format!("`{line}` did not work."),
        "Add it the way this Rust was installed, then start again.",
    ))
}

fn install_programs(programs: &[Program]) -> Result<(), Failure> {
    if missing(programs).is_empty() {
        return Ok(());
    }
    install_packages(&packages(&missing(programs)));
    let missing = missing(programs);
    if missing.is_empty() {
        return Ok(());
    }
    let what: Vec<String> = missing
        .iter()
        .map(|it| format!("`{}` is missing: it {}.", it.debian_package, it.purpose))
        .collect();
    let commands: Vec<&str> = missing.iter().map(|it| it.command).collect();
    Err(Failure::new(
        what.join("\n"),
        format!(
            "Debian, Ubuntu: `sudo apt-get install {}`. macOS: `brew install {}`.",
            packages(&missing).join(" "),
            commands.join(" ")
        ),
    ))
}

/// Packages of Debian, where this is Debian and we may.
pub fn install_packages(packages: &[&str]) {
    if is_root() && starts(Command::new("apt-get").arg("--version")) {
        println!("apt-get install {}", packages.join(" "));
        // The package lists of a fresh machine are empty or old: only then are they fetched.
        if !apt_get_install(packages) && succeeds(apt_get().arg("update")) {
            apt_get_install(packages);
        }
    }
}

fn missing(programs: &[Program]) -> Vec<&Program> {
    programs
        .iter()
        .filter(|it| !starts(Command::new(it.command).args(it.probe)))
        .collect()
}

fn packages(programs: &[&Program]) -> Vec<&'static str> {
    programs.iter().map(|it| it.debian_package).collect()
}

fn apt_get_install(packages: &[&str]) -> bool {
    succeeds(
        apt_get()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
    )
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-qq", "-o", "Dpkg::Use-Pty=0"]);
    command
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn starts(command: &mut Command) -> bool {
    succeeds(command.stdout(Stdio::null()).stderr(Stdio::null()))
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
