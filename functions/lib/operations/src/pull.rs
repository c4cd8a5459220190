//! Fetches from M-PESA the payments that it took for us, so that those come in whose confirmation was lost.
//! It owns when, how far back, and what is remembered of it; what becomes of a payment, `accept` decides.

mod part;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use billing::ids::PaymentId;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Africa::Nairobi;
use providers::mpesa::daraja::pull::WINDOW_HOURS_MAX;
use store::client::Store;
use store::keys::List;
use store::pulls::{GapRecord, PullRecord};
use store::pushes::PushRecord;
use store::walk::{Order, Range};

use crate::error::OperationError;
use crate::mpesa::{Line, Mpesa};
use crate::pull::part::Part;
use crate::retry::on_conflict;

/// How far a pull goes back behind the last one, in hours. M-PESA may list a payment late; and should it read the times
/// that we send as UTC, which nobody documents, this is what they are off by.
pub const OVERLAP_HOURS: i64 = 3;
/// How often everything is fetched that nobody asks for, in hours.
pub const EVERY_HOURS: i64 = 6;
/// The least time between two tries, in minutes: the function runs every ten, and not to the second.
const PAUSE_MINUTES: i64 = 9;
/// When a gap is looked into after it was seen, in minutes; after that the usual pulls do.
const LOOKS_FOR_GAP_MINUTES: [i64; 4] = [0, 10, 30, 120];
/// When the payment of a push is looked for after it was asked for, in minutes. After the last of them the janitor may say
/// that there is none.
const LOOKS_FOR_PUSH_MINUTES: [i64; 2] = [10, 45];
/// M-PESA refuses to look back further than its 48 hours; this much is left to clocks that differ, in minutes.
const EDGE_MINUTES: i64 = 5;
/// A longer time is fetched in parts, in hours, so that what has come need not come again after a failure.
const PART_HOURS: i64 = 12;
/// Pushes whose payments are waited for that one run looks at.
const PUSHES_MAX: usize = 1_000;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// What was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pulled {
    /// Payments that the queue should hear of.
    pub dispatch: Vec<PaymentId>,
    /// How many of them nobody had told us of.
    pub recovered: usize,
    /// Rows that M-PESA listed.
    pub rows: usize,
    /// Why not everything came.
    pub failure: Option<String>,
    /// Everything up to here came.
    whole_until: Option<DateTime<Utc>>,
}

impl Pulled {
    /// What came could not be passed on, so it has to come again.
    pub fn was_not_dispatched(&mut self) {
        self.failure = Some("What M-PESA listed could not be passed on".to_owned());
        self.whole_until = None;
    }
}

/// Whether M-PESA lists the payments of a short code: once that is registered, with a phone number.
#[must_use]
pub fn is_set_up(line: &Line) -> bool {
    line.collector.pull_number.is_some()
}

/// Earliest time that M-PESA lists.
#[must_use]
pub fn listed_from(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::hours(WINDOW_HOURS_MAX) + TimeDelta::minutes(EDGE_MINUTES)
}

/// Why a short code is looked at out of turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// When a look was wanted, or will be.
    looks: Vec<DateTime<Utc>>,
    /// From when on, where that is longer ago than usual.
    pub since: Option<DateTime<Utc>>,
}

impl Wanted {
    /// A gap is open.
    pub fn for_gap(&mut self, gap: &GapRecord) {
        let after = |minutes| gap.seen_at + TimeDelta::minutes(minutes);
        self.looks.extend(LOOKS_FOR_GAP_MINUTES.map(after));
        let from = gap.from - TimeDelta::minutes(EDGE_MINUTES);
        self.since = Some(self.since.map_or(from, |since| since.min(from)));
    }

    /// A push is waiting for its payment.
    pub fn for_push(&mut self, push: &PushRecord) {
        let after = |minutes| push.requested_at + TimeDelta::minutes(minutes);
        self.looks.extend(LOOKS_FOR_PUSH_MINUTES.map(after));
    }
}

/// Which short codes have a gap, of `gaps`, or a push that M-PESA's list may tell more of.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn wanted(
    store: &Store,
    gaps: &[(String, GapRecord)],
    now: DateTime<Utc>,
) -> Result<HashMap<String, Wanted>, OperationError> {
    let mut wanted: HashMap<String, Wanted> = HashMap::new();
    for (short_code, gap) in gaps {
        if gap.to >= listed_from(now) {
            wanted.entry(short_code.clone()).or_default().for_gap(gap);
        }
    }
    let mut walk = store.walk(
        List::OpenPushes,
        &Range::all(Order::OldestFirst),
        PAGE_ITEMS,
    );
    let mut walked = 0;
    while walked < PUSHES_MAX
        && let Some(push) = walk.next_push().await?
    {
        walked += 1;
        if push.requested_at >= listed_from(now) {
            let short_code = push.short_code.clone();
            wanted.entry(short_code).or_default().for_push(&push);
        }
    }
    Ok(wanted)
}

