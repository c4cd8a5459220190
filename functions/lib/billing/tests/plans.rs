//! Plans, for any amounts and days: the sum is exact, no due date is on a closed day, nobody pays too early.

use billing::business_days::{BusinessDays, Direction, WALK_DAYS_MAX};
use billing::money::{Currency, Money};
use billing::obligation::{
    Frequency, INSTALMENTS_MAX, Instalment, Proposal, Schedule, ScheduleError, plan,
};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;

const CASES: u32 = 10_000;

fn money(cents: i64) -> Money {
    Money::from_cents(cents, Currency::Kes).expect("in range")
}

fn day() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");
    (0_u64..11_000).prop_map(move |days| first + Days::new(days))
}

/// A calendar with some gazetted days, runs of them included.
fn calendar(direction: Direction) -> impl Strategy<Value = BusinessDays> {
    prop::collection::vec((day(), 1_usize..5), 0..4).prop_map(move |runs| {
        let days = runs
            .into_iter()
            .flat_map(|(first, length)| first.iter_days().take(length));
        BusinessDays::new(days.map(|on| (on, "Gazetted".to_owned())), direction)
    })
}

fn frequency() -> impl Strategy<Value = Frequency> {
    prop::sample::select(Frequency::ALL.to_vec())
}

/// A schedule that adds up, and what it adds up to in cents.
fn schedule() -> impl Strategy<Value = (Schedule, i64)> {
    let amount = || 1_i64..100_000_000;
    let one_off =
        (day(), amount()).prop_map(|(due_on, cents)| (Schedule::OneOff { due_on }, cents));
    let manual = prop::collection::vec((day(), amount()), 1..=INSTALMENTS_MAX).prop_map(|doses| {
        let total = doses.iter().map(|(_, cents)| cents).sum();
        let instalments = doses
            .iter()
            .map(|(on, cents)| (*on, money(*cents)))
            .collect();
        (Schedule::Manual { instalments }, total)
    });
    let automatic = (
        day(),
        frequency(),
        amount(),
        1_u32..=90,
        prop::option::of(amount()),
    )
        .prop_map(|(first_on, every, each, count, last)| {
            let total = each * i64::from(count - 1) + last.unwrap_or(each);
            let schedule = Schedule::Automatic {
                first_on,
                every,
                instalment_amount: money(each),
                count,
                last_amount: last.map(money),
            };
            (schedule, total)
        });
    prop_oneof![1 => one_off, 2 => manual, 4 => automatic]
}

/// What holds in every plan, whatever the direction.
fn check_plan(doses: &[Instalment], total: i64, days: &BusinessDays) -> Result<(), TestCaseError> {
    let sum = Money::sum(Currency::Kes, doses.iter().map(|dose| dose.amount));
    prop_assert_eq!(sum, Ok(money(total)));
    prop_assert!(doses.iter().all(|dose| days.is_open(dose.due_on)));
    let weekend = |dose: &Instalment| matches!(dose.due_on.weekday(), Weekday::Sat | Weekday::Sun);
    prop_assert!(!doses.iter().any(weekend));
    prop_assert!(doses.is_sorted_by_key(|dose| dose.nominal_on));
    prop_assert!(doses.is_sorted_by_key(|dose| dose.due_on));
    prop_assert!(
        (1_u32..)
            .zip(doses)
            .all(|(number, dose)| dose.number == number)
    );
    for dose in doses {
        let moved_days = (dose.due_on - dose.nominal_on).num_days().unsigned_abs();
        prop_assert_eq!(u64::try_from(dose.moved_over.len()).ok(), Some(moved_days));
        prop_assert!(dose.moved_over.len() <= WALK_DAYS_MAX);
        prop_assert!(
            dose.moved_over
                .iter()
                .all(|closed| !days.is_open(closed.on))
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn no_due_date_is_on_a_closed_day_nor_before_its_nominal_date(
        (schedule, total) in schedule(),
        days in calendar(Direction::Following),
    ) {
        let doses = plan(money(total), &schedule, &days).expect("a plan");
        check_plan(&doses, total, &days)?;
        prop_assert!(doses.iter().all(|dose| dose.due_on >= dose.nominal_on));
    }

    #[test]
    fn moving_backward_is_the_mirror_image(
        (schedule, total) in schedule(),
        days in calendar(Direction::Preceding),
    ) {
        let doses = plan(money(total), &schedule, &days).expect("a plan");
        check_plan(&doses, total, &days)?;
        prop_assert!(doses.iter().all(|dose| dose.due_on <= dose.nominal_on));
    }

    #[test]
    fn every_proposal_can_be_planned_as_it_is(
        first_on in day(),
        every in frequency(),
        total in 1_i64..5_000_000,
        each in 1_i64..500_000,
        count in 1_u32..=90,
        last in prop::option::of(1_i64..500_000),
        days in calendar(Direction::Following),
    ) {
        let schedule = Schedule::Automatic {
            first_on,
            every,
            instalment_amount: money(each),
            count,
            last_amount: last.map(money),
        };
        let given = each * i64::from(count - 1) + last.unwrap_or(each);
        match plan(money(total), &schedule, &days) {
            Ok(_) => prop_assert_eq!(given, total),
            Err(ScheduleError::DoesNotFit { difference, proposals }) => {
                prop_assert_eq!(difference, money(total - given));
                check_proposals(&proposals, total, first_on, every, &days)?;
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }
}

fn check_proposals(
    proposals: &[Proposal],
    total: i64,
    first_on: NaiveDate,
    every: Frequency,
    days: &BusinessDays,
) -> Result<(), TestCaseError> {
    prop_assert!(!proposals.is_empty());
    for (index, proposal) in proposals.iter().enumerate() {
        prop_assert!(usize::try_from(proposal.count).is_ok_and(|it| it <= INSTALMENTS_MAX));
        prop_assert!(proposal.instalment_amount.is_positive());
        prop_assert!(proposal.last_amount.is_none_or(Money::is_positive));
        let schedule = proposal.schedule(first_on, every);
        let doses = plan(money(total), &schedule, days).expect("a proposal can be planned");
        check_plan(&doses, total, days)?;
        let repeats = proposals[..index]
            .iter()
            .any(|other| other.schedule(first_on, every) == schedule);
        prop_assert!(!repeats);
    }
    Ok(())
}
