//! How often somebody may try. What is counted for a contact is counted whether or not anybody has it; where nobody
//! has, the contact is counted a second time in the place of the account.

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Africa::Nairobi;
use store::client::Store;
use store::commit::Commit;
use store::error::StoreError;
use store::sign_ins::{Contact, Counted, SignInTimes, SmsCeiling, Sought};

use crate::error::OperationError;
use crate::sign_in::contact;
use crate::sign_in::error::SignInError;

/// How long somebody waits before they ask for another code, in seconds.
pub const RESEND_AFTER_S: u32 = 60;

/// How many codes may go out by SMS, so that nobody can spend what all messages are paid from.
pub const SMS_CEILING: SmsCeiling = SmsCeiling {
    per_hour: 500,
    per_day: 3_000,
};

/// At most so many within a time.
struct Rule {
    within: TimeDelta,
    times_max: usize,
}

const fn rule(within: TimeDelta, times_max: usize) -> Rule {
    Rule { within, times_max }
}

/// Codes that are asked for at one contact.
const ASKED_AT_CONTACT: [Rule; 3] = [
    rule(TimeDelta::seconds(60), 1),
    rule(TimeDelta::hours(1), 5),
    rule(TimeDelta::days(1), 15),
];
/// Codes that are sent for one account, whatever contacts it has.
const SENT_FOR_ACCOUNT: [Rule; 2] = [rule(TimeDelta::hours(1), 10), rule(TimeDelta::days(1), 30)];
/// Wrong codes that are typed, over all attempts: at ten an hour and thirty a day, guessing one of a million takes
/// ninety years on average.
const WRONG: [Rule; 2] = [rule(TimeDelta::hours(1), 10), rule(TimeDelta::days(1), 30)];
/// Times that are kept: those of a day that a rule counts.
const TIMES_MAX: usize = 30;

/// What was done lately at a contact, and for each account that is signed in to by it.
pub(crate) struct Limits {
    names: Vec<String>,
    times: Vec<SignInTimes>,
}

impl Limits {
    pub(super) async fn load(
        store: &Store,
        contact: &Contact,
        sought: &Sought,
    ) -> Result<Self, StoreError> {
        let door = match sought {
            Sought::Customers(_) => "customer",
            Sought::Member(_) => "staff",
        };
        let at = contact::text(contact);
        let mut names = vec![format!("contact/{door}/{at}")];
        match sought {
            Sought::Customers(customers) => {
                names.extend(customers.iter().map(|it| format!("account/{it}")));
            }
            Sought::Member(member) => names.extend(member.iter().map(|it| format!("account/{it}"))),
        }
        if names.len() == 1 {
            names.push(format!("nobody/{door}/{at}"));
        }
        let times = store.sign_in_times(&names).await?;
        Ok(Self { names, times })
    }

    /// As [`Limits::load`], for the second factor of one member.
    pub(crate) async fn of_second_factor(store: &Store, member: &str) -> Result<Self, StoreError> {
        let names = vec![format!("factor/{member}")];
        let times = store.sign_in_times(&names).await?;
        Ok(Self { names, times })
    }

    /// Whether a code may be asked for.
    pub(super) fn check_asking(&self, now: DateTime<Utc>) -> Result<(), SignInError> {
        let contact = self.times.first().map_or(&[][..], |times| &times.asked);
        match wait_s(contact, &ASKED_AT_CONTACT, now).max(self.locked_s(now)) {
            0 => Ok(()),
            wait_seconds => Err(SignInError::TooOften { wait_seconds }),
        }
    }

    /// Whether a code may be tried.
    pub(crate) fn check_guessing(&self, now: DateTime<Utc>) -> Result<(), SignInError> {
        match self.locked_s(now) {
            0 => Ok(()),
            wait_seconds => Err(SignInError::TooOften { wait_seconds }),
        }
    }

    /// Whether a code is sent that may be asked for. Where an account gets too many by its several contacts, it gets no
    /// more, and whoever asks is not told: they must not learn that two contacts are of one account.
    pub(super) fn may_send(&self, now: DateTime<Utc>) -> bool {
        let mut accounts = self.times.iter().skip(1);
        accounts.all(|times| wait_s(&times.asked, &SENT_FOR_ACCOUNT, now) == 0)
    }

