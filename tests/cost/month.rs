//! What a deployment costs in a month in which nobody pays.

use crate::measured::Sweep;
use crate::prices::{DOLLAR, PLATFORM_LOG_BYTES, dollars};

const TEMPLATE: &str = include_str!("../../infra/template.yaml");

const METRICS: &str = include_str!("../../functions/lib/runtime/src/metrics.rs");

/// Of a month of thirty days.
const MINUTES: u64 = 30 * 24 * 60;

/// Lambda asks each queue from five places at once, twenty seconds at a time, as AWS documents.
const POLLS_A_MINUTE: u64 = 5 * 3;

/// Channels by which messages are counted too, and the metrics that are.
const BY_CHANNEL: u64 = 2 * 3;

/// The table of what a month costs, in Markdown.
pub fn fixed(sweep: Sweep) -> String {
    let queues = count("AWS::Lambda::EventSourceMapping");
    let secrets = count("AWS::SecretsManager::Secret");
    let dashboards = count("AWS::CloudWatch::Dashboard");
    let filters = count("AWS::Logs::MetricFilter");
    let named = METRICS
        .lines()
        .filter(|line| line.trim().starts_with("Self::") && line.contains(" => \""));
    let metrics = u64::try_from(named.count()).unwrap() + BY_CHANNEL + filters;
    // Each alarm is paid for by the metrics that it looks at.
    let looked_at = TEMPLATE.lines().filter(|line| {
        line.trim()
            .trim_start_matches("- ")
            .starts_with("MetricName:")
    });
    let alarms = u64::try_from(looked_at.count()).unwrap() - filters;
    let log_bytes = MINUTES * (sweep.log_bytes + PLATFORM_LOG_BYTES);
    let rows = [
        (
            "metrics of our own",
            metrics,
            "$0.30 each",
            metrics * DOLLAR * 3 / 10,
        ),
        (
            "metrics that alarms look at",
            alarms,
            "$0.10 each",
            alarms * DOLLAR / 10,
        ),
        (
            "the dashboard",
            dashboards,
            "$3.00",
            dashboards * 3 * DOLLAR,
        ),
        (
            "secrets that the stack makes",
            secrets,
            "$0.40 each",
            secrets * DOLLAR * 4 / 10,
        ),
        (
            "SQS, asking empty queues",
            queues * POLLS_A_MINUTE * MINUTES,
            "$0.40 per million",
            queues * POLLS_A_MINUTE * MINUTES * DOLLAR * 4 / 10_000_000,
        ),
        (
            "DynamoDB, read request units of the sweeper",
            sweep.half_reads * MINUTES / 2,
            "$0.1415 per million",
            sweep.half_reads * MINUTES * DOLLAR / 10_000 * 1415 / 2 / 1_000_000,
        ),
        (
            "CloudWatch, MB of logs of the sweeper (partly assumed)",
            log_bytes / 1_000_000,
            "$0.57 per GB",
            // $0.57 for a GB is 570 picodollars for a byte.
            log_bytes * 570,
        ),
    ];
    let mut table =
        String::from("| what | how many | list price | a month |\n|---|---:|---|---:|\n");
    let mut total = 0;
    for (what, number, price, cost) in rows {
        total += cost;
        table += &format!("| {what} | {number} | {price} | {} |\n", dollars(cost));
    }
    table
        + &format!(
            "| **a month without payments** | | | **{}** |\n",
            dollars(total)
        )
}

/// Resources of the template of one type.
fn count(kind: &str) -> u64 {
    let resources = TEMPLATE
        .lines()
        .filter(|line| line.trim() == format!("Type: {kind}"));
    u64::try_from(resources.count()).unwrap()
}
