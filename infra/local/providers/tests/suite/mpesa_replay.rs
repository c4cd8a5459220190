//! The same seed and the same calls, and the same truth.

use std::time::Duration;

use futures::future::join_all;
use local_providers::mpesa::callback::CallbackKind;
use local_providers::mpesa::oddities::Oddities;
use local_providers::mpesa::phone::AutoAnswer;
use local_providers::mpesa::truth::{Outcome, Truth};
use local_providers::sms::oddities::Odds;

use crate::mpesa_stage::{MpesaStage, PUSH};

const PUSHES: usize = 120;

#[tokio::test]
async fn the_same_seed_has_the_same_truth_and_another_one_has_not() {
    let first = town(1, false).await;
    assert_eq!(town(1, false).await, first);
    assert_ne!(town(2, false).await, first);
}

#[tokio::test]
async fn calls_that_overtake_one_another_change_no_outcome() {
    let one_by_one = outcomes(&town(1, false).await);
    assert_eq!(outcomes(&town(1, true).await), one_by_one);
}

#[tokio::test]
async fn with_every_oddity_money_moves_exactly_for_what_is_paid() {
    let truth = town(3, false).await;
    let paid: Vec<&String> = truth
        .pushes
        .iter()
        .filter_map(|it| match &it.outcome {
            Outcome::Paid { receipt } => Some(receipt),
            _ => None,
        })
        .collect();
    let mut receipts: Vec<&String> = truth.receipts.iter().map(|it| &it.receipt).collect();
    receipts.sort();
    let mut sorted = paid.clone();
    sorted.sort();
    assert_eq!(sorted, receipts);
    assert!(paid.len() > PUSHES / 10, "{}", paid.len());
    assert!(truth.pushes.iter().all(|it| it.outcome != Outcome::Open));
    assert!(truth.pushes.iter().all(|it| it.prompted <= 1));
    let mut balance = 1000;
    for receipt in &truth.receipts {
        balance += i64::from(receipt.amount_shillings);
        assert_eq!(receipt.balance_after_shillings, balance);
    }
}

/// Many pushes with every oddity on at random, and what became of them.
async fn town(seed: u64, at_once: bool) -> Truth {
    let stage = MpesaStage::seeded(seed).await;
    stage.register("v2", "Completed").await;
    stage.handle.change(|it| {
        *it = Oddities::at_random(60);
        it.delays.ack_slow_by = Duration::from_millis(1);
        // Who has no token never gets so far, and nobody here asks for another one.
        it.token_lost = Odds::Never;
        // Like an answer that is cut, but that it takes time.
        it.ack_never = Odds::Never;
    });
    stage.handle.auto_answer(Some(AutoAnswer {
        pay: 6,
        wrong_pin: 1,
        cancel: 1,
        ignore: 1,
        no_money: 1,
        after_s: 1..=70,
    }));
    for half in [0..PUSHES / 2, PUSHES / 2..PUSHES] {
        let calls = half.map(|nth| push(&stage, nth));
        if at_once {
            join_all(calls).await;
        } else {
            for call in calls {
                call.await;
            }
        }
        stage.pass(200).await;
    }
    stage.pass(3600).await;
    assert!(!stage.heard(CallbackKind::Confirmation).is_empty());
    stage.handle.truth()
}

async fn push(stage: &MpesaStage, nth: usize) {
    let phone = format!("2547100000{:02}", nth % (PUSHES / 2));
    let order = stage.order(&phone, 5);
    if let Err(cut) = stage.request(PUSH, &order).send().await {
        assert!(!cut.is_connect() && !cut.is_timeout(), "{cut}");
    }
}

/// What became of each push, in an order that does not depend on that of the calls.
fn outcomes(truth: &Truth) -> Vec<String> {
    let mut outcomes: Vec<String> = truth.pushes.iter().map(|it| format!("{it:?}")).collect();
    outcomes.sort();
    outcomes
}
