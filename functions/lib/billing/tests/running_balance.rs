//! Chains of confirmations with some of them lost: exactly what was lost is missed, in whatever order they arrive.

use billing::money::{Currency, Money};
use billing::receipt::Receipt;
use billing::running_balance::{Confirmation, Gap, GapKind, gaps};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

const OPENING_CENTS: i64 = 50_000_000;

/// What happens to a short code.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// So many seconds later somebody pays so many cents, and whether we hear of it.
    Payment(i64, i64, bool),
    /// So many seconds later a part of the money goes to the bank: a half, a third, or with 1 all of it.
    Withdrawal(i64, i64),
}

fn payment(heard: impl Strategy<Value = bool>) -> impl Strategy<Value = Event> {
    // Few amounts and many equal seconds, so that balances and times repeat.
    (0_i64..3, 1_i64..6, heard)
        .prop_map(|(seconds, cents, heard)| Event::Payment(seconds, cents * 10_000, heard))
}

fn withdrawal(parts: std::ops::Range<i64>) -> impl Strategy<Value = Event> {
    (5_i64..9, parts).prop_map(|(seconds, part)| Event::Withdrawal(seconds, part))
}

/// Every payment, and whether we heard of it.
fn run(events: &[Event]) -> Vec<(Confirmation, bool)> {
    let mut at: DateTime<Utc> = "2026-12-07T05:00:00Z".parse().expect("an instant");
    let mut balance = OPENING_CENTS;
    let mut rows = Vec::new();
    for (index, event) in events.iter().enumerate() {
        match *event {
            Event::Payment(seconds, cents, heard) => {
                at += TimeDelta::seconds(seconds);
                balance += cents;
                // Against the order of time, so that it cannot help.
                let receipt = format!("R{:05}", 99_999 - index);
                let confirmation = Confirmation {
                    receipt: Receipt::parse(&receipt).expect("a receipt"),
                    paid_at: at,
                    amount: money(cents),
                    balance_after: Some(money(balance)),
                };
                rows.push((confirmation, heard));
            }
            Event::Withdrawal(seconds, part) => {
                balance -= balance / part;
                // The next payment is clearly later than the last one before the withdrawal.
                at += TimeDelta::seconds(seconds);
            }
        }
    }
    rows
}

fn money(cents: i64) -> Money {
    Money::from_cents(cents, Currency::Kes).expect("in range")
}

fn heard(rows: &[(Confirmation, bool)]) -> Vec<Confirmation> {
    let heard = rows.iter().filter(|(_, heard)| *heard);
    heard
        .map(|(confirmation, _)| confirmation.clone())
        .collect()
}

/// The sums that are missing between payments that we heard of, in order.
fn lost_sums(rows: &[(Confirmation, bool)]) -> Vec<i64> {
    let first = rows.iter().position(|(_, heard)| *heard);
    let last = rows.iter().rposition(|(_, heard)| *heard);
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    rows[first..=last]
        .chunk_by(|(_, one), (_, next)| one == next)
        .filter(|run| !run[0].1)
        .map(|run| run.iter().map(|(it, _)| it.amount.cents()).sum())
        .collect()
}

fn differences(gaps: &[Gap]) -> Vec<i64> {
    gaps.iter().map(|gap| gap.difference.cents()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn exactly_what_was_lost_is_missed(
        (rows, shuffled) in prop::collection::vec(payment(prop::bool::weighted(0.8)), 0..60)
            .prop_map(|events| run(&events))
            .prop_flat_map(|rows| (Just(rows.clone()), Just(heard(&rows)).prop_shuffle())),
    ) {
        let found = gaps(&shuffled);
        prop_assert_eq!(differences(&found), lost_sums(&rows));
        prop_assert!(found.iter().all(|gap| gap.open && gap.kind == GapKind::MoneyIn));
        prop_assert_eq!(gaps(&heard(&rows)), found);
    }

    #[test]
    fn what_is_found_without_a_balance_fills_what_was_lost(
        (rows, shuffled) in prop::collection::vec(payment(prop::bool::weighted(0.8)), 0..40)
            .prop_map(|events| run(&events))
            .prop_flat_map(|rows| {
                let reports: Vec<Confirmation> = rows
                    .iter()
                    .cloned()
                    .map(|(mut it, heard)| {
                        it.balance_after = it.balance_after.filter(|_| heard);
                        it
                    })
                    .collect();
                (Just(rows), Just(reports).prop_shuffle())
            }),
    ) {
        let found = gaps(&shuffled);
        prop_assert_eq!(differences(&found), lost_sums(&rows));
        let amount_of = |receipt: &Receipt| {
            let row = rows.iter().find(|(it, _)| it.receipt == *receipt).expect("reported");
            assert!(!row.1, "a payment with a balance fills nothing");
            row.0.amount.cents()
        };
        let mut filling: Vec<&Receipt> = Vec::new();
        for gap in &found {
            let sum: i64 = gap.filled_by.iter().map(amount_of).sum();
            prop_assert_eq!(gap.open, gap.filled_by.is_empty());
            prop_assert!(gap.open || sum == gap.difference.cents());
            filling.extend(&gap.filled_by);
        }
        let uses = filling.len();
        filling.sort_unstable();
        filling.dedup();
        prop_assert_eq!(uses, filling.len(), "a payment fills one gap at most");
    }

    #[test]
    fn withdrawals_are_told_and_never_taken_for_lost_payments(
        (rows, shuffled) in prop::collection::vec(
            prop_oneof![4 => payment(Just(true)), 1 => withdrawal(1..4)],
            0..60,
        )
        .prop_map(|events| run(&events))
        .prop_flat_map(|rows| (Just(rows.clone()), Just(heard(&rows)).prop_shuffle())),
    ) {
        let found = gaps(&shuffled);
        prop_assert!(found.iter().all(|gap| !gap.open && gap.kind == GapKind::MoneyOut));
        prop_assert_eq!(gaps(&heard(&rows)), found);
    }

    #[test]
    fn whatever_happened_every_difference_is_told_and_repetitions_change_nothing(
        (rows, shuffled) in prop::collection::vec(
            prop_oneof![
                // Amounts that hardly repeat: what is booked between two confirmations is then beyond doubt.
                4 => (0_i64..3, 1_i64..5_000_000, prop::bool::weighted(0.8))
                    .prop_map(|(seconds, cents, heard)| Event::Payment(seconds, cents, heard)),
                1 => withdrawal(1..4),
            ],
            0..60,
        )
        .prop_map(|events| run(&events))
        .prop_flat_map(|rows| {
            let mut reports = heard(&rows);
            reports.extend(heard(&rows).into_iter().step_by(3));
            (Just(rows), Just(reports).prop_shuffle())
        }),
    ) {
        let booked = heard(&rows);
        let expected: Vec<i64> = booked
            .windows(2)
            .map(|pair| {
                let balance = |it: &Confirmation| it.balance_after.expect("heard").cents();
                balance(&pair[1]) - pair[1].amount.cents() - balance(&pair[0])
            })
            .filter(|cents| *cents != 0)
            .collect();
        let found = gaps(&shuffled);
        prop_assert_eq!(differences(&found), expected);
        prop_assert_eq!(gaps(&booked), found.clone());
        prop_assert!(found.iter().all(|gap| gap.open == gap.difference.is_positive()));
    }
}
