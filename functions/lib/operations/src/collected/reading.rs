//! Reads the payments of a day from where they were read before, and keeps the sums.

use billing::civil::start_of_day;
use billing::ids::PaymentId;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use store::client::Store;
use store::day_totals::{ChannelSum, DayTotals, Reading};
use store::error::StoreError;
use store::keys::{List, stamp};
use store::payments::PaymentFacts;
use store::states::PaymentState;
use store::walk::{Order, Range};

use super::{DayCollected, shown};
use crate::error::OperationError;

/// What is younger than this is read again by the next look: the list index may show an item late, in minutes.
const LISTED_LATE_MINUTES: i64 = 15;
/// A day is read for good this long after its end, in hours: longer than a callback waits on a queue for the store, and
/// long enough for staff to take back what they entered by mistake.
const FOR_GOOD_AFTER_HOURS: i64 = 48;
/// Payments whose states are read at once.
const CHUNK: usize = 100;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// A day of which nothing is worked out.
pub(super) fn unread(day: NaiveDate) -> DayTotals {
    DayTotals {
        day,
        first: begun(day),
        second: None,
        settled: false,
        version: 0,
    }
}

fn begun(day: NaiveDate) -> Reading {
    Reading {
        sums: Vec::new(),
        through: start_of_day(day),
        after: None,
    }
}

/// Reads days, at most so many payments in all.
pub(super) struct Reader<'a> {
    pub store: &'a Store,
    pub now: DateTime<Utc>,
    pub left: usize,
}

/// What reading a stretch of the list came to.
struct Stretch {
    /// The reading that may be kept.
    kept: Reading,
    /// That, with what is too young to be kept.
    sums: Vec<ChannelSum>,
    /// Whether the end was reached.
    complete: bool,
}

impl Reader<'_> {
    /// What a day collected, going on from `standing`.
    pub(super) async fn day(
        &mut self,
        standing: DayTotals,
    ) -> Result<DayCollected, OperationError> {
        let day = standing.day;
        let ends = day
            .succ_opt()
            .map_or(DateTime::<Utc>::MAX_UTC, start_of_day);
        if standing.settled {
            return shown(day, &standing.first.sums, true);
        }
        if start_of_day(day) > self.now {
            return shown(day, &[], true);
        }
        let is_over = self.now - TimeDelta::hours(FOR_GOOD_AFTER_HOURS) >= ends;
        let is_read = standing.first.through >= ends;
        if self.left == 0 || (is_read && !is_over) {
            return shown(day, &standing.first.sums, is_read);
        }
        let mut after = DayTotals {
            version: standing.version + 1,
            ..standing.clone()
        };
        let answer = if is_over {
            let begun = standing.second.clone().unwrap_or_else(|| begun(day));
            let stretch = self.read(begun, ends, ends).await?;
            let answer = if is_read && !stretch.complete {
                shown(day, &standing.first.sums, true)
            } else {
                shown(day, &stretch.sums, stretch.complete)
            };
            if stretch.complete {
                after.first = stretch.kept;
                after.second = None;
                after.settled = true;
            } else {
                after.second = Some(stretch.kept);
            }
            answer
        } else {
            let keep_until = (self.now - TimeDelta::minutes(LISTED_LATE_MINUTES)).min(ends);
            let stretch = self.read(standing.first.clone(), keep_until, ends).await?;
            after.first = stretch.kept;
            shown(day, &stretch.sums, stretch.complete)
        }?;
        self.keep(&standing, &after, ends).await?;
        Ok(answer)
    }

    /// Keeps what is new. Who was quicker has worked out the same.
    async fn keep(
        &self,
        before: &DayTotals,
        after: &DayTotals,
        ends: DateTime<Utc>,
    ) -> Result<(), OperationError> {
        let is_new = before.first.sums != after.first.sums
            || before.first.after != after.first.after
            || before.second != after.second
            || before.settled != after.settled
            || (before.first.through < ends && after.first.through >= ends);
        if !is_new {
            return Ok(());
        }
        match self.store.save_day_totals(before, after).await {
            Ok(()) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads from where `kept` is to `ends`; what reached us before `keep_until` is added to it.
    async fn read(
        &mut self,
        mut kept: Reading,
        keep_until: DateTime<Utc>,
        ends: DateTime<Utc>,
    ) -> Result<Stretch, OperationError> {
        let range = Range {
            from: Some(kept.through),
            until: Some(ends),
            order: Order::OldestFirst,
            after: kept.after.clone(),
        };
        let mut walk = self.store.walk(List::Payments, &range, PAGE_ITEMS);
        let mut sums = kept.sums.clone();
        // In the form of the list's own keys, so that nothing is between what is kept and what comes next.
        let keep_before = stamp(keep_until);
        let mut complete = false;
        while self.left > 0 && !complete {
            let mut chunk: Vec<PaymentFacts> = Vec::with_capacity(CHUNK);
            let wanted = CHUNK.min(self.left);
            while chunk.len() < wanted
                && let Some(facts) = walk.next_payment().await?
            {
                let is_kept = stamp(facts.payment.received_at) < keep_before;
                if is_kept {
                    kept.after = walk.position().map(str::to_owned);
                }
                chunk.push(facts);
            }
            complete = chunk.len() < wanted;
            self.left -= chunk.len();
            let ids: Vec<PaymentId> = chunk.iter().map(|one| one.payment.id.clone()).collect();
            let states = self.store.payment_states(&ids).await?;
            for facts in &chunk {
                if !counts(facts, states.get(&facts.payment.id)) {
                    continue;
                }
                add(&mut sums, facts);
                if stamp(facts.payment.received_at) < keep_before {
                    add(&mut kept.sums, facts);
                }
            }
        }
        if complete && keep_until > kept.through {
            kept.through = keep_until;
            kept.after = None;
        }
        Ok(Stretch {
            kept,
            sums,
            complete,
        })
    }
}

/// Whether a payment was collected: it was not taken back, and nobody has to confirm it first.
fn counts(facts: &PaymentFacts, state: Option<&PaymentState>) -> bool {
    match state {
        Some(state) => state.doubt.is_none() && state.reversal.is_none(),
        None => facts.suspect.is_none(),
    }
}

fn add(sums: &mut Vec<ChannelSum>, facts: &PaymentFacts) {
    let (channel, amount) = (facts.payment.channel, facts.payment.amount);
    let place = sums.binary_search_by_key(&(channel, amount.currency()), |sum| {
        (sum.channel, sum.currency)
    });
    match place {
        Ok(index) => {
            sums[index].count += 1;
            sums[index].cents = sums[index].cents.saturating_add(amount.cents());
        }
        Err(index) => sums.insert(
            index,
            ChannelSum {
                channel,
                currency: amount.currency(),
                count: 1,
                cents: amount.cents(),
            },
        ),
    }
}
