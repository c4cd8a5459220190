//! Where the lines go that a process writes about its work: JSON on AWS, one short line each on a terminal.
//! What may stand in a line: ids, codes, counts, outcomes. Never a body, a query string, a name, a number or a token.

mod line;

use std::error::Error;
use std::io::IsTerminal;

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::JsonFields;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::clock::Clock;
use crate::config::on_aws;
use crate::redaction;

use self::line::JsonLines;

/// The environment variable that says what is worth a line, as in `info,store=debug`.
pub const FILTER_VARIABLE: &str = "MALIPO_LOG";

/// Our crates, as the targets of their lines begin.
pub const OURS: [&str; 20] = [
    "allocations",
    "api",
    "association",
    "billing",
    "callbacks",
    "janitor",
    "messages",
    "notifications",
    "operations",
    "portal_app",
    "portal_documents",
    "portal_frontend",
    "portal_server",
    "providers",
    "reconciliation",
    "reminders",
    "runtime",
    "stk_push",
    "store",
    "sweeper",
];

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
    let is_first = if on_aws() {
        tracing::subscriber::set_global_default(json(filter, std::io::stderr)).is_ok()
    } else {
        let lines = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr);
        lines.compact().with_target(false).try_init().is_ok()
    };
    if !is_first {
        tracing::debug!("the log had been started before");
    }
}

/// The log as it is on AWS: what `filter` lets pass, as JSON, one object a line. Whatever the filter says, of other
/// crates nothing below INFO passes: what the SDK traces are whole requests, with everything that we store.
pub fn json<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer()
        .fmt_fields(JsonFields::new())
        .event_format(JsonLines {
            clock: Clock::system(),
        })
        .with_ansi(false)
        .with_writer(writer)
        .with_filter(filter_fn(may_be_told));
    tracing_subscriber::registry().with(filter).with(lines)
}

fn may_be_told(metadata: &Metadata<'_>) -> bool {
    let name = metadata.target().split("::").next().unwrap_or_default();
    *metadata.level() <= Level::INFO || OURS.contains(&name)
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
    use std::sync::{Arc, Mutex};

    use serde_json::Value;
    use tracing::Instrument;

    use super::*;
    use crate::request::{RequestId, carrying};

    #[derive(Debug, thiserror::Error)]
    #[error("the table did not answer")]
    struct Outer(#[source] std::io::Error);

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn block_on(work: impl Future<Output = ()>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(work);
    }

    /// What stands in the log after `work`, one value for each line.
    fn logged(directives: &str, work: impl FnOnce()) -> Vec<Value> {
        let kept = Kept::default();
        let writer = kept.clone();
        let log = json(EnvFilter::new(directives), move || writer.clone());
        tracing::subscriber::with_default(log, work);
        let bytes = kept.0.lock().unwrap().clone();
        let text = String::from_utf8(bytes).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn a_chain_holds_every_cause_and_no_number() {
        let outer = Outer(std::io::Error::other("no route for 254708374149"));
        assert_eq!(
            chain(&outer),
            "the table did not answer: no route for [number]"
        );
    }

    #[test]
    fn a_line_has_the_time_and_level_that_lambda_looks_for_and_its_fields_beside_them() {
        let lines = logged("info", || {
            tracing::warn!(
                count = 3,
                outcome = "lost",
                to = "254708374149",
                big = 254_708_374_149_u64,
                "told"
            );
        });
        let [line] = &lines[..] else {
            panic!("{lines:?}")
        };
        let timestamp = line["timestamp"].as_str().unwrap();
        assert!(
            chrono::DateTime::parse_from_rfc3339(timestamp).is_ok(),
            "{timestamp}"
        );
        assert!(
            timestamp.ends_with('Z') && timestamp.len() == 24,
            "{timestamp}"
        );
        assert_eq!(
            (&line["level"], &line["message"]),
            (&"WARN".into(), &"told".into())
        );
        assert_eq!(
            (&line["count"], &line["outcome"]),
            (&3.into(), &"lost".into())
        );
        assert_eq!(
            (&line["to"], &line["big"]),
            (&"[number]".into(), &"[number]".into())
        );
        assert_eq!(line.get("request"), None);
    }

    #[test]
    fn a_line_carries_the_innermost_request_whatever_the_filter_and_the_invocation_beside_it() {
        let lines = logged("info", || {
            let inner = carrying(RequestId::parse("req-1").unwrap(), async {
                tracing::info!("inner")
            });
            let outer = async {
                tracing::info!("outer");
                inner.await;
            };
            block_on(outer.instrument(tracing::info_span!(
                "Lambda runtime invoke",
                requestId = "inv-1"
            )));
        });
        assert_eq!(
            (&lines[0]["request"], lines[0].get("invocation")),
            (&"inv-1".into(), None)
        );
        assert_eq!(
            (&lines[1]["request"], &lines[1]["invocation"]),
            (&"req-1".into(), &"inv-1".into())
        );
        let lines = logged("warn", || {
            let inner = carrying(RequestId::parse("req-1").unwrap(), async {
                tracing::warn!("inner")
            });
            block_on(inner);
        });
        assert_eq!(lines[0]["request"], "req-1");
    }

    #[test]
    fn of_other_crates_nothing_below_info_is_told() {
        let lines = logged("trace", || {
            tracing::trace!(target: "aws_smithy_runtime::client", "a whole request");
            tracing::debug!(target: "hyper", "a header");
            tracing::info!(target: "hyper", "a connection");
            tracing::trace!(target: "store::client", "ours");
        });
        let told: Vec<_> = lines.iter().map(|line| line["message"].clone()).collect();
        assert_eq!(told, ["a connection", "ours"]);
    }
}
