//! The programs that are deployed, started as Lambda starts them and asked as Lambda asks them, with what the template
//! gives each: what they answer, what they do when something is silent or missing, and how fast they start.
//!
//! It knows none of our crates but those that stand in for AWS and for the outside parties.

#![expect(
    clippy::print_stdout,
    reason = "a check tells what it found on standard output"
)]

mod start_up;

mod checks;

mod bench;
mod event;
mod stack;

mod function;
mod runtime_api;

mod template;

mod options;
mod report;

use std::env;
use std::process::ExitCode;

use bench::Bench;
use options::Options;
use report::Report;
use template::Fault;

#[tokio::main]
async fn main() -> ExitCode {
    let mut report = Report::default();
    if let Err(error) = run(&mut report).await {
        report.check("the rest", Err(error));
    }
    if report.end() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn run(report: &mut Report) -> Result<(), Fault> {
    let options = Options::parse(env::args().skip(1))?;
    let bench = Bench::new(&options).await?;
    let journey = checks::journey::check(&bench, report).await?;
    checks::refusals::check(&bench, report).await;
    checks::silence::check(&bench, report, &journey).await?;
    // Last, since the Python function leaves messages on the queue that are none of ours.
    start_up::check(&bench, report, &journey, &options).await?;
    if let Some(program) = &options.arm64 {
        start_up::emulated(&bench, report, &journey, program).await?;
    }
    Ok(())
}
