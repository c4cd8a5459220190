//! The program `malipo`.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    malipo::command::Command::parse().run()
}
