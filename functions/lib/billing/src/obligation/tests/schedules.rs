//! Five schedules on real calendars, and what is said of one that does not add up.

use chrono::NaiveDate;

use super::{day, manual, shillings};
use crate::business_days::{BusinessDays, Direction, WALK_DAYS_MAX};
use crate::language::Language;
use crate::money::{Currency, Money};
use crate::obligation::{Frequency, ProposalKind, Schedule, ScheduleError, plan};

fn automatic(first_on: &str, every: Frequency, amount: Money, count: u32) -> Schedule {
    Schedule::Automatic {
        first_on: day(first_on),
        every,
        instalment_amount: amount,
        count,
        last_amount: None,
    }
}

/// The planned day, the due date where it is another, and why.
fn lines(amount: i64, schedule: &Schedule) -> Vec<String> {
    plan(shillings(amount), schedule, &BusinessDays::statutory())
        .unwrap()
        .iter()
        .map(|dose| {
            let nominal = dose.nominal_on.format("%a %F");
            match dose.moved_because(Language::En) {
                Some(reason) => format!("{nominal} > {}: {reason}", dose.due_on.format("%a %F")),
                None => nominal.to_string(),
            }
        })
        .collect()
}

#[test]
fn from_the_31st_of_january_every_month_ends_on_its_last_day() {
    let schedule = automatic("2026-01-31", Frequency::Monthly, shillings(500), 12);
    let expected = [
        "Sat 2026-01-31 > Mon 2026-02-02: Saturday",
        "Sat 2026-02-28 > Mon 2026-03-02: Saturday",
        "Tue 2026-03-31",
        "Thu 2026-04-30",
        "Sun 2026-05-31 > Tue 2026-06-02: Sunday, and Monday is Madaraka Day",
        "Tue 2026-06-30",
        "Fri 2026-07-31",
        "Mon 2026-08-31",
        "Wed 2026-09-30",
        "Sat 2026-10-31 > Mon 2026-11-02: Saturday",
        "Mon 2026-11-30",
        "Thu 2026-12-31",
    ];
    assert_eq!(lines(6_000, &schedule), expected);
}

#[test]
fn the_leap_day_is_taken_where_there_is_one() {
    let from_it = automatic("2028-02-29", Frequency::Quarterly, shillings(500), 5);
    let expected = [
        "Tue 2028-02-29",
        "Mon 2028-05-29",
        "Tue 2028-08-29",
        "Wed 2028-11-29",
        "Wed 2029-02-28",
    ];
    assert_eq!(lines(2_500, &from_it), expected);
    let over_it = automatic("2027-11-30", Frequency::Quarterly, shillings(500), 3);
    let expected = ["Tue 2027-11-30", "Tue 2028-02-29", "Tue 2028-05-30"];
    assert_eq!(lines(1_500, &over_it), expected);
}

#[test]
fn doses_on_good_friday_to_easter_monday_are_all_due_on_tuesday() {
    let schedule = manual(&[
        ("2026-04-06", 400),
        ("2026-04-02", 100),
        ("2026-04-05", 300),
        ("2026-04-03", 200),
        ("2026-04-04", 250),
        ("2026-04-07", 500),
    ]);
    let expected = [
        "Thu 2026-04-02",
        "Fri 2026-04-03 > Tue 2026-04-07: Good Friday, then the weekend, and Monday is Easter Monday",
        "Sat 2026-04-04 > Tue 2026-04-07: Saturday, and Monday is Easter Monday",
        "Sun 2026-04-05 > Tue 2026-04-07: Sunday, and Monday is Easter Monday",
        "Mon 2026-04-06 > Tue 2026-04-07: Easter Monday",
        "Tue 2026-04-07",
    ];
    assert_eq!(lines(1_750, &schedule), expected);
}

#[test]
fn a_sunday_holiday_whose_monday_is_a_holiday_takes_tuesday_too() {
    let schedule = automatic("2033-12-11", Frequency::Fortnightly, shillings(500), 4);
    let expected = [
        "Sun 2033-12-11 > Tue 2033-12-13: Sunday, and Monday is Jamhuri Day",
        "Sun 2033-12-25 > Wed 2033-12-28: Sunday, then Boxing Day, and Tuesday is Christmas Day (observed)",
        "Sun 2034-01-08 > Mon 2034-01-09: Sunday",
        "Sun 2034-01-22 > Mon 2034-01-23: Sunday",
    ];
    assert_eq!(lines(2_000, &schedule), expected);
}

