//! Which payments without a balance account for a gap.
//! It only ever fills a gap exactly; a part of it proves nothing.

use chrono::{DateTime, TimeDelta, Utc};

use crate::receipt::Receipt;
use crate::running_balance::{Confirmation, Gap};

/// The clock of another interface may differ from that of confirmations by this.
const CLOCKS_DIFFER_MINUTES_MAX: i64 = 5;

/// The most payments that are tried in every combination.
const CANDIDATES_MAX: usize = 200;

/// The most steps of one search for a combination; what takes longer is left to a person.
const SEARCH_STEPS_MAX: u32 = 20_000;

/// A payment without a balance.
pub(super) struct Loose<'a> {
    receipt: &'a Receipt,
    paid_at: DateTime<Utc>,
    cents: i64,
}

impl<'a> Loose<'a> {
    pub fn of(confirmation: &'a Confirmation) -> Loose<'a> {
        Loose {
            receipt: &confirmation.receipt,
            paid_at: confirmation.paid_at,
            cents: confirmation.amount.cents(),
        }
    }
}

/// Fills open gaps, each payment at most one of them. First with what was certainly paid within a gap,
/// so that no gap takes what is its neighbour's.
pub(super) fn fill(gaps: &mut [Gap], mut loose: Vec<Loose<'_>>) {
    loose.retain(|it| it.cents > 0);
    loose.sort_unstable_by_key(|it| (it.paid_at, it.receipt));
    for minutes in [0, CLOCKS_DIFFER_MINUTES_MAX] {
        for gap in gaps.iter_mut().filter(|gap| gap.open) {
            let Some(chosen) = filling(gap, &loose, TimeDelta::minutes(minutes)) else {
                continue;
            };
            gap.filled_by = chosen
                .iter()
                .filter_map(|index| loose.get(*index))
                .map(|it| it.receipt.clone())
                .collect();
            gap.open = false;
            loose.retain(|it| !gap.filled_by.contains(it.receipt));
        }
    }
}

/// The payments within the gap, or about it by `slack`, that add up to it: as indices, ascending.
fn filling(gap: &Gap, loose: &[Loose<'_>], slack: TimeDelta) -> Option<Vec<usize>> {
    let outside = |it: &Loose<'_>| {
        let early = gap.from.signed_duration_since(it.paid_at);
        let late = it.paid_at.signed_duration_since(gap.to);
        early.max(late).max(TimeDelta::zero())
    };
    let mut candidates: Vec<(TimeDelta, usize, i64)> = loose
        .iter()
        .enumerate()
        .map(|(index, it)| (outside(it), index, it.cents))
        .filter(|(outside, ..)| *outside <= slack)
        .collect();
    let target = gap.difference.cents();
    let total = candidates
        .iter()
        .fold(0_i64, |total, (_, _, cents)| total.saturating_add(*cents));
    if total < target {
        return None;
    }
    if total > target {
        candidates.sort_unstable();
        candidates.truncate(CANDIDATES_MAX);
        let amounts: Vec<i64> = candidates.iter().map(|(_, _, cents)| *cents).collect();
        let chosen = combination(&amounts, target)?;
        candidates = chosen
            .iter()
            .filter_map(|place| candidates.get(*place).copied())
            .collect();
    }
    let mut indices: Vec<usize> = candidates.iter().map(|(_, index, _)| *index).collect();
    indices.sort_unstable();
    Some(indices)
}

/// The first places in `amounts` that add up to `target`, trying earlier ones first.
fn combination(amounts: &[i64], target: i64) -> Option<Vec<usize>> {
    let mut search = Search {
        amounts,
        chosen: Vec::new(),
        steps_left: SEARCH_STEPS_MAX,
    };
    let total = amounts
        .iter()
        .fold(0_i64, |total, cents| total.saturating_add(*cents));
    search.reaches(0, target, total).then_some(search.chosen)
}

struct Search<'a> {
    amounts: &'a [i64],
    chosen: Vec<usize>,
    steps_left: u32,
}

impl Search<'_> {
    /// Whether amounts from `place` on, which are `left` in total, can add up to `target`. Not deeper than
    /// [`CANDIDATES_MAX`].
    fn reaches(&mut self, place: usize, target: i64, left: i64) -> bool {
        if target == 0 {
            return true;
        }
        let Some(steps_left) = self.steps_left.checked_sub(1) else {
            return false;
        };
        self.steps_left = steps_left;
        let Some(amount) = self.amounts.get(place).copied() else {
            return false;
        };
        if left < target {
            return false;
        }
        let next = place.saturating_add(1);
        let left = left.saturating_sub(amount);
        if amount <= target {
            self.chosen.push(place);
            if self.reaches(next, target.saturating_sub(amount), left) {
                return true;
            }
            self.chosen.pop();
        }
        self.reaches(next, target, left)
    }
}