    pub(super) fn note_asked(
        &self,
        commit: &mut Commit,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.note(commit, now, |times| &mut times.asked)
    }

    pub(crate) fn note_wrong(
        &self,
        commit: &mut Commit,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.note(commit, now, |times| &mut times.wrong)
    }

    fn note(
        &self,
        commit: &mut Commit,
        now: DateTime<Utc>,
        which: impl Fn(&mut SignInTimes) -> &mut Vec<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        for (name, before) in self.names.iter().zip(&self.times) {
            let mut after = before.clone();
            after.version += 1;
            let times = which(&mut after);
            times.push(now);
            let surplus = times.len().saturating_sub(TIMES_MAX);
            times.drain(..surplus);
            commit.sign_in_times(name, before, &after, now)?;
        }
        Ok(())
    }

    /// Seconds until codes may be tried again.
    fn locked_s(&self, now: DateTime<Utc>) -> u64 {
        let waits = self
            .times
            .iter()
            .map(|times| wait_s(&times.wrong, &WRONG, now));
        waits.max().unwrap_or(0)
    }
}

/// Counts codes by SMS against the ceiling of all of them.
pub(super) async fn count_sms(
    store: &Store,
    messages: u32,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let local = now.with_timezone(&Nairobi).naive_local();
    let place = (local.date(), local.hour());
    let past_hour = u64::from(local.minute() * 60 + local.second());
    let hours_left = u64::from(23 - local.hour());
    match store
        .count_sign_in_sms(place, messages, SMS_CEILING)
        .await?
    {
        Counted::Within => Ok(()),
        Counted::HourFull => Err(paused(3_600 - past_hour)),
        Counted::DayFull => Err(paused(3_600 - past_hour + hours_left * 3_600)),
    }
}

fn paused(wait_seconds: u64) -> OperationError {
    SignInError::SmsPaused { wait_seconds }.into()
}

/// Seconds until one more is within all rules; 0 where it is now. `times` are oldest first.
fn wait_s(times: &[DateTime<Utc>], rules: &[Rule], now: DateTime<Utc>) -> u64 {
    let wait = |rule: &Rule| {
        let counted: Vec<_> = times.iter().filter(|at| now - **at < rule.within).collect();
        // Once this one is too long ago, there is room for one more.
        let place = counted.len().checked_sub(rule.times_max)?;
        let until = **counted.get(place)? + rule.within;
        let left_ms = (until - now).num_milliseconds();
        u64::try_from(left_ms).ok().map(|ms| ms.div_ceil(1_000))
    };
    rules.iter().filter_map(wait).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn one_waits_until_the_oldest_that_counts_is_too_long_ago() {
        let minute = |times_max| [rule(TimeDelta::seconds(60), times_max)];
        let times = [at(0), at(30), at(50)];
        // (rule, now, seconds to wait)
        let cases = [
            (minute(4), 50, 0),
            (minute(3), 50, 10),
            (minute(3), 59, 1),
            (minute(3), 60, 0),
            (minute(2), 50, 40),
            (minute(1), 50, 60),
            (minute(1), 109, 1),
            (minute(1), 110, 0),
        ];
        for (rules, now, expected) in cases {
            let waited = wait_s(&times, &rules, at(now));
            assert_eq!(waited, expected, "{} {now}", rules[0].times_max);
        }
        assert_eq!(wait_s(&[], &minute(1), at(0)), 0);
    }

    #[test]
    fn the_longest_wait_of_several_rules_counts() {
        let rules = [
            rule(TimeDelta::seconds(60), 1),
            rule(TimeDelta::hours(1), 2),
        ];
        assert_eq!(wait_s(&[at(0)], &rules, at(10)), 50);
        assert_eq!(wait_s(&[at(0), at(100)], &rules, at(110)), 3_490);
    }

    #[test]
    fn as_many_times_are_kept_as_any_rule_counts() {
        for rule in ASKED_AT_CONTACT
            .iter()
            .chain(&SENT_FOR_ACCOUNT)
            .chain(&WRONG)
        {
            assert!(rule.times_max <= TIMES_MAX);
        }
    }
}
