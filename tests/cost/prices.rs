//! List prices, and what payments cost by them. Amounts are whole picodollars: a millionth of a millionth of a dollar.
//!
//! The prices are those of `eu-west-1` on AWS's pricing pages, as they were known in 2026, without free tiers and taxes.

use crate::measured::{PAYMENTS, Usage};

/// Picodollars in a dollar.
pub const DOLLAR: u64 = 1_000_000_000_000;

/// Of one in a million of them.
const PER_MILLION: u64 = 1_000_000;

/// What is assumed of Lambda, since nothing of it was measured there: milliseconds of an invocation that are billed, and
/// memory in MB as in the template.
const CALLBACKS: (u64, u64) = (20, 512);
const ASSOCIATION: (u64, u64) = (80, 256);
const ALLOCATIONS: (u64, u64) = (60, 256);
const NOTIFICATIONS: (u64, u64) = (500, 256);

/// Bytes of Lambda's own lines about an invocation; assumed.
pub const PLATFORM_LOG_BYTES: u64 = 1_000;

/// Bytes of API Gateway's line about a request; assumed.
const ACCESS_LOG_BYTES: u64 = 250;

/// For a GB-second on arm64.
const GB_SECOND: u64 = 13_333_400;

/// One line of the table.
struct Row {
    what: &'static str,
    /// Of all payments, in thousandths.
    thousandths: u64,
    /// What one of them costs.
    each: u64,
    price: &'static str,
}

/// The table of what 1,000 payments cost, in Markdown.
pub fn of_payments(usage: &Usage) -> String {
    let invocations = usage.http + usage.association + usage.allocations + usage.notifications;
    let megabyte_ms = |number: u64, (ms, megabytes): (u64, u64)| number * ms * megabytes;
    let time = megabyte_ms(usage.http, CALLBACKS)
        + megabyte_ms(usage.association, ASSOCIATION)
        + megabyte_ms(usage.allocations, ALLOCATIONS)
        + megabyte_ms(usage.notifications, NOTIFICATIONS);
    let bytes = usage.log_bytes + invocations * PLATFORM_LOG_BYTES + usage.http * ACCESS_LOG_BYTES;
    let million = |dollars_in_cents: u64| dollars_in_cents * (DOLLAR / 100) / PER_MILLION;
    let rows = [
        row(
            "API Gateway, requests",
            usage.http * 1000,
            million(111),
            "$1.11 per million",
        ),
        row(
            "Lambda, invocations",
            invocations * 1000,
            million(20),
            "$0.20 per million",
        ),
        // Thousandths of a GB-second are MB-milliseconds by 1,024.
        row(
            "Lambda, GB-seconds on arm64 (assumed)",
            time / 1024,
            GB_SECOND,
            "$0.0000133334 each",
        ),
        row(
            "DynamoDB, write request units",
            usage.half_writes * 500,
            million(7050) / 100,
            "$0.705 per million",
        ),
        row(
            "DynamoDB, read request units",
            usage.half_reads * 500,
            million(1415) / 100,
            "$0.1415 per million",
        ),
        row(
            "SQS, requests",
            usage.sqs * 1000,
            million(40),
            "$0.40 per million",
        ),
        row(
            "SNS, what SES tells",
            usage.emails * 1000,
            million(50),
            "$0.50 per million",
        ),
        row(
            "X-Ray, traces (at most)",
            invocations * 1000,
            million(500),
            "$5.00 per million",
        ),
        row(
            "CloudWatch, KB of logs (partly assumed)",
            bytes,
            million(57),
            "$0.57 per GB",
        ),
        row(
            "SES, e-mails",
            usage.emails * 1000,
            million(10_000),
            "$0.10 per 1,000",
        ),
    ];
    let mut table = String::from(
        "| what | of a payment | list price | 1,000 payments |\n|---|---:|---|---:|\n",
    );
    let mut total = 0;
    for row in rows {
        let of_one = row.thousandths / PAYMENTS;
        // Of a thousand payments.
        let cost = of_one * row.each;
        total += cost;
        table += &format!(
            "| {} | {} | {} | {} |\n",
            row.what,
            decimal(of_one),
            row.price,
            dollars(cost)
        );
    }
    table += &format!(
        "| SMS | {} | the gateway's | not of AWS |\n",
        decimal(usage.sms * 1000 / PAYMENTS)
    );
    table += &format!("| **all of AWS** | | | **{}** |\n", dollars(total));
    table
}

fn row(what: &'static str, thousandths: u64, each: u64, price: &'static str) -> Row {
    Row {
        what,
        thousandths,
        each,
        price,
    }
}

/// Thousandths, rounded to tenths.
fn decimal(thousandths: u64) -> String {
    let tenths = (thousandths + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Picodollars as dollars, rounded to a hundredth of a cent.
pub fn dollars(pico: u64) -> String {
    let rounded = (pico + DOLLAR / 20_000) / (DOLLAR / 10_000);
    format!("${}.{:04}", rounded / 10_000, rounded % 10_000)
}
