//! The gaps in what was told of one short code, with what is uncertain about the times that M-PESA lists.

use std::collections::{HashMap, HashSet};

use billing::receipt::Receipt;
use billing::running_balance::{Confirmation, Gap, gaps};
use chrono::{DateTime, TimeDelta, Utc};
use store::pulls::GapRecord;

/// What M-PESA's list says of the time of a payment is read as Nairobi's. Should it be UTC, which nobody documents, the
/// payment was made this much later, in hours.
const LISTED_EARLY_HOURS: i64 = 3;
/// Payments further than this from a gap cannot fill it, in hours.
const NEAR_HOURS: i64 = 1;

/// A payment as it was told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub confirmation: Confirmation,
    /// Its time is the one of M-PESA's list.
    pub is_listed: bool,
}

/// What a gap is known by.
pub(super) type GapKey = (DateTime<Utc>, Receipt);

/// The gaps through which money came in, open and explained.
pub(super) fn gaps_in(told: &[Told]) -> HashMap<GapKey, Gap> {
    let by_time: Vec<Confirmation> = told.iter().map(|it| it.confirmation.clone()).collect();
    let mut found = keyed(&by_time);
    let used: HashSet<Receipt> = found
        .values()
        .flat_map(|gap| gap.filled_by.iter().cloned())
        .collect();
    // Only the times of payments without a balance differ, so the gaps are the same ones.
    let listed_early: Vec<Confirmation> = told
        .iter()
        .filter(|it| !used.contains(&it.confirmation.receipt))
        .map(later)
        .collect();
    for (key, gap) in keyed(&listed_early) {
        if !gap.open
            && let Some(standing) = found.get_mut(&key)
            && standing.open
        {
            *standing = gap;
        }
    }
    found
}

/// Those of `told` that may lie in a gap.
pub(super) fn near(gap: &GapRecord, told: &[Told]) -> Vec<Told> {
    let margin = TimeDelta::hours(NEAR_HOURS);
    let about = gap.from - TimeDelta::hours(LISTED_EARLY_HOURS) - margin..=gap.to + margin;
    let lies_near = |it: &&Told| match it.confirmation.balance_after {
        // What lies beside the gap would make gaps of its own.
        Some(_) => (gap.from..=gap.to).contains(&it.confirmation.paid_at),
        None => about.contains(&it.confirmation.paid_at),
    };
    told.iter().filter(lies_near).cloned().collect()
}

fn keyed(confirmations: &[Confirmation]) -> HashMap<GapKey, Gap> {
    gaps(confirmations)
        .into_iter()
        .filter(|gap| gap.difference.is_positive())
        .map(|gap| ((gap.from, gap.after.clone()), gap))
        .collect()
}

fn later(told: &Told) -> Confirmation {
    let mut confirmation = told.confirmation.clone();
    if told.is_listed && confirmation.balance_after.is_none() {
        confirmation.paid_at += TimeDelta::hours(LISTED_EARLY_HOURS);
    }
    confirmation
}
