//! What something that was said makes of a push: its status, its steps, its next look. Reads and writes nothing.

use billing::push::schedule::next_ask;
use billing::push::{PushStatus, Step, Told, after};
use chrono::{DateTime, TimeDelta, Utc};
use store::pushes::{PUSH_STEPS_MAX, PushRecord, PushReview, PushStep};

/// How often reconciliation looks for the payment of a push, once M-PESA was asked often enough, in minutes.
const LOOK_EVERY_MINUTES: i64 = 30;
/// How long it is looked for, in hours: as long as M-PESA lists its payments. After that a person decides.
const LOOKED_FOR_HOURS: i64 = 48;
/// Characters of a provider's words that are kept.
const WORDS_CHARS_MAX: usize = 200;

/// Something that was said about a push.
#[derive(Clone, Debug)]
pub struct Said {
    source: &'static str,
    told: Told,
    words: String,
}

impl Said {
    /// By `source`, as [`PushStep`] lists them.
    #[must_use]
    pub fn by(source: &'static str, told: Told) -> Self {
        Self {
            source,
            told,
            words: String::new(),
        }
    }

    /// With the words in which it was said.
    #[must_use]
    pub fn in_words(mut self, words: &str) -> Self {
        self.words = words.chars().take(WORDS_CHARS_MAX).collect();
        self
    }

    fn code(&self) -> Option<&str> {
        match &self.told {
            Told::Refused { code } | Told::Result { code, .. } => Some(code),
            _ => None,
        }
    }
}

/// The push after it. A contradiction changes no status, and a person is asked to look.
#[must_use]
pub fn apply(push: &PushRecord, said: &Said, now: DateTime<Utc>) -> PushRecord {
    let mut next = PushRecord {
        version: push.version + 1,
        ..push.clone()
    };
    match after(push.status, &said.told) {
        Step::Moves(status) => {
            next.status = status;
            next.code = said.code().map(str::to_owned).or(next.code);
        }
        // A code says more than silence did.
        Step::Stays if next.status == PushStatus::Unknown && next.code.is_none() => {
            next.code = said.code().map(str::to_owned);
        }
        Step::Stays => {}
        Step::Contradicts => {
            let code = said.code().unwrap_or("no code");
            let reason = format!(
                "M-PESA told that it was paid, and then the contrary ({code}). It stays paid; check the statement.",
            );
            next.review = next.review.or(Some(PushReview { reason, at: now }));
        }
    }
    add_step(&mut next, said.source, said.code(), &said.words, now);
    next.next_at = next_look(&next, now);
    next
}

/// Remembers that something was said, in the order in which it was.
pub(crate) fn add_step(
    push: &mut PushRecord,
    source: &str,
    code: Option<&str>,
    words: &str,
    now: DateTime<Utc>,
) {
    if push.steps.len() < PUSH_STEPS_MAX {
        push.steps.push(PushStep {
            at: now,
            source: source.to_owned(),
            code: code.map(str::to_owned),
            words: words.to_owned(),
            status: push.status,
        });
    }
}

/// When a push is looked at again: as the janitor asks, then every half hour for the payment itself. Nothing once the
/// payment is known, or certainly none was made, or it was looked for long enough.
pub(crate) fn next_look(push: &PushRecord, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let is_known = push.payment.is_some() || push.status == PushStatus::Failed;
    if is_known {
        return None;
    }
    if let Some(ask) = next_ask(push.requested_at, push.asked) {
        return Some(ask);
    }
    let next = now + TimeDelta::minutes(LOOK_EVERY_MINUTES);
    (next <= push.requested_at + TimeDelta::hours(LOOKED_FOR_HOURS)).then_some(next)
}
