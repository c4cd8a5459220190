//! CloudWatch's embedded metric format: a line of the log that CloudWatch reads figures from.
//! Source: "Specification: Embedded metric format" in the user guide of Amazon CloudWatch.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Metric, Tally};

/// Where CloudWatch keeps our figures.
const NAMESPACE: &str = "Malipo";

const OF_STACK: &[&[&str]] = &[&["Stack"]];

/// CloudWatch keeps the figure twice: of the channel, and of all channels together.
const OF_CHANNEL: &[&[&str]] = &[&["Stack"], &["Stack", "Channel"]];

#[derive(Serialize)]
struct Line<'a> {
    #[serde(rename = "_aws")]
    about: About,
    #[serde(rename = "Stack")]
    stack: &'a str,
    #[serde(rename = "Channel", skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    #[serde(flatten)]
    values: BTreeMap<&'static str, Box<RawValue>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct About {
    /// Milliseconds since 1970.
    timestamp: i64,
    #[serde(rename = "CloudWatchMetrics")]
    directives: [Directive; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Directive {
    namespace: &'static str,
    dimensions: &'static [&'static [&'static str]],
    metrics: Vec<Definition>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Definition {
    name: &'static str,
    unit: &'static str,
}

/// The line that tells figures; nothing where there are none.
pub(super) fn line(
    stack: &str,
    channel: Option<&str>,
    tally: &Tally,
    now: DateTime<Utc>,
) -> Option<String> {
    if tally.is_empty() {
        return None;
    }
    let definition = |metric: &Metric| Definition {
        name: metric.name(),
        unit: metric.unit(),
    };
    let line = Line {
        about: About {
            timestamp: now.timestamp_millis(),
            directives: [Directive {
                namespace: NAMESPACE,
                dimensions: channel.map_or(OF_STACK, |_| OF_CHANNEL),
                metrics: tally.keys().map(definition).collect(),
            }],
        },
        stack,
        channel,
        values: tally
            .iter()
            .filter_map(|(metric, value)| Some((metric.name(), number(*value)?)))
            .collect(),
    };
    serde_json::to_string(&line).ok()
}

/// The very digits, since a float might have others. A decimal is always written as JSON writes a number.
fn number(value: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(value.to_string()).ok()
}
