//! What 1,000 payments cost on AWS: units measured by having every function do its work, times list prices.
//!
//! `cargo test -p system-tests --test cost -- --nocapture` prints the two tables of `infra/OPERATIONS.md`, which have to
//! stand there as they are printed.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../functions/testing/bench.rs"]
mod bench;
#[path = "../../functions/testing/log_lines.rs"]
mod log_lines;
#[path = "../observability/stage.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod stage;

mod log;
mod measured;
mod month;
mod prices;

/// Where the tables are for people to read.
const GUIDE: &str = include_str!("../../infra/OPERATIONS.md");

#[tokio::test]
async fn the_guide_says_what_payments_and_a_month_cost() {
    let (usage, sweep) = measured::payments().await;
    let tables = [prices::of_payments(&usage), month::fixed(sweep)];
    let printed = tables.concat();
    println!("{printed}");
    for row in printed.lines() {
        assert!(
            GUIDE.lines().any(|line| line == row),
            "infra/OPERATIONS.md lacks\n{row}\nof\n{printed}"
        );
    }
}
