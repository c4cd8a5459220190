//! Every test program, several at a time.
//!
//! `cargo test` runs one program after another, and most of them wait most of the time: for a clock, a socket, a
//! program they started. What cargo builds is run here as cargo would run it, just not in a row.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};
use std::{env, io, thread};

use serde_json::Value;

use crate::cargo;
use crate::failure::Failure;

const BUILD: &[&str] = &[
    "test",
    "--workspace",
    "--no-run",
    "--message-format=json-render-diagnostics",
];

/// Begins first, so that the others end beside it. The order of the rest is cargo's.
const LONGEST: &str = "tests test pushes";

/// One program with tests in it.
#[derive(Debug, PartialEq)]
struct Program {
    /// As one tells cargo: the package, and the target in it.
    name: String,
    executable: PathBuf,
    /// Where cargo runs it.
    package: PathBuf,
}

struct Finished {
    name: String,
    output: io::Result<Output>,
    took: Duration,
}

/// Builds and runs all of them, and the examples in the documentation.
pub fn run() -> Result<(), Failure> {
    let messages = cargo::output(BUILD)?;
    let mut programs: Vec<Program> = String::from_utf8_lossy(&messages)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter_map(|message| program(&message))
        .collect();
    if programs.is_empty() {
        return Err(Failure::new(
            "cargo built no test programs.",
            "Does it still tell them as JSON?",
        ));
    }
    programs.sort_by_key(|program| program.name != LONGEST);
    let mut failed = run_all(programs);
    if let Err(failure) = cargo::run(&["test", "--workspace", "--doc"], &[]) {
        failed.push(failure.what);
    }
    if failed.is_empty() {
        return Ok(());
    }
    failed.sort();
    Err(Failure::new(
        format!("Tests failed: {}.", failed.join(", ")),
        "Each tells its own above. One again: `cargo test --workspace --test NAME`.",
    ))
}

/// The program that a message of cargo's tells of, if it is one of tests.
fn program(message: &Value) -> Option<Program> {
    if !message.get("profile")?.get("test")?.as_bool()? {
        return None;
    }
    let package = Path::new(message.get("manifest_path")?.as_str()?).parent()?;
    let target = message.get("target")?;
    let kind = target.get("kind")?.get(0)?.as_str()?;
    Some(Program {
        name: format!(
            "{} {kind} {}",
            package.file_name()?.to_str()?,
            target.get("name")?.as_str()?
        ),
        executable: message.get("executable")?.as_str()?.into(),
        package: package.to_owned(),
    })
}

/// Runs them, as many at a time as there are processors; the names of those that failed.
fn run_all(programs: Vec<Program>) -> Vec<String> {
    let count = programs.len();
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let waiting = Mutex::new(programs.into_iter());
    let (done, finished) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..at_once {
            let done = done.clone();
            scope.spawn(|| work(&waiting, done));
        }
        drop(done);
        finished
            .iter()
            .enumerate()
            .filter_map(|(index, one)| tell(index + 1, count, one))
            .collect()
    })
}

fn work(waiting: &Mutex<impl Iterator<Item = Program>>, done: Sender<Finished>) {
    while let Some(program) = next(waiting) {
        let began = Instant::now();
        let output = start(&program);
        let finished = Finished {
            name: program.name,
            output,
            took: began.elapsed(),
        };
        if done.send(finished).is_err() {
            return;
        }
    }
}

/// Of its own, so that the lock is held for this alone.
fn next(waiting: &Mutex<impl Iterator<Item = Program>>) -> Option<Program> {
    waiting.lock().ok()?.next()
}

fn start(program: &Program) -> io::Result<Output> {
    Command::new(&program.executable)
        .current_dir(&program.package)
        .env("CARGO_MANIFEST_DIR", &program.package)
        .env("CARGO", env::var_os("CARGO").unwrap_or("cargo".into()))
        .stdin(Stdio::null())
        .output()
}

/// Shows what a program said; its name if it failed.
fn tell(number: usize, count: usize, finished: Finished) -> Option<String> {
    let Finished { name, output, took } = finished;
    println!(
        "\n[{number} of {count}] {name} ({:.1} s)",
        took.as_secs_f64()
    );
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            println!("It did not start: {error}");
            return Some(name);
        }
    };
    print!("{}", String::from_utf8_lossy(&output.stdout));
    print!("{}", String::from_utf8_lossy(&output.stderr));
    if output.status.success() {
        return None;
    }
    println!("{name} failed ({}).", output.status);
    Some(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn built(kind: &str, test: bool, executable: Option<&str>) -> Value {
        json!({
            "reason": "compiler-artifact",
            "manifest_path": "/malipo/functions/api/Cargo.toml",
            "target": {"kind": [kind], "name": "api"},
            "profile": {"test": test},
            "executable": executable,
        })
    }

    #[test]
    fn only_programs_of_tests_are_run_each_in_its_package() {
        let found = program(&built("test", true, Some("/debug/deps/api-1f"))).unwrap();
        assert_eq!(found.name, "api test api");
        assert_eq!(found.package, Path::new("/malipo/functions/api"));
        for other in [
            built("bin", false, Some("/debug/api")),
            built("lib", false, None),
            json!({"reason": "build-finished", "success": true}),
        ] {
            assert_eq!(program(&other), None, "{other}");
        }
    }

    #[test]
    fn every_program_is_run_and_those_that_fail_are_named() {
        let shell = |name: &str, executable: &str| Program {
            name: name.to_owned(),
            executable: executable.into(),
            package: env::temp_dir(),
        };
        let mut failed = run_all(vec![
            shell("fails", "false"),
            shell("passes", "true"),
            shell("is not there", "/nowhere/at/all"),
            shell("passes too", "true"),
        ]);
        failed.sort();
        assert_eq!(failed, ["fails", "is not there"]);
    }
}
