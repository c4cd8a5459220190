//! What would add up where doses of one amount do not: another last dose, another number, another amount.

use crate::business_days::BusinessDays;
use crate::money::Money;
use crate::obligation::planning::planned;
use crate::obligation::{Proposal, ProposalKind, Schedule};

/// How many times as large as the others a last dose may be to be proposed; beyond, more doses serve better.
const LAST_TIMES_MAX: i64 = 2;

/// The steps in cents to which another amount is rounded: whole shillings, as M-PESA takes nothing else, and
/// where the total is too small for that, cents.
const STEPS_CENTS: [i64; 2] = [100, 1];

/// Every proposal that can be planned as it is, no two with the same doses; the one nearest to what was asked
/// for first.
pub(super) fn that_fit(amount: Money, schedule: &Schedule, days: &BusinessDays) -> Vec<Proposal> {
    let Schedule::Automatic {
        first_on,
        every,
        instalment_amount,
        count,
        last_amount,
    } = schedule
    else {
        return Vec::new();
    };
    let asked = Asked {
        total: amount,
        total_cents: amount.cents(),
        each_cents: instalment_amount.cents(),
        last_cents: last_amount.unwrap_or(*instalment_amount).cents(),
        count: *count,
    };
    let candidates = [
        asked.other_last(),
        asked.other_count(),
        asked.other_amount(),
    ];
    let mut proposals: Vec<Proposal> = Vec::new();
    for candidate in candidates.into_iter().flatten() {
        let schedule = candidate.schedule(*first_on, *every);
        let is_new = proposals
            .iter()
            .all(|proposal| proposal.schedule(*first_on, *every) != schedule);
        if is_new && planned(amount, &schedule, days).is_ok() {
            proposals.push(candidate);
        }
    }
    proposals
}

/// What was asked for and does not add up.
struct Asked {
    total: Money,
    total_cents: i64,
    each_cents: i64,
    last_cents: i64,
    count: u32,
}

impl Asked {
    /// The same doses, with another last one.
    fn other_last(&self) -> Option<Proposal> {
        let last = self.last_beside(self.each_cents, self.count)?;
        if last > self.each_cents.checked_mul(LAST_TIMES_MAX)? {
            return None;
        }
        let kind = if last < self.last_cents {
            ProposalKind::LastSmaller
        } else {
            ProposalKind::LastLarger
        };
        self.proposal(kind, self.each_cents, self.count)
    }

    /// As many doses of the same amount as it takes; the last one has what remains.
    fn other_count(&self) -> Option<Proposal> {
        let count = rounded_up(self.total_cents, self.each_cents)?.checked_div(self.each_cents)?;
        let count = u32::try_from(count).ok()?;
        self.proposal(ProposalKind::OtherCount, self.each_cents, count)
    }

    /// The same number of doses, as equal as whole shillings allow.
    fn other_amount(&self) -> Option<Proposal> {
        let count = i64::from(self.count);
        STEPS_CENTS.into_iter().find_map(|step| {
            let up = rounded_up(self.total_cents, count.checked_mul(step)?)?.checked_div(count)?;
            let down = up.checked_sub(step)?;
            [up, down]
                .into_iter()
                .find_map(|each| self.proposal(ProposalKind::OtherAmount, each, self.count))
        })
    }

    /// `count` doses of `each` cents, but for a last one with what remains; nothing where nothing remains.
    fn proposal(&self, kind: ProposalKind, each: i64, count: u32) -> Option<Proposal> {
        let last = self.last_beside(each, count)?;
        let each = if count == 1 { last } else { each };
        let money = |cents| Money::from_cents(cents, self.total.currency()).ok();
        let last_amount = if last == each {
            None
        } else {
            Some(money(last)?)
        };
        (each > 0).then_some(Proposal {
            kind,
            instalment_amount: money(each)?,
            count,
            last_amount,
        })
    }

    /// What remains for the last of `count` doses, if that is above zero.
    fn last_beside(&self, each: i64, count: u32) -> Option<i64> {
        let others = each.checked_mul(i64::from(count).checked_sub(1)?)?;
        let last = self.total_cents.checked_sub(others)?;
        (last > 0).then_some(last)
    }
}

/// The smallest multiple of `step` that is not below `cents`; nothing where `step` is not above zero.
fn rounded_up(cents: i64, step: i64) -> Option<i64> {
    if step <= 0 {
        return None;
    }
    let beyond = cents.checked_add(step)?.checked_sub(1)?;
    beyond.checked_sub(beyond.rem_euclid(step))
}