#[test]
fn the_end_of_december_leads_into_the_next_year() {
    let schedule = automatic("2027-12-18", Frequency::Weekly, shillings(500), 4);
    let expected = [
        "Sat 2027-12-18 > Mon 2027-12-20: Saturday",
        "Sat 2027-12-25 > Tue 2027-12-28: Saturday, and Monday is Boxing Day (observed)",
        "Sat 2028-01-01 > Mon 2028-01-03: Saturday",
        "Sat 2028-01-08 > Mon 2028-01-10: Saturday",
    ];
    assert_eq!(lines(2_000, &schedule), expected);
}

#[test]
fn the_last_dose_may_have_an_amount_of_its_own() {
    let schedule = Schedule::Automatic {
        first_on: day("2026-12-07"),
        every: Frequency::Monthly,
        instalment_amount: shillings(400),
        count: 3,
        last_amount: Some(shillings(200)),
    };
    let doses = plan(shillings(1_000), &schedule, &BusinessDays::statutory()).unwrap();
    let amounts: Vec<Money> = doses.iter().map(|dose| dose.amount).collect();
    assert_eq!(amounts, [shillings(400), shillings(400), shillings(200)]);
    assert!(doses.iter().all(|dose| dose.cancelled.is_zero()));
}

/// `kind amount x count` and the last amount where it is another, in cents.
fn proposed(total: i64, each: i64, count: u32, last: Option<i64>) -> Vec<String> {
    let cents = |cents| Money::from_cents(cents, Currency::Kes).unwrap();
    let schedule = Schedule::Automatic {
        first_on: day("2026-12-07"),
        every: Frequency::Monthly,
        instalment_amount: cents(each),
        count,
        last_amount: last.map(cents),
    };
    match plan(cents(total), &schedule, &BusinessDays::statutory()) {
        Err(ScheduleError::DoesNotFit { proposals, .. }) => proposals
            .iter()
            .map(|it| {
                let each = it.instalment_amount.cents();
                let last = it.last_amount.map(|last| format!(" last {}", last.cents()));
                let last = last.unwrap_or_default();
                format!("{} {each} x {}{last}", it.kind.name(), it.count)
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_does_not_fit_is_answered_with_what_would() {
    type Row<'a> = (i64, i64, u32, Option<i64>, &'a [&'a str]);
    let table: [Row; 12] = [
        // One dose more, a last one that takes the rest, or another amount, in whole shillings.
        (
            100_000,
            30_000,
            3,
            None,
            &[
                "last_larger 30000 x 3 last 40000",
                "other_count 30000 x 4 last 10000",
                "other_amount 33400 x 3 last 33200",
            ],
        ),
        (
            100_000,
            35_000,
            3,
            None,
            &[
                "last_smaller 35000 x 3 last 30000",
                "other_amount 33400 x 3 last 33200",
            ],
        ),
        // Too many doses.
        (
            90_000,
            30_000,
            5,
            None,
            &["other_count 30000 x 3", "other_amount 18000 x 5"],
        ),
        // A last amount that is wrong, where equal doses are right.
        (90_000, 30_000, 3, Some(10_000), &["last_larger 30000 x 3"]),
        (
            100_000,
            30_000,
            3,
            Some(50_000),
            &[
                "last_smaller 30000 x 3 last 40000",
                "other_count 30000 x 4 last 10000",
                "other_amount 33400 x 3 last 33200",
            ],
        ),
        // A last dose of twice the others is proposed, a larger one is not.
        (
            50_000,
            10_000,
            4,
            None,
            &[
                "last_larger 10000 x 4 last 20000",
                "other_count 10000 x 5",
                "other_amount 12500 x 4",
            ],
        ),
        (
            60_000,
            10_000,
            4,
            None,
            &["other_count 10000 x 6", "other_amount 15000 x 4"],
        ),
        // Nor are more doses than there may be.
        (
            10_000_000,
            10_000,
            12,
            None,
            &["other_amount 833400 x 12 last 832600"],
        ),
        // One dose of all of it.
        (
            50_000,
            60_000,
            2,
            None,
            &["other_count 50000 x 1", "other_amount 25000 x 2"],
        ),
        (50_000, 60_000, 1, None, &["last_smaller 50000 x 1"]),
        // Amounts that whole shillings cannot split.
        (
            150,
            100,
            3,
            None,
            &["other_count 100 x 2 last 50", "other_amount 50 x 3"],
        ),
        (2, 1, 3, None, &["other_count 1 x 2"]),
    ];
    for (total, each, count, last, expected) in table {
        assert_eq!(proposed(total, each, count, last), expected, "{total}");
    }
}

#[test]
fn the_answer_says_by_how_much_it_is_off() {
    let table = [
        (
            1_000,
            "the instalments are KES 100.00 less than the total; change the amount or the number of instalments",
        ),
        (
            800,
            "the instalments are KES 100.00 more than the total; change the amount or the number of instalments",
        ),
    ];
    for (total, text) in table {
        let schedule = automatic("2026-12-07", Frequency::Monthly, shillings(300), 3);
        let error = plan(shillings(total), &schedule, &BusinessDays::statutory()).unwrap_err();
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn an_automatic_schedule_that_cannot_be_is_refused_with_the_reason() {
    use ScheduleError::{DayOutOfRange, NoInstalments, NotPositive, TooManyInstalments};
    let every = Frequency::Quarterly;
    let hundred = shillings(100);
    let max = NaiveDate::MAX.to_string();
    let table = [
        (0, automatic("2026-12-07", every, hundred, 0), NoInstalments),
        (
            9_100,
            automatic("2026-12-07", every, hundred, 91),
            TooManyInstalments,
        ),
        (
            100,
            automatic("2026-12-07", every, hundred, u32::MAX),
            TooManyInstalments,
        ),
        (
            0,
            automatic("2026-12-07", every, shillings(0), 3),
            NotPositive,
        ),
        (
            -300,
            automatic("2026-12-07", every, shillings(-100), 3),
            NotPositive,
        ),
        (
            300,
            automatic("1999-12-31", every, hundred, 3),
            DayOutOfRange,
        ),
        (
            300,
            automatic("2199-09-01", every, hundred, 3),
            DayOutOfRange,
        ),
        (300, automatic(&max, every, hundred, 3), DayOutOfRange),
        (
            300,
            automatic("-0044-03-15", every, hundred, 3),
            DayOutOfRange,
        ),
    ];
    for (amount, schedule, error) in table {
        let refused = plan(shillings(amount), &schedule, &BusinessDays::statutory());
        assert_eq!(refused, Err(error), "{schedule:?}");
    }
    assert_eq!(
        DayOutOfRange.to_string(),
        "use days in the years 2000 to 2199"
    );
    assert_eq!(TooManyInstalments.to_string(), "use at most 90 instalments");
}

#[test]
fn a_month_without_a_business_day_is_refused() {
    let first = day("2026-12-07");
    let closed = first.iter_days().take(WALK_DAYS_MAX.saturating_add(1));
    let closed = closed.map(|on| (on, "Closed".to_owned()));
    let days = BusinessDays::new(closed, Direction::Following);
    let refused = plan(shillings(100), &Schedule::OneOff { due_on: first }, &days);
    let error = ScheduleError::NoBusinessDay { nominal_on: first };
    assert_eq!(refused, Err(error));
}

#[test]
fn a_schedule_is_written_as_the_api_names_it() {
    let text = r#"{
        "kind": "automatic", "first_on": "2026-12-07", "count": 2,
        "instalment_amount": {"cents": 100, "currency": "KES"}
    }"#;
    let expected = automatic("2026-12-07", Frequency::Monthly, shillings(1), 2);
    assert_eq!(serde_json::from_str::<Schedule>(text).unwrap(), expected);
    for every in Frequency::ALL {
        assert_eq!(
            serde_json::to_string(&every).unwrap(),
            format!("{:?}", every.name())
        );
    }
    let kind = serde_json::to_string(&ProposalKind::OtherCount).unwrap();
    assert_eq!(kind, format!("{:?}", ProposalKind::OtherCount.name()));
}
