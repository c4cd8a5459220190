//! The log with as much as a deployment can be set to tell: everything of ours, and of others what is at INFO.

use runtime::logging::OURS;
use runtime::metrics::Metrics;
use serde_json::Value;

use crate::log_lines;
pub use crate::log_lines::text;

pub fn start() {
    let ours = OURS.map(|name| format!("{name}=trace")).join(",");
    log_lines::start(&format!("trace,{ours}"));
}

pub fn metrics() -> Metrics {
    log_lines::metrics("malipo-test")
}

/// Everything that was written until now, each line read.
pub fn lines() -> Vec<Value> {
    text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
