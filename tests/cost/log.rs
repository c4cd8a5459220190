//! How long the lines are that a deployment writes as it is set up: what is at INFO, and the metrics.

use runtime::metrics::Metrics;
use serde_json::Value;

use crate::log_lines;

pub fn start() {
    log_lines::start("info");
}

pub fn metrics() -> Metrics {
    log_lines::metrics("malipo-staging")
}

/// What was written since the last time: its bytes, and each line read.
pub fn take() -> (u64, Vec<Value>) {
    let text = log_lines::take();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    (u64::try_from(text.len()).unwrap(), lines.collect())
}