/// Whether it is time to pull: every [`EVERY_HOURS`]; as soon as a look is wanted that was not had yet; and again soon
/// after a failure.
#[must_use]
pub fn due(record: &PullRecord, wanted: &Wanted, now: DateTime<Utc>) -> bool {
    let (Some(tried), until) = (record.tried_at, record.pulled_until) else {
        return true;
    };
    if tried + TimeDelta::minutes(PAUSE_MINUTES) > now {
        return false;
    }
    let Some(until) = until.filter(|_| !has_failed(record)) else {
        return true;
    };
    let is_missing = |look: &DateTime<Utc>| until < *look && *look <= now;
    until + TimeDelta::hours(EVERY_HOURS) <= now || wanted.looks.iter().any(is_missing)
}

/// Fetches everything since the last time, with an overlap, and at least since `since`. What M-PESA does not answer is
/// no error. Nothing is remembered of it before [`remember`], once what came is on its way.
///
/// # Idempotency
/// Each receipt is recorded once, however often and by however many at once it is fetched. A payment that an earlier run
/// recorded, or confirmed, and then did not dispatch, is dispatched by this one.
///
/// # Errors
/// [`OperationError::Store`]: some payments may be recorded.
pub async fn run(
    store: &Store,
    mpesa: &Mpesa,
    line: &Line,
    since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Pulled, OperationError> {
    let mut pulled = Pulled::default();
    if !is_set_up(line) {
        return Ok(pulled);
    }
    let before = store.pull_record(&line.holder).await?;
    let mut taken = HashSet::new();
    let mut from = beginning(&before, since, now);
    while from < now && pulled.failure.is_none() {
        let part = Part {
            mpesa,
            line,
            from,
            to: now.min(from + TimeDelta::hours(PART_HOURS)),
            now,
        };
        pulled.failure = part.fetch(store, &mut taken, &mut pulled).await?;
        if pulled.failure.is_none() {
            pulled.whole_until = Some(part.to);
        }
        from = part.to;
    }
    Ok(pulled)
}

/// From when on: behind the last pull by the overlap, or earlier where somebody asks for it, but never earlier than
/// M-PESA lists.
fn beginning(
    record: &PullRecord,
    since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let earliest = listed_from(now);
    let behind = |until: DateTime<Utc>| until.min(now) - TimeDelta::hours(OVERLAP_HOURS);
    let usual = record.pulled_until.map_or(earliest, behind);
    since.map_or(usual, |since| since.min(usual)).max(earliest)
}

/// Moves the record of a short code over what came whole, and notes for staff why not everything did.
///
/// # Idempotency
/// The record never moves back. Of two at once, the words of the second stand.
///
/// # Errors
/// [`OperationError::Store`]: the next pull fetches the same again.
pub async fn remember(
    store: &Store,
    line: &Line,
    pulled: &Pulled,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    on_conflict(|| async {
        let before = store.pull_record(&line.holder).await?;
        let after = PullRecord {
            pulled_until: before.pulled_until.max(pulled.whole_until),
            tried_at: before.tried_at.max(Some(now)),
            failure: words(&before, pulled, now),
            recovered: before.recovered + u64::try_from(pulled.recovered).unwrap_or(u64::MAX),
            version: before.version + 1,
            ..before.clone()
        };
        let saved = store.save_pull_record(&line.holder, &before, &after).await;
        Ok(saved?)
    })
    .await
}

/// What staff are told: why the last try failed, and what M-PESA lists no more. The latter stands until something else
/// goes wrong: nobody can fetch it.
fn words(before: &PullRecord, pulled: &Pulled, now: DateTime<Utc>) -> Option<String> {
    let standing = before.failure.clone().filter(|_| !has_failed(before));
    match (pulled.failure.clone(), unlisted(before, now)) {
        (Some(failure), Some(unlisted)) => Some(format!("{failure}. {unlisted}")),
        (failure, unlisted) => failure.or(unlisted).or(standing),
    }
}

/// Whether the last try was not a whole one.
fn has_failed(record: &PullRecord) -> bool {
    record.tried_at > record.pulled_until
}

/// The payments that were made after the last pull and that M-PESA lists no more.
fn unlisted(record: &PullRecord, now: DateTime<Utc>) -> Option<String> {
    let until = record.pulled_until.filter(|it| *it < listed_from(now))?;
    let local = |at: DateTime<Utc>| {
        at.with_timezone(&Nairobi)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    };
    Some(format!(
        "M-PESA lists the last 48 hours only: payments from {} to {} have to be taken from a statement.",
        local(until),
        local(listed_from(now)),
    ))
}
