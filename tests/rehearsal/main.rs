//! Thirty days of reminders under trouble: runs that are cut off, run twice or missed, and an SMS gateway that times
//! out, fails by halves and repeats itself. At the end every expected message has arrived once.
//!
//! Prints the month as a table: `cargo test -p system-tests --test rehearsal -- --nocapture`.
//! A failing run names its seed; `MALIPO_SEED=n` replays its dice.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

#[path = "../../functions/testing/bench.rs"]
mod bench;
mod expectation;
mod interrupted;
mod month;
mod outcome;
mod town;

use month::Month;

/// Seeds of every run.
const SEEDS: std::ops::Range<u64> = 1..3;

#[tokio::test]
async fn every_expected_message_arrives_once_in_thirty_days_of_trouble() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a seed to replay is given by the person at the terminal"
    )]
    let only = std::env::var("MALIPO_SEED")
        .ok()
        .map(|seed| seed.parse::<u64>().expect("a number"));
    let seeds = only.map_or(SEEDS, |seed| seed..seed + 1);
    for seed in seeds {
        let mut month = Month::begin(seed).await;
        month.pass().await;
        let outcome = month.outcome().await;
        println!("seed {seed}: {}\n{outcome}", month.trouble);
        assert!(
            month.trouble.is_worth_something(),
            "seed {seed}: {}",
            month.trouble
        );
        assert_eq!(outcome.complaints, Vec::<String>::new(), "seed {seed}");
        let broken = operations::check::check(&month.town.bench.context.store).await;
        assert_eq!(broken.unwrap().broken, vec![], "seed {seed}");
    }
}
