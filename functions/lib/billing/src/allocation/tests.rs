//! What a payment settles, by itself and as a person asked.

use chrono::NaiveDate;

use crate::allocation::{
    ALLOCATIONS_MAX, AllocationError, OpenInstalment, Share, Wanted, allocate, choose, due_between,
};
use crate::civil::start_of_day;
use crate::ids::{CustomerId, ObligationId};
use crate::money::{Currency, Money};

fn shillings(amount: i64) -> Money {
    Money::from_cents(amount.saturating_mul(100), Currency::Kes).unwrap()
}

fn obligation(suffix: &str) -> ObligationId {
    ObligationId::new(&CustomerId::parse("cus_A1").unwrap(), suffix).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn open(suffix: &str, number: u32, due_on: &str, outstanding: i64) -> OpenInstalment {
    OpenInstalment {
        obligation: obligation(suffix),
        number,
        due_on: day(due_on),
        created_at: start_of_day(day("2026-01-01")),
        outstanding: shillings(outstanding),
    }
}

/// Rent in two doses, water between them, power last.
fn bills() -> Vec<OpenInstalment> {
    vec![
        open("power", 1, "2026-12-20", 300),
        open("rent", 2, "2026-12-15", 1000),
        open("water", 1, "2026-12-07", 200),
        open("rent", 1, "2026-11-15", 1000),
    ]
}

fn want(suffix: &str, instalment: Option<u32>, amount: Option<i64>) -> Wanted {
    Wanted {
        obligation: obligation(suffix),
        instalment,
        amount: amount.map(shillings),
    }
}

fn shown(shares: &[Share]) -> String {
    let lines = shares.iter().map(|share| {
        format!(
            "{} {}: {}",
            share.obligation.suffix(),
            share.instalment,
            share.amount.amount_text()
        )
    });
    lines.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_oldest_due_is_settled_first_and_the_rest_remains() {
    let table = [
        (0, ""),
        (-5, ""),
        (400, "rent 1: 400.00"),
        (1100, "rent 1: 1000.00, water 1: 100.00"),
        (
            9999,
            "rent 1: 1000.00, water 1: 200.00, rent 2: 1000.00, power 1: 300.00",
        ),
    ];
    for (available, expected) in table {
        assert_eq!(
            shown(&allocate(shillings(available), &bills(), &[], 45)),
            expected
        );
    }
}

#[test]
fn what_the_payer_pointed_at_comes_first_in_that_order() {
    let pointed = [obligation("power"), obligation("rent")];
    let shares = allocate(shillings(2400), &bills(), &pointed, 45);
    assert_eq!(
        shown(&shares),
        "power 1: 300.00, rent 1: 1000.00, rent 2: 1000.00, water 1: 100.00"
    );
}

#[test]
fn instalments_of_one_day_are_settled_in_the_order_they_were_entered() {
    let mut later = open("a", 1, "2026-12-07", 10);
    later.created_at = start_of_day(day("2026-02-01"));
    let doses = [
        later,
        open("c", 1, "2026-12-07", 10),
        open("b", 2, "2026-12-07", 10),
        open("b", 1, "2026-12-07", 10),
    ];
    let shares = allocate(shillings(35), &doses, &[], 45);
    assert_eq!(
        shown(&shares),
        "b 1: 10.00, b 2: 10.00, c 1: 10.00, a 1: 5.00"
    );
}

#[test]
fn the_limit_repetitions_and_other_currencies_are_respected() {
    assert_eq!(
        shown(&allocate(shillings(9999), &bills(), &[], 1)),
        "rent 1: 1000.00"
    );
    assert_eq!(shown(&allocate(shillings(9999), &bills(), &[], 0)), "");
    let twice = [
        open("a", 1, "2026-12-07", 10),
        open("a", 1, "2026-12-07", 10),
    ];
    assert_eq!(
        shown(&allocate(shillings(99), &twice, &[], 45)),
        "a 1: 10.00"
    );
    let mut dollars = open("a", 1, "2026-12-07", 10);
    dollars.outstanding = Money::from_cents(1000, Currency::Usd).unwrap();
    assert_eq!(shown(&allocate(shillings(99), &[dollars], &[], 45)), "");
}

#[test]
fn a_range_of_due_dates_includes_both_ends() {
    let due = due_between(&bills(), day("2026-12-07"), day("2026-12-15"));
    let suffixes: Vec<&str> = due.iter().map(|dose| dose.obligation.suffix()).collect();
    assert_eq!(suffixes, ["rent", "water"]);
}

#[test]
fn a_person_gets_exactly_what_they_asked_for() {
    let table = [
        (vec![], ""),
        (vec![want("rent", Some(2), Some(50))], "rent 2: 50.00"),
        (vec![want("rent", Some(2), None)], "rent 2: 1000.00"),
        (
            vec![want("rent", None, None)],
            "rent 1: 1000.00, rent 2: 500.00",
        ),
        (
            vec![want("rent", None, Some(1200))],
            "rent 1: 1000.00, rent 2: 200.00",
        ),
        (
            vec![want("rent", None, None), want("power", None, Some(300))],
            "rent 1: 1000.00, rent 2: 200.00, power 1: 300.00",
        ),
        (
            vec![
                want("rent", Some(1), Some(1000)),
                want("water", None, None),
                want("rent", Some(2), None),
                want("power", None, None),
            ],
            "rent 1: 1000.00, water 1: 200.00, rent 2: 300.00",
        ),
    ];
    for (wanted, expected) in table {
        assert_eq!(
            shown(&choose(shillings(1500), &bills(), &wanted).unwrap()),
            expected
        );
    }
}

#[test]
fn what_cannot_be_done_as_asked_is_refused_with_the_reason() {
    let table = [
        (vec![want("rent", None, Some(0))], "use amounts above zero"),
        (vec![want("rent", None, Some(-1))], "use amounts above zero"),
        (
            vec![want("rent", Some(1), None), want("rent", Some(1), None)],
            "name instalment 1 of obl_A1_rent once only",
        ),
        (
            vec![want("rent", Some(1), None), want("rent", None, None)],
            "name instalment any of obl_A1_rent once only",
        ),
        (
            vec![want("rent", None, None), want("rent", Some(2), None)],
            "name instalment 2 of obl_A1_rent once only",
        ),
        (
            vec![want("rent", Some(3), None)],
            "choose an open instalment: 3 of obl_A1_rent is not",
        ),
        (
            vec![want("gas", None, None)],
            "choose an open instalment: any of obl_A1_gas is not",
        ),
        (
            vec![want("water", None, Some(201))],
            "use at most KES 200.00 instead of KES 201.00 for obl_A1_water",
        ),
        (
            vec![
                want("rent", None, Some(1400)),
                want("water", None, Some(200)),
            ],
            "use at most KES 1,500.00 of this payment instead of KES 1,600.00",
        ),
    ];
    for (wanted, expected) in table {
        let error = choose(shillings(1500), &bills(), &wanted).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn more_instalments_than_fit_into_a_transaction_are_refused() {
    let doses: Vec<OpenInstalment> = (1..=46)
        .map(|number| open("a", number, "2026-12-07", 1))
        .collect();
    let all = [want("a", None, None)];
    assert_eq!(
        choose(shillings(46), &doses, &all),
        Err(AllocationError::TooMany)
    );
    assert_eq!(
        choose(shillings(45), &doses, &all).unwrap().len(),
        ALLOCATIONS_MAX
    );
    let each: Vec<Wanted> = (1..=46)
        .map(|number| want("a", Some(number), None))
        .collect();
    assert_eq!(
        choose(shillings(1), &doses, &each),
        Err(AllocationError::TooMany)
    );
}

#[test]
fn an_amount_of_another_currency_is_refused() {
    let mut wanted = want("rent", None, None);
    wanted.amount = Money::from_cents(1, Currency::Usd).ok();
    let refused = choose(shillings(1), &bills(), &[wanted]);
    assert!(
        matches!(refused, Err(AllocationError::Amount(_))),
        "{refused:?}"
    );
}
