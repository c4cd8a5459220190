//! What may be changed, what may not, and what a new holiday moves.

use chrono::NaiveDate;

use crate::business_days::{BusinessDays, Direction, WALK_DAYS_MAX, because};
use crate::language::Language;
use crate::money::{Currency, Money, MoneyError};
use crate::obligation::change::{
    Cancelled, Change, ChangeError, Kept, Replan, cancel, change_amount, change_due_date, replan,
};
use crate::obligation::{Instalment, Schedule, SettlementStatus, plan};

fn shillings(amount: i64) -> Money {
    Money::from_cents(amount.saturating_mul(100), Currency::Kes).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn with_gazetted(days: &[&str], direction: Direction) -> BusinessDays {
    BusinessDays::new(
        days.iter().map(|on| (day(on), "Idd-ul-Fitr".to_owned())),
        direction,
    )
}

/// One dose of 1,000 shillings.
fn dose(nominal_on: &str, days: &BusinessDays) -> Instalment {
    let due_on = day(nominal_on);
    let mut doses = plan(shillings(1_000), &Schedule::OneOff { due_on }, days).unwrap();
    doses.remove(0)
}

fn open_dose() -> Instalment {
    dose("2026-12-07", &BusinessDays::statutory())
}

#[test]
fn an_amount_may_be_anything_from_what_is_paid_upwards() {
    let paid = shillings(400);
    let dollars = Money::from_cents(100, Currency::Usd).unwrap();
    let mismatch = MoneyError::CurrencyMismatch {
        left: Currency::Usd,
        right: Currency::Kes,
    };
    let table = [
        (shillings(0), Err(ChangeError::NotPositive)),
        (shillings(-1), Err(ChangeError::NotPositive)),
        (dollars, Err(ChangeError::Amount(mismatch))),
        (shillings(399), Err(ChangeError::BelowAllocated { paid })),
        (shillings(400), Ok(Change::Becomes(shillings(400)))),
        (shillings(1_000), Ok(Change::Nothing)),
        (shillings(1_500), Ok(Change::Becomes(shillings(1_500)))),
    ];
    for (new, expected) in table {
        let instalment = Instalment {
            paid,
            ..open_dose()
        };
        assert_eq!(change_amount(&instalment, new), expected, "{new}");
    }
    let refusal = ChangeError::BelowAllocated { paid }.to_string();
    assert_eq!(
        refusal,
        "KES 400.00 has been put to this instalment: use at least that, or undo an allocation first"
    );
}

/// The new due date and the reason, nothing where nothing changes.
fn asked(
    asked_on: &str,
    promised: bool,
    insist: bool,
    direction: Direction,
) -> Result<Option<String>, ChangeError> {
    let days = with_gazetted(&["2026-12-15"], direction);
    match change_due_date(&open_dose(), day(asked_on), promised, insist, &days)? {
        Change::Nothing => Ok(None),
        Change::Becomes(settled) => {
            let reason = because(&settled.moved_over, Language::En).unwrap_or_default();
            Ok(Some(
                format!("{} {reason}", settled.due_on).trim().to_owned(),
            ))
        }
    }
}

#[test]
fn a_due_date_settles_on_a_business_day_unless_a_person_insists() {
    use Direction::{Following, Preceding};
    let stands = ChangeError::EarlierThanPromised {
        due_on: day("2026-12-07"),
    };
    let becomes = |text: &str| Ok(Some(text.to_owned()));
    let table = [
        ("2026-12-09", true, false, Following, becomes("2026-12-09")),
        (
            "2026-12-15",
            true,
            false,
            Following,
            becomes("2026-12-16 Idd-ul-Fitr"),
        ),
        (
            "2026-12-15",
            true,
            false,
            Preceding,
            becomes("2026-12-14 Idd-ul-Fitr"),
        ),
        ("2026-12-15", true, true, Following, becomes("2026-12-15")),
        ("2026-12-13", true, true, Following, becomes("2026-12-13")),
        // Earlier than what stands, and what was promised.
        ("2026-12-04", true, false, Following, Err(stands)),
        ("2026-12-04", false, false, Following, becomes("2026-12-04")),
        ("2026-12-04", true, true, Following, becomes("2026-12-04")),
        ("2026-12-06", true, false, Preceding, Err(stands)),
        // The same day by another way.
        ("2026-12-07", true, false, Following, Ok(None)),
        ("2026-12-06", true, false, Following, Ok(None)),
        ("2026-12-07", true, true, Following, Ok(None)),
        (
            "1999-12-31",
            false,
            true,
            Following,
            Err(ChangeError::DayOutOfRange),
        ),
        (
            "2200-01-01",
            false,
            false,
            Following,
            Err(ChangeError::DayOutOfRange),
        ),
    ];
    for (asked_on, promised, insist, direction, expected) in table {
        let answer = asked(asked_on, promised, insist, direction);
        assert_eq!(
            answer, expected,
            "{asked_on} {promised} {insist} {direction:?}"
        );
    }
}

#[test]
fn where_a_month_is_closed_only_insisting_helps() {
    let asked_on = day("2027-03-01");
    let closed = asked_on.iter_days().take(WALK_DAYS_MAX.saturating_add(1));
    let closed = closed.map(|on| (on, "Closed".to_owned()));
    let days = BusinessDays::new(closed, Direction::Following);
    let ask = |insist| change_due_date(&open_dose(), asked_on, false, insist, &days);
    assert_eq!(ask(false), Err(ChangeError::NoBusinessDay { asked_on }));
    assert!(matches!(ask(true), Ok(Change::Becomes(settled)) if settled.due_on == asked_on));
}

#[test]
fn cancelling_leaves_what_was_paid() {
    let unpaid = open_dose();
    let part_paid = Instalment {
        number: 2,
        paid: shillings(300),
        cancelled: shillings(50),
        ..open_dose()
    };
    let paid = Instalment {
        number: 3,
        paid: shillings(1_000),
        ..open_dose()
    };
    let all = [unpaid, part_paid, paid];
    let cancelled = cancel(&all).unwrap();
    let expected = [
        Cancelled {
            number: 1,
            taken_away: shillings(1_000),
            amount: shillings(0),
            cancelled: shillings(1_000),
        },
        Cancelled {
            number: 2,
            taken_away: shillings(700),
            amount: shillings(300),
            cancelled: shillings(750),
        },
    ];
    assert_eq!(cancelled, expected);
    let after: Vec<Instalment> = all
        .iter()
        .zip(&cancelled)
        .map(|(dose, change)| Instalment {
            amount: change.amount,
            cancelled: change.cancelled,
            ..dose.clone()
        })
        .collect();
    assert!(
        after
            .iter()
            .all(|dose| dose.status() == SettlementStatus::Paid)
    );
    assert_eq!(
        after
            .iter()
            .map(Instalment::is_cancelled)
            .collect::<Vec<_>>(),
        [true, false]
    );
    assert!(!after[0].overdue(day("2030-01-01")));
    assert_eq!(cancel(&after), Err(ChangeError::NothingToCancel));
    assert_eq!(cancel(&[]), Err(ChangeError::NothingToCancel));
}

/// A dose planned for `nominal_on`, then `added` gazetted on 1 March 2027 on top of `before`.
fn replanned(nominal_on: &str, before: &[&str], added: &str, direction: Direction) -> String {
    let dose = dose(nominal_on, &with_gazetted(before, direction));
    let after = with_gazetted(&[before, &[added]].concat(), direction);
    told(&replan(&dose, false, day("2027-03-01"), day(added), &after))
}

fn told(replan: &Replan) -> String {
    match replan {
        Replan::Keeps(kept) => kept.name().to_owned(),
        Replan::Moves(settled) => {
            let reason = because(&settled.moved_over, Language::En).unwrap();
            format!("{} {reason}", settled.due_on)
        }
    }
}

#[test]
fn a_new_holiday_moves_what_is_due_on_it_forward() {
    use Direction::{Following, Preceding};
    let table = [
        (
            "2027-03-10",
            "2027-03-10",
            Following,
            "2027-03-11 Idd-ul-Fitr",
        ),
        (
            "2027-03-10",
            "2027-03-10",
            Preceding,
            "2027-03-11 Idd-ul-Fitr",
        ),
        (
            "2027-03-12",
            "2027-03-12",
            Following,
            "2027-03-15 Idd-ul-Fitr, then the weekend",
        ),
        // It had moved to this day before: the whole way is told.
        (
            "2027-03-14",
            "2027-03-15",
            Following,
            "2027-03-16 Sunday, and Monday is Idd-ul-Fitr",
        ),
        (
            "2027-03-26",
            "2027-03-30",
            Following,
            "2027-03-31 Good Friday, then the weekend, then Easter Monday, and Tuesday is Idd-ul-Fitr",
        ),
        // It had moved back to this day: only what comes after it is told.
        (
            "2027-03-14",
            "2027-03-12",
            Preceding,
            "2027-03-15 Idd-ul-Fitr, then the weekend",
        ),
        ("2027-03-10", "2027-03-11", Following, "other_day"),
        ("2027-03-14", "2027-03-14", Following, "other_day"),
    ];
    for (nominal_on, added, direction, expected) in table {
        let answer = replanned(nominal_on, &[], added, direction);
        assert_eq!(answer, expected, "{nominal_on} {added}");
    }
    let second_day = replanned("2027-03-10", &["2027-03-10"], "2027-03-11", Following);
    assert_eq!(
        second_day,
        "2027-03-12 Idd-ul-Fitr, and Thursday is Idd-ul-Fitr"
    );
}

#[test]
fn what_is_announced_paid_past_or_insisted_on_keeps_its_day() {
    let statutory = BusinessDays::statutory();
    let gazetted = with_gazetted(&["2027-03-10"], Direction::Following);
    let planned = dose("2027-03-10", &statutory);
    let paid = Instalment {
        paid: shillings(1_000),
        ..planned.clone()
    };
    let on_sunday = Instalment {
        due_on: day("2027-03-14"),
        ..planned.clone()
    };
    let eve = "2027-03-09";
    let table = [
        (
            &planned,
            true,
            eve,
            "2027-03-10",
            &gazetted,
            Kept::Announced,
        ),
        (
            &planned,
            false,
            "2027-03-10",
            "2027-03-10",
            &gazetted,
            Kept::NotInTheFuture,
        ),
        (
            &planned,
            false,
            "2027-03-11",
            "2027-03-10",
            &gazetted,
            Kept::NotInTheFuture,
        ),
        (
            &paid,
            false,
            eve,
            "2027-03-10",
            &gazetted,
            Kept::NothingOutstanding,
        ),
        (
            &planned,
            false,
            eve,
            "2027-03-10",
            &statutory,
            Kept::DayIsOpen,
        ),
        (
            &on_sunday,
            false,
            eve,
            "2027-03-14",
            &gazetted,
            Kept::ClosedBefore,
        ),
        (
            &planned,
            false,
            eve,
            "2027-03-12",
            &gazetted,
            Kept::OtherDay,
        ),
    ];
    for (dose, announced, today, added, days, kept) in table {
        let answer = replan(dose, announced, day(today), day(added), days);
        assert_eq!(answer, Replan::Keeps(kept));
    }
    let moves = replan(&planned, false, day(eve), day("2027-03-10"), &gazetted);
    assert!(matches!(moves, Replan::Moves(_)));
}

#[test]
fn moving_a_second_time_for_the_same_holiday_does_nothing() {
    let days = with_gazetted(&["2027-03-10"], Direction::Following);
    let mut dose = dose("2027-03-10", &BusinessDays::statutory());
    let (today, added) = (day("2027-03-01"), day("2027-03-10"));
    let Replan::Moves(settled) = replan(&dose, false, today, added, &days) else {
        panic!("it moves the first time");
    };
    (dose.due_on, dose.moved_over) = (settled.due_on, settled.moved_over);
    assert_eq!(
        replan(&dose, false, today, added, &days),
        Replan::Keeps(Kept::OtherDay)
    );
}

#[test]
fn where_a_month_is_closed_an_instalment_keeps_its_day() {
    let added = day("2027-03-10");
    let dose = dose("2027-03-10", &BusinessDays::statutory());
    let closed = added.iter_days().take(WALK_DAYS_MAX.saturating_add(1));
    let closed = closed.map(|on| (on, "Closed".to_owned()));
    let days = BusinessDays::new(closed, Direction::Following);
    let answer = replan(&dose, false, day("2027-03-01"), added, &days);
    assert_eq!(answer, Replan::Keeps(Kept::NoBusinessDay));
}
