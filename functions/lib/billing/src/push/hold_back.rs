//! When a phone must not be prompted again: nobody pays twice by pressing twice, and nobody's phone is pestered.
//! It sees the latest prompts of one phone, whoever asked for them.

#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// For so many minutes an unanswered prompt counts as open; the phone has put it away long before.
pub const OPEN_MINUTES_MAX: i64 = 3;

/// For so many seconds M-PESA refuses the same amount to the same phone.
pub const SAME_AMOUNT_SECONDS: i64 = 120;

/// The most prompts to one phone in [`HOUR_SECONDS`].
pub const PROMPTS_PER_HOUR_MAX: usize = 6;

/// The seconds in which prompts are counted.
pub const HOUR_SECONDS: i64 = 3_600;

const SECONDS_PER_MINUTE: i64 = 60;

/// One prompt on a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// When M-PESA was asked for it.
    pub at: DateTime<Utc>,
    /// The amount in whole shillings.
    pub shillings: u32,
    /// The push.
    pub push: String,
    /// Whether nobody knows yet what became of it.
    pub open: bool,
}

impl Prompt {
    /// In seconds. A clock that was ahead when the prompt was written makes it new, not old.
    fn age_seconds(&self, now: DateTime<Utc>) -> i64 {
        now.signed_duration_since(self.at).num_seconds().max(0)
    }
}

/// Why a phone is not prompted now, in order of precedence. Waiting as long as it says is enough for this rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBack {
    /// Another prompt has not been answered.
    AnotherOpen {
        /// When it was sent.
        since: DateTime<Utc>,
    },
    /// The phone was asked for the same amount a moment ago, whatever became of it.
    SameAmount {
        /// How long to wait.
        wait_seconds: i64,
    },
    /// The phone had [`PROMPTS_PER_HOUR_MAX`] prompts within the hour.
    TooMany {
        /// How long to wait.
        wait_seconds: i64,
    },
}

/// Whether a phone with these prompts, in any order, may be asked for so many shillings now.
///
/// # Errors
/// [`HeldBack`] says which rule forbids it and until when.
pub fn may_prompt(recent: &[Prompt], shillings: u32, now: DateTime<Utc>) -> Result<(), HeldBack> {
    let held_back = another_open(recent, now)
        .or_else(|| same_amount(recent, shillings, now))
        .or_else(|| too_many(recent, now));
    held_back.map_or(Ok(()), Err)
}

/// Drops the prompts that no rule looks at any more: those older than an hour.
pub fn retain_recent(prompts: &mut Vec<Prompt>, now: DateTime<Utc>) {
    prompts.retain(|prompt| prompt.age_seconds(now) < HOUR_SECONDS);
}

fn another_open(recent: &[Prompt], now: DateTime<Utc>) -> Option<HeldBack> {
    let limit_seconds = OPEN_MINUTES_MAX.saturating_mul(SECONDS_PER_MINUTE);
    recent
        .iter()
        .filter(|prompt| prompt.open && prompt.age_seconds(now) < limit_seconds)
        .map(|prompt| prompt.at)
        .max()
        .map(|since| HeldBack::AnotherOpen { since })
}

fn same_amount(recent: &[Prompt], shillings: u32, now: DateTime<Utc>) -> Option<HeldBack> {
    let latest = recent
        .iter()
        .filter(|prompt| prompt.shillings == shillings)
        .map(|prompt| prompt.at)
        .max()?;
    wait_seconds(latest, SAME_AMOUNT_SECONDS, now)
        .map(|wait_seconds| HeldBack::SameAmount { wait_seconds })
}

/// The prompt that has to leave the hour first is the last but `PROMPTS_PER_HOUR_MAX`, counted from the newest.
fn too_many(recent: &[Prompt], now: DateTime<Utc>) -> Option<HeldBack> {
    let mut newest_first: Vec<DateTime<Utc>> = recent.iter().map(|prompt| prompt.at).collect();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    let leaving = newest_first.get(PROMPTS_PER_HOUR_MAX.saturating_sub(1))?;
    wait_seconds(*leaving, HOUR_SECONDS, now).map(|wait_seconds| HeldBack::TooMany { wait_seconds })
}

/// Whole seconds from `now` until `period_seconds` after `at`; `None` when they are over.
fn wait_seconds(at: DateTime<Utc>, period_seconds: i64, now: DateTime<Utc>) -> Option<i64> {
    let age = now.signed_duration_since(at);
    let left = TimeDelta::seconds(period_seconds).checked_sub(&age)?;
    let part_of_a_second = left.subsec_nanos() > 0;
    let seconds = left
        .num_seconds()
        .saturating_add(i64::from(part_of_a_second));
    (seconds > 0).then_some(seconds)
}

impl HeldBack {
    /// What the customer is told: why, and what to do.
    pub fn sentence(self, language: Language) -> String {
        let (english, kiswahili) = match self {
            HeldBack::AnotherOpen { .. } => (
                format!(
                    "A payment request is still open on this phone. Answer it there, or try again in {OPEN_MINUTES_MAX} minutes."
                ),
                format!(
                    "Kuna ombi la malipo ambalo halijajibiwa kwenye simu hii. Lijibu kwenye simu, au jaribu tena baada ya dakika {OPEN_MINUTES_MAX}."
                ),
            ),
            HeldBack::SameAmount { wait_seconds } => {
                let minutes = minutes(wait_seconds);
                (
                    format!(
                        "This phone was asked for the same amount a moment ago. Check its messages; if you have not paid, try again in {}.",
                        english_minutes(minutes)
                    ),
                    format!(
                        "Simu hii imeombwa kiasi hiki muda mfupi uliopita. Angalia ujumbe wake; kama hujalipa, jaribu tena baada ya dakika {minutes}."
                    ),
                )
            }
            HeldBack::TooMany { wait_seconds } => {
                let minutes = minutes(wait_seconds);
                (
                    format!(
                        "This phone had too many payment requests in the last hour. Try again in {}.",
                        english_minutes(minutes)
                    ),
                    format!(
                        "Simu hii imepata maombi mengi ya malipo katika saa moja iliyopita. Jaribu tena baada ya dakika {minutes}."
                    ),
                )
            }
        };
        match language {
            Language::En => english,
            Language::Sw => kiswahili,
        }
    }
}

impl fmt::Display for HeldBack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::En))
    }
}

impl Error for HeldBack {}

/// Started minutes.
fn minutes(seconds: i64) -> i64 {
    let started = i64::from(seconds.rem_euclid(SECONDS_PER_MINUTE) > 0);
    seconds
        .div_euclid(SECONDS_PER_MINUTE)
        .saturating_add(started)
}

fn english_minutes(minutes: i64) -> String {
    match minutes {
        1 => "1 minute".to_owned(),
        more => format!("{more} minutes"),
    }
}
