//! `cargo dev` and `cargo verify`: starting Malipo on one machine, and every check there is.
//!
//! Owns what the build needs from a machine and the order of the checks. Knows nothing of payments,
//! and links none of our crates: it must build in seconds where nothing has been built before.

#![expect(
    clippy::print_stdout,
    reason = "a command line talks on standard output"
)]

mod dev;
mod verify;

mod machine;

mod artefacts;
mod browser;
mod compare_page;
mod frontend;
mod lambda;
mod screenshots;
mod stack;

mod advisories;
mod holidays;
mod licences;
mod template;
mod test_programs;

mod calendar;
mod cargo;
mod failure;
mod lockfile;
mod node;
mod python;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use failure::Failure;

const USAGE: &str = "\
Usage:
  cargo dev [ARGUMENTS]           start Malipo on this machine; arguments go to `malipo serve`
  cargo verify [--list] [--only STEP]... [--keep-going]
                                  run every check, or only the named ones
  cargo run --package tasks -- frontend
                                  make the live elements of the portal, to be built into it
  cargo run --package tasks -- artefacts [--x86-64]
                                  build, pack and weigh every function that is deployed to AWS
  cargo run --package tasks -- lambda [--arm64]
                                  try those programs as Lambda runs them, and measure their start
  cargo run --package tasks -- stack [--store-tests]
                                  create the stack on an emulator of AWS and use it, or test the store on its DynamoDB
  cargo run --package tasks -- screenshots
                                  take the pictures of the main pages anew
  cargo run --package tasks -- compare-page
                                  measure a page of 1,000 rows beside a plain Node server
  cargo run --package tasks -- advisories-refresh --from DIR
                                  take a new snapshot of the RustSec advisory database in DIR
";

fn main() -> ExitCode {
    match run(env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Vec<OsString>) -> Result<(), Failure> {
    if arguments.is_empty() {
        print!("{USAGE}");
        return Ok(());
    }
    let command = arguments.remove(0);
    if command == "dev" {
        return dev::start(&arguments);
    }
    let words = texts(arguments)?;
    match command.to_str() {
        Some("verify") => verify::run(&words),
        Some("frontend") if words.is_empty() => frontend::build(),
        Some("artefacts") => artefacts::run(&words),
        Some("lambda") => lambda::run(&words),
        Some("stack") => stack::run(&words),
        Some("screenshots") if words.is_empty() => screenshots::take(),
        Some("compare-page") if words.is_empty() => compare_page::measure(),
        Some("advisories-refresh") => advisories::refresh(&words),
        Some("help" | "--help" | "-h") => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::new(format!("unknown task {command:?}"), USAGE)),
    }
}

fn texts(arguments: Vec<OsString>) -> Result<Vec<String>, Failure> {
    arguments
        .into_iter()
        .map(|argument| {
            argument
                .into_string()
                .map_err(|it| Failure::new(format!("{it:?} is not valid UTF-8"), USAGE))
        })
        .collect()
}
