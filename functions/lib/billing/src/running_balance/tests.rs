//! Chains with holes, in words: `receipt second amount balance`.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Confirmation, Gap, GapKind, gaps};
use crate::money::{Currency, Money};
use crate::receipt::Receipt;

/// `A 0 50 150` was paid in second 0 and left 150 shillings; `A 0 50 -` carries no balance.
fn confirmations(text: &str) -> Vec<Confirmation> {
    let start: DateTime<Utc> = "2026-12-07T05:00:00Z".parse().unwrap();
    let kes = |text: &str| Money::parse(text, Currency::Kes);
    text.split(',')
        .map(|row| {
            let cells: Vec<&str> = row.split_whitespace().collect();
            let [receipt, second, amount, balance] = cells[..] else {
                panic!("four cells, not {row:?}");
            };
            Confirmation {
                receipt: Receipt::parse(receipt).unwrap(),
                paid_at: start
                    .checked_add_signed(TimeDelta::seconds(second.parse().unwrap()))
                    .unwrap(),
                amount: kes(amount).unwrap(),
                balance_after: (balance != "-").then(|| kes(balance).unwrap()),
            }
        })
        .collect()
}

/// `A>B +50 open`, or `A>B +50 by X Y`, or `A>B -50`.
fn shown(gaps: &[Gap]) -> String {
    let rows: Vec<String> = gaps.iter().map(shown_one).collect();
    rows.join(", ")
}

fn shown_one(gap: &Gap) -> String {
    let shillings = gap.difference.cents() / 100;
    let filled: Vec<&str> = gap.filled_by.iter().map(Receipt::as_str).collect();
    let fate = match (gap.open, filled.is_empty()) {
        (true, true) => " open".to_owned(),
        (false, false) => format!(" by {}", filled.join(" ")),
        (false, true) => String::new(),
        (true, false) => " open though filled".to_owned(),
    };
    assert_eq!(gap.kind == GapKind::MoneyIn, shillings > 0);
    assert!(gap.from <= gap.to);
    format!("{}>{} {shillings:+}{fate}", gap.after, gap.before)
}

fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let mut rows = confirmations(text);
        assert_eq!(shown(&gaps(&rows)), *expected, "{text}");
        rows.reverse();
        assert_eq!(shown(&gaps(&rows)), *expected, "{text}, backwards");
    }
}

#[test]
fn an_unbroken_chain_has_no_gap() {
    assert_eq!(gaps(&[]), []);
    check(&[
        ("A 0 50 150", ""),
        ("A 0 50 -", ""),
        ("A 0 50 150, B 10 20 170, C 20 5 175", ""),
        // The same confirmation twice, once with less to tell.
        ("A 0 50 150, A 0 50 150, A 0 50 -, B 10 20 170", ""),
        // All in one second, and two of them alike.
        ("A 7 50 150, B 7 20 170, C 7 20 190, D 7 5 195", ""),
        ("B 7 50 150, D 7 20 170, A 7 20 190, C 7 5 195", ""),
    ]);
}

#[test]
fn what_came_in_unheard_is_a_gap() {
    check(&[
        ("A 0 50 150, C 20 5 175", "A>C +20 open"),
        (
            "A 0 50 150, C 20 5 175, E 30 1 180",
            "A>C +20 open, C>E +4 open",
        ),
        // Within one second.
        ("A 7 50 150, C 7 5 175, B 8 10 185", "A>C +20 open"),
    ]);
}

#[test]
fn what_went_out_is_told_but_not_looked_for() {
    check(&[
        ("A 0 50 150, B 10 20 40", "A>B -130"),
        // The balance is the same again and again.
        (
            "A 0 50 50, B 10 50 50, C 20 50 50, D 30 50 100",
            "A>B -50, B>C -50",
        ),
        // The short code was emptied within the second in which four people paid.
        (
            "Z 1 10 100, C 7 50 150, D 7 50 200, A 7 50 50, B 7 30 80, E 9 20 100",
            "D>A -200",
        ),
        // Somebody paid 20 unheard while 50 went out.
        ("A 0 50 50, B 10 50 70", "A>B -30"),
    ]);
}

#[test]
fn payments_without_a_balance_fill_a_gap_exactly_or_not_at_all() {
    check(&[
        ("A 0 50 150, X 10 20 -, C 20 5 175", "A>C +20 by X"),
        // Two of them; the third was not paid in between.
        (
            "A 0 50 150, X 10 12 -, Y 15 8 -, W 900 20 -, C 20 5 175",
            "A>C +20 by X Y",
        ),
        // A clock that is five minutes off, and one that is further off.
        ("A 0 50 150, X -300 20 -, C 20 5 175", "A>C +20 by X"),
        ("A 0 50 150, X 320 20 -, C 20 5 175", "A>C +20 by X"),
        ("A 0 50 150, X 321 20 -, C 20 5 175", "A>C +20 open"),
        // Not the sum.
        ("A 0 50 150, X 10 19 -, C 20 5 175", "A>C +20 open"),
        ("A 0 50 150, X 10 21 -, C 20 5 175", "A>C +20 open"),
        // One of several that are about.
        (
            "A 0 50 150, V 5 7 -, X 10 20 -, Y 15 8 -, C 20 5 175",
            "A>C +20 by X",
        ),
        // Each gap takes its own first, and no payment fills two.
        (
            "A 0 50 150, X 10 20 -, C 20 5 175, Y 30 20 -, E 40 5 200",
            "A>C +20 by X, C>E +20 by Y",
        ),
        (
            "A 0 50 150, C 20 5 175, X 30 20 -, E 40 5 200",
            "A>C +20 open, C>E +20 by X",
        ),
        // Money that went out needs no payment.
        ("A 0 50 150, X 10 20 -, B 20 20 40", "A>B -130"),
    ]);
}

#[test]
fn a_time_that_is_a_little_off_makes_no_gap() {
    check(&[
        ("Z 0 10 100, A 8 50 150, B 7 20 170, C 9 5 175", ""),
        (
            "Z 0 10 100, C 6 5 175, A 8 50 150, B 7 20 170, E 9 5 180",
            "",
        ),
        // But not when it is far off: then somebody should look.
        (
            "Z 0 10 100, B 7 20 170, A 20 50 150, C 29 5 175",
            "Z>B +50 open, B>A -70, A>C +20 open",
        ),
    ]);
}

#[test]
fn a_balance_that_cannot_be_true_counts_as_none() {
    check(&[("A 0 50 150, X 10 20 3, C 20 5 175", "A>C +20 by X")]);
}

#[test]
fn of_two_reports_of_a_receipt_the_one_with_a_balance_counts() {
    check(&[("A 0 50 150, B 10 21 -, B 10 20 170, C 20 5 175", "")]);
}

#[test]
fn a_search_without_end_is_left_to_a_person() {
    let many: Vec<String> = (0..150).map(|it| format!("X{it} 10 2 -")).collect();
    let text = format!("A 0 50 150, {}, C 20 5 206", many.join(", "));
    check(&[(&text, "A>C +51 open")]);
}

#[test]
#[should_panic(expected = "two currencies")]
fn two_currencies_are_a_mistake_of_the_caller() {
    let mut rows = confirmations("A 0 50 150, B 10 20 170");
    rows[1].amount = Money::parse("20", Currency::Usd).unwrap();
    gaps(&rows);
}
