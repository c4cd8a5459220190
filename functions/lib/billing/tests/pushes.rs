//! Pushes, for anything that anybody says in any order, any amount and any prompts.

use billing::money::{Currency, MAX_CENTS, Money};
use billing::push::hold_back::{HeldBack, Prompt, may_prompt, retain_recent};
use billing::push::limits::{AmountRefused, check_amount};
use billing::push::outcome::{Debit, debit};
use billing::push::reference::{account_reference, description};
use billing::push::{PushStatus, Source, Step, Told, after};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

const CODES: [&str; 12] = [
    "0",
    "1",
    "17",
    "26",
    "1025",
    "1032",
    "1037",
    "2001",
    "4999",
    "9999",
    "SFC_IC0003",
    "500.003.1001",
];

fn code() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(CODES.to_vec()).prop_map(str::to_owned),
        "[0-9A-Z_. ]{0,6}",
    ]
}

fn source() -> impl Strategy<Value = Source> {
    prop::sample::select(vec![Source::Callback, Source::Query, Source::Statement])
}

fn told() -> impl Strategy<Value = Told> {
    prop_oneof![
        code().prop_map(|code| Told::Refused { code }),
        Just(Told::Taken),
        Just(Told::NoAnswer),
        (code(), source()).prop_map(|(code, source)| Told::Result { code, source }),
    ]
}

fn start() -> DateTime<Utc> {
    "2026-12-07T05:30:00Z".parse().expect("an instant")
}

fn prompts() -> impl Strategy<Value = Vec<Prompt>> {
    let prompt = (-5_000_i64..8_000_000, 1_u32..4, any::<bool>());
    let prompt = prompt.prop_map(|(milliseconds_ago, shillings, open)| Prompt {
        at: start() - TimeDelta::milliseconds(milliseconds_ago),
        shillings,
        push: "stk_1".to_owned(),
        open,
    });
    prop::collection::vec(prompt, 0..12)
}

proptest! {
    #[test]
    fn whatever_is_said_a_push_only_moves_forward_and_stays_paid(
        said in prop::collection::vec(told(), 0..30),
    ) {
        let mut status = PushStatus::Requested;
        let mut was = vec![status];
        for told in &said {
            match after(status, told) {
                Step::Moves(next) => {
                    prop_assert!(!was.contains(&next), "{was:?} {told:?}");
                    prop_assert!(!status.is_final());
                    was.push(next);
                    status = next;
                }
                Step::Stays => {}
                Step::Contradicts => {
                    let looks_odd = matches!(status, PushStatus::Paid | PushStatus::Accepted);
                    prop_assert!(looks_odd, "{status:?} {told:?}");
                }
            }
        }
        let paid = said.iter().any(|told| matches!(told, Told::Result { code, .. } if code == "0"));
        prop_assert_eq!(status == PushStatus::Paid, paid);
    }

    #[test]
    fn saying_it_again_changes_nothing(said in prop::collection::vec(told(), 0..10), again in told()) {
        let step = |status, told: &Told| match after(status, told) {
            Step::Moves(next) => next,
            Step::Stays | Step::Contradicts => status,
        };
        let status = said.iter().fold(PushStatus::Requested, step);
        let once = step(status, &again);
        prop_assert_eq!(step(once, &again), once);
        prop_assert!(!matches!(after(once, &again), Step::Moves(_)));
    }

    #[test]
    fn only_a_plain_zero_proves_a_payment(code in code(), source in source()) {
        prop_assert_eq!(debit(&code, source) == Debit::Done, code == "0");
    }

    #[test]
    fn parts_add_up_and_each_can_be_asked_for(cents in prop_oneof![
        -MAX_CENTS..=MAX_CENTS,
        -1_000_i64..500_000_000,
        (0_i64..3_000_000).prop_map(|shillings| shillings * 100),
    ]) {
        let amount = Money::from_cents(cents, Currency::Kes).expect("in range");
        match check_amount(amount) {
            Ok(shillings) => prop_assert_eq!(i64::from(shillings) * 100, cents),
            Err(AmountRefused::AboveLimit { parts }) => {
                prop_assert_eq!(Money::sum(Currency::Kes, parts.clone()), Ok(amount));
                prop_assert!(parts.iter().all(|part| check_amount(*part).is_ok()));
                let full = 25_000_000 * (i64::try_from(parts.len()).expect("few") - 1);
                prop_assert!(cents > full, "fewer parts would do");
            }
            Err(AmountRefused::NotWhole { below, above }) => {
                prop_assert!(below.cents() < cents && cents < above.cents());
                prop_assert_eq!(above.cents() - below.cents(), 100);
            }
            Err(AmountRefused::TooSmall) => prop_assert!(cents < 100),
            Err(AmountRefused::TooManyParts) => prop_assert!(cents > 250_000_000),
            Err(AmountRefused::OtherCurrency { .. }) => prop_assert!(false, "these are shillings"),
        }
    }

    #[test]
    fn waiting_as_long_as_told_is_enough_and_a_second_less_is_not(
        mut prompts in prompts(),
        shillings in 1_u32..4,
    ) {
        let (now, told) = (start(), may_prompt(&prompts, shillings, start()));
        let at = |seconds| may_prompt(&prompts, shillings, now + TimeDelta::seconds(seconds));
        match told {
            Ok(()) | Err(HeldBack::AnotherOpen { .. }) => {}
            Err(HeldBack::SameAmount { wait_seconds }) => {
                let still = matches!(at(wait_seconds - 1), Err(HeldBack::SameAmount { .. }));
                prop_assert!(still && wait_seconds > 0);
                let over = !matches!(at(wait_seconds), Err(HeldBack::SameAmount { .. }));
                prop_assert!(over);
            }
            Err(HeldBack::TooMany { wait_seconds }) => {
                let still = matches!(at(wait_seconds - 1), Err(HeldBack::TooMany { .. }));
                prop_assert!(still && wait_seconds > 0);
                prop_assert_eq!(at(wait_seconds), Ok(()));
            }
        }
        retain_recent(&mut prompts, now);
        prop_assert_eq!(may_prompt(&prompts, shillings, now), told);
    }

    #[test]
    fn what_the_prompt_shows_fits(text in "\\PC*|[A-Z0-9 -]{0,30}") {
        let reference = account_reference(&text);
        prop_assert!((1..=12).contains(&reference.len()), "{reference}");
        prop_assert!(reference.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let description = description(&text);
        prop_assert!((1..=13).contains(&description.len()), "{description}");
        prop_assert!(description.is_ascii());
    }
}
