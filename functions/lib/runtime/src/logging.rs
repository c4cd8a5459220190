//! Where the lines go that a process writes about its work: JSON on AWS, one short line each on a terminal.
//! What may stand in a line: ids, codes, counts, outcomes. Never a body, a query string, a name, a number or a token.

use std::error::Error;
use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::config::on_aws;
use crate::redaction;

/// The environment variable that says what is worth a line, as in `info,store=debug`.
pub const FILTER_VARIABLE: &str = "MALIPO_LOG";

/// The embedded engine warns of every condition that does not hold, which here is how a duplicate is found.
const ENGINE_FILTER: &str = "dynoxide=error";

/// Starts the log of the whole process, on standard error. A second start changes nothing.
pub fn start() {
    let mut filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .with_env_var(FILTER_VARIABLE)
        .from_env_lossy();
    if let Ok(engine) = ENGINE_FILTER.parse() {
        filter = filter.add_directive(engine);
    }
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let started = if on_aws() {
        // CloudWatch adds the time itself.
        lines.json().flatten_event(true).without_time().try_init()
    } else {
        lines.compact().with_target(false).try_init()
    };
    if started.is_err() {
        tracing::debug!("the log had been started before");
    }
}

/// An error with all its causes in one line, with people's numbers taken out.
#[must_use]
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line.push_str(": ");
        line.push_str(&error.to_string());
        cause = error.source();
    }
    redaction::text(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the table did not answer")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn a_chain_holds_every_cause_and_no_number() {
        let outer = Outer(std::io::Error::other("no route for 254708374149"));
        assert_eq!(
            chain(&outer),
            "the table did not answer: no route for [number]"
        );
    }
}
