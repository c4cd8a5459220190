//! Allocation, for any payment and any instalments: nothing appears, nothing is overpaid, order does not matter.

use std::collections::BTreeSet;

use billing::allocation::{OpenInstalment, Share, Wanted, allocate, choose};
use billing::civil;
use billing::ids::{CustomerId, ObligationId};
use billing::money::{Currency, Money};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn money(cents: i64) -> Money {
    Money::from_cents(cents, Currency::Kes).expect("in range")
}

fn obligation(number: u32) -> ObligationId {
    let customer = CustomerId::parse("cus_10000012").expect("an id");
    ObligationId::new(&customer, &format!("o{number}")).expect("an id")
}

fn instalment() -> impl Strategy<Value = OpenInstalment> {
    (0_u32..6, 1_u32..5, 0_u64..40, 0_u64..3, 0_i64..5_000).prop_map(
        |(id, number, due, created, cents)| {
            let first = NaiveDate::default();
            OpenInstalment {
                obligation: obligation(id),
                number,
                due_on: first + Days::new(due),
                created_at: civil::start_of_day(first + Days::new(created)),
                outstanding: money(cents),
            }
        },
    )
}

/// Instalments without repetition.
fn open() -> impl Strategy<Value = Vec<OpenInstalment>> {
    prop::collection::vec(instalment(), 0..20).prop_map(|mut open| {
        let mut seen = BTreeSet::new();
        open.retain(|dose| seen.insert((dose.obligation.clone(), dose.number)));
        open
    })
}

fn total(shares: &[Share]) -> Money {
    Money::sum(Currency::Kes, shares.iter().map(|share| share.amount)).expect("in range")
}

/// Each share is positive, of an open instalment, at most what it needs, and no instalment occurs twice.
fn check(shares: &[Share], open: &[OpenInstalment]) -> Result<(), TestCaseError> {
    let mut seen = BTreeSet::new();
    for share in shares {
        let dose = open
            .iter()
            .find(|dose| dose.obligation == share.obligation && dose.number == share.instalment)
            .expect("a share of an open instalment");
        prop_assert!(share.amount.is_positive());
        prop_assert_eq!(share.amount.at_most(dose.outstanding), share.amount);
        prop_assert!(seen.insert((&share.obligation, share.instalment)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn nothing_appears_and_nothing_is_overpaid(
        open in open(),
        cents in 0_i64..30_000,
        pointed in prop::collection::vec((0_u32..8).prop_map(obligation), 0..4),
        limit in 0_usize..25,
    ) {
        let available = money(cents);
        let shares = allocate(available, &open, &pointed, limit);
        check(&shares, &open)?;
        prop_assert!(shares.len() <= limit);
        prop_assert_eq!(total(&shares).at_most(available), total(&shares));
        let needed = Money::sum(Currency::Kes, open.iter().map(|dose| dose.outstanding)).expect("in range");
        if limit >= open.len() {
            prop_assert_eq!(total(&shares), available.at_most(needed));
        }
    }

    #[test]
    fn the_order_in_which_instalments_are_listed_does_not_matter(open in open(), cents in 0_i64..30_000) {
        let mut reversed = open.clone();
        reversed.reverse();
        prop_assert_eq!(
            allocate(money(cents), &open, &[], 45),
            allocate(money(cents), &reversed, &[], 45)
        );
    }

    #[test]
    fn an_older_instalment_is_never_left_open_for_a_younger_one(open in open(), cents in 0_i64..30_000) {
        let shares = allocate(money(cents), &open, &[], 45);
        let paid = |dose: &OpenInstalment| {
            let share = shares.iter().find(|share| share.obligation == dose.obligation && share.instalment == dose.number);
            share.map_or(money(0), |share| share.amount)
        };
        for younger in open.iter().filter(|dose| paid(dose).is_positive()) {
            for older in open.iter().filter(|dose| dose.due_on < younger.due_on) {
                prop_assert_eq!(paid(older), older.outstanding);
            }
        }
    }

    #[test]
    fn a_choice_is_served_exactly_or_refused(
        open in open(),
        cents in 0_i64..30_000,
        wanted in prop::collection::vec((0_u32..7, prop::option::of(1_u32..5), prop::option::of(-5_i64..6_000)), 0..6),
    ) {
        let wanted: Vec<Wanted> = wanted
            .into_iter()
            .map(|(id, instalment, cents)| Wanted {
                obligation: obligation(id),
                instalment,
                amount: cents.map(money),
            })
            .collect();
        if let Ok(shares) = choose(money(cents), &open, &wanted) {
            check(&shares, &open)?;
            prop_assert_eq!(total(&shares).at_most(money(cents)), total(&shares));
            for want in wanted.iter().filter(|want| want.amount.is_some()) {
                let of_want: Vec<Share> = shares
                    .iter()
                    .filter(|share| share.obligation == want.obligation)
                    .filter(|share| want.instalment.is_none_or(|number| number == share.instalment))
                    .cloned()
                    .collect();
                prop_assert_eq!(Some(total(&of_want)), want.amount);
            }
        }
    }
}
