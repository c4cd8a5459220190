//! Two thousand pushes against an M-PESA that gets everything wrong that is known of the real one: late, lost, double and
//! contradictory results, answers that never come, tokens that end, confirmations that are dropped, queries that lie.
//! Presses are doubled and processes are cut off in between. In the end everything is known.
//!
//! Prints what happened as a table for each half: `cargo test -p system-tests --test pushes -- --nocapture`.
//! A failing run names its seed; `MALIPO_SEED=n` replays its dice.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../functions/testing/bench.rs"]
mod bench;
mod forged;
mod outcome;
mod slow;
mod tokens;
mod trade;
mod world;

use outcome::Outcome;
use trade::Trade;

/// Two halves, which have their own customers and their own dice, for the two processors of a small machine.
const SEEDS: [u64; 2] = [1, 2];

#[tokio::test]
async fn every_push_ends_in_the_truth() {
    let (seed, outcome) = push_to_the_end(SEEDS[0]).await;
    println!("seed {seed}\n{outcome}");
    outcome.is_right(seed);
}

#[tokio::test]
async fn every_push_of_the_other_half_ends_in_the_truth() {
    let (seed, outcome) = push_to_the_end(SEEDS[1]).await;
    println!("seed {seed}\n{outcome}");
    outcome.is_right(seed);
}

/// What came of one half, and the seed that its dice had.
async fn push_to_the_end(seed: u64) -> (u64, Outcome) {
    #[expect(
        clippy::disallowed_methods,
        reason = "a seed to replay is given by the person at the terminal"
    )]
    let seed = std::env::var("MALIPO_SEED").map_or(seed, |it| it.parse().expect("a number"));
    let mut trade = Trade::begin(seed).await;
    trade.goes_on().await;
    trade.comes_to_its_end().await;
    (seed, outcome::of(&trade).await)
}
