//! Prompts that are held back, at the edges of each rule.

use chrono::{DateTime, TimeDelta, Utc};

use super::{HeldBack, Prompt, may_prompt, retain_recent};
use crate::language::Language;

fn now() -> DateTime<Utc> {
    "2026-12-07T05:30:00Z".parse().unwrap()
}

fn ago(milliseconds: i64) -> DateTime<Utc> {
    now()
        .checked_sub_signed(TimeDelta::milliseconds(milliseconds))
        .unwrap()
}

fn prompt(at: DateTime<Utc>, shillings: u32, open: bool) -> Prompt {
    Prompt {
        at,
        shillings,
        push: "stk_1".to_owned(),
        open,
    }
}

#[test]
fn a_phone_without_prompts_may_be_prompted() {
    assert_eq!(may_prompt(&[], 500, now()), Ok(()));
}

#[test]
fn one_prompt_holds_the_next_one_back_for_a_while() {
    let same = |wait_seconds| Err(HeldBack::SameAmount { wait_seconds });
    let open = |since| Err(HeldBack::AnotherOpen { since });
    // Milliseconds ago, shillings, whether open; then the answer for 500 shillings.
    let table = [
        (0, 500, true, open(ago(0))),
        (0, 800, true, open(ago(0))),
        (179_999, 800, true, open(ago(179_999))),
        (180_000, 800, true, Ok(())),
        (0, 800, false, Ok(())),
        (0, 500, false, same(120)),
        (1_500, 500, false, same(119)),
        (119_001, 500, false, same(1)),
        (119_999, 500, false, same(1)),
        (120_000, 500, false, Ok(())),
        // Written by a machine whose clock is ahead.
        (-2_000, 800, true, open(ago(-2_000))),
        (-2_000, 500, false, same(122)),
    ];
    for (age, shillings, is_open, expected) in table {
        let recent = [prompt(ago(age), shillings, is_open)];
        let answer = may_prompt(&recent, 500, now());
        assert_eq!(answer, expected, "{age} {shillings} {is_open}");
    }
}

#[test]
fn the_seventh_prompt_waits_until_the_first_is_an_hour_old() {
    let minutes_ago = |minutes: i64| prompt(ago(minutes * 60_000), 1, false);
    let table = [
        (vec![50, 40, 30, 20, 10], Ok(())),
        (
            vec![50, 40, 30, 20, 10, 5],
            Err(HeldBack::TooMany { wait_seconds: 600 }),
        ),
        (
            vec![5, 59, 40, 30, 50, 20, 10],
            Err(HeldBack::TooMany { wait_seconds: 600 }),
        ),
        (vec![60, 40, 30, 20, 10, 5], Ok(())),
    ];
    for (minutes, expected) in table {
        let recent: Vec<Prompt> = minutes.iter().copied().map(minutes_ago).collect();
        assert_eq!(may_prompt(&recent, 500, now()), expected, "{minutes:?}");
    }
}

#[test]
fn the_rules_are_asked_in_their_order() {
    let mut recent: Vec<Prompt> = (0..6).map(|_| prompt(ago(60_000), 500, false)).collect();
    recent.push(prompt(ago(90_000), 800, true));
    let since = ago(90_000);
    assert_eq!(
        may_prompt(&recent, 500, now()),
        Err(HeldBack::AnotherOpen { since })
    );
    recent.pop();
    let wait_seconds = 60;
    assert_eq!(
        may_prompt(&recent, 500, now()),
        Err(HeldBack::SameAmount { wait_seconds })
    );
    let wait_seconds = 3_540;
    assert_eq!(
        may_prompt(&recent, 800, now()),
        Err(HeldBack::TooMany { wait_seconds })
    );
}

#[test]
fn customers_read_why_and_what_to_do() {
    let table = [
        (
            HeldBack::AnotherOpen { since: now() },
            "A payment request is still open on this phone. Answer it there, or try again in 3 minutes.",
            "Kuna ombi la malipo ambalo halijajibiwa kwenye simu hii. Lijibu kwenye simu, au jaribu tena baada ya dakika 3.",
        ),
        (
            HeldBack::SameAmount { wait_seconds: 61 },
            "This phone was asked for the same amount a moment ago. Check its messages; if you have not paid, try again in 2 minutes.",
            "Simu hii imeombwa kiasi hiki muda mfupi uliopita. Angalia ujumbe wake; kama hujalipa, jaribu tena baada ya dakika 2.",
        ),
        (
            HeldBack::TooMany { wait_seconds: 60 },
            "This phone had too many payment requests in the last hour. Try again in 1 minute.",
            "Simu hii imepata maombi mengi ya malipo katika saa moja iliyopita. Jaribu tena baada ya dakika 1.",
        ),
    ];
    for (held_back, english, kiswahili) in table {
        assert_eq!(held_back.to_string(), english);
        assert_eq!(held_back.sentence(Language::Sw), kiswahili);
    }
}

#[test]
fn only_the_last_hour_is_remembered() {
    let ages = [0, 3_599_999, 3_600_000, 9_000_000];
    let mut prompts: Vec<Prompt> = ages
        .iter()
        .map(|age| prompt(ago(*age), 500, false))
        .collect();
    retain_recent(&mut prompts, now());
    let kept: Vec<DateTime<Utc>> = prompts.iter().map(|prompt| prompt.at).collect();
    assert_eq!(kept, [ago(0), ago(3_599_999)]);
}
