//! Random days in the life of a store, with faults, checked against the invariants.
//!
//! Safety: while requests are refused, answers lost and processes crash, no invariant ever breaks.
//! Liveness: once the faults stop, everything that was acknowledged reaches its owner or a person.
//! A failing run names its seed; `MALIPO_SEED=n cargo test -p system-tests --test simulation` replays it.

#[path = "../../functions/testing/dynamodb.rs"]
mod dynamodb;

mod acts;
mod faults;
mod provider;
mod town;

use acts::Tally;
use town::Town;

/// Seeds of every run.
const SEEDS: std::ops::Range<u64> = 1..13;
/// Things that happen in one run.
const STEPS: usize = 140;
/// Steps between two checks of all invariants.
const CHECK_EVERY: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_invariant_breaks_and_everything_acknowledged_arrives() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a seed to replay is given by the person at the terminal"
    )]
    let only = std::env::var("MALIPO_SEED")
        .ok()
        .map(|seed| seed.parse::<u64>().expect("a number"));
    let seeds = only.map_or(SEEDS, |seed| seed..seed + 1);
    let mut totals = Tally::default();
    for seed in seeds {
        let mut town = Town::new(seed).await;
        for step in 0..STEPS {
            town.something_happens().await;
            if step % CHECK_EVERY == 0 {
                town.invariants_hold(&format!("step {step}")).await;
            }
        }
        town.invariants_hold("the last step").await;
        town.faults_stop().await;
        town.everything_drains().await;
        town.every_acknowledged_payment_is_there_once().await;
        town.invariants_hold("the end").await;
        totals.add(&town.tally);
    }
    println!("{totals:?}");
    assert!(
        only.is_some() || totals.is_worth_something(),
        "the dice never threw some things: {totals:?}"
    );
}
