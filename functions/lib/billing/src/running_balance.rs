//! Money that reached a short code without our hearing of it, found by the balance that confirmations carry.
//! It knows one short code at a time, and neither where confirmations come from nor what is done about a gap.

mod chain;
mod filling;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{DateTime, Utc};

use crate::money::{Currency, Money};
use crate::receipt::Receipt;
use crate::running_balance::chain::Link;
use crate::running_balance::filling::Loose;

/// A payment to one short code, as any interface reported it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The receipt.
    pub receipt: Receipt,
    /// When it was paid, by M-PESA's clock, which shows whole seconds.
    pub paid_at: DateTime<Utc>,
    /// How much, above zero.
    pub amount: Money,
    /// The balance of the short code just after it, where the report carries one.
    pub balance_after: Option<Money>,
}

/// A place where two confirmations that follow each other do not join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The last confirmation before it.
    pub after: Receipt,
    /// The first confirmation after it.
    pub before: Receipt,
    /// When the earlier of the two was paid.
    pub from: DateTime<Utc>,
    /// When the later of the two was paid.
    pub to: DateTime<Utc>,
    /// What the balance gained in between, never zero; negative when it lost.
    pub difference: Money,
    /// What this looks like.
    pub kind: GapKind,
    /// The payments without a balance that account for all of it, in the order of time; none, or exactly the sum.
    pub filled_by: Vec<Receipt>,
    /// Whether payments are missing that nobody has reported.
    pub open: bool,
}

/// What a gap looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapKind {
    /// More came in than was confirmed.
    MoneyIn,
    /// More went out: a settlement to the bank, a fee, a reversal. For information only, though a payment smaller
    /// than the withdrawal beside it hides in it.
    MoneyOut,
}

/// The gaps between the confirmations of one short code, oldest first.
///
/// The order of the confirmations and repetitions of a receipt make no difference. Nothing can be said about the
/// time before the first balance and after the last.
///
/// # Panics
/// If the currencies differ: then the caller mixed up two short codes.
pub fn gaps(confirmations: &[Confirmation]) -> Vec<Gap> {
    let Some(first) = confirmations.first() else {
        return Vec::new();
    };
    let currency = first.amount.currency();
    let mut links = Vec::new();
    let mut loose = Vec::new();
    for confirmation in once_each(confirmations) {
        match Link::of(confirmation, currency) {
            Some(link) => links.push(link),
            None => loose.push(Loose::of(confirmation)),
        }
    }
    let chain = chain::in_order(links);
    let mut gaps: Vec<Gap> = chain
        .windows(2)
        .filter_map(|neighbours| match neighbours {
            [one, next] => gap_between(one, next, currency),
            _ => None,
        })
        .collect();
    filling::fill(&mut gaps, loose);
    gaps
}

/// Each receipt once, in its most telling report: with a balance rather than without, otherwise the earliest.
fn once_each(confirmations: &[Confirmation]) -> impl Iterator<Item = &Confirmation> {
    let rank = |it: &Confirmation| {
        let balance = it.balance_after.map(Money::cents);
        (balance.is_none(), it.paid_at, balance, it.amount.cents())
    };
    let mut kept: BTreeMap<&Receipt, &Confirmation> = BTreeMap::new();
    for confirmation in confirmations {
        match kept.entry(&confirmation.receipt) {
            Entry::Vacant(entry) => {
                entry.insert(confirmation);
            }
            Entry::Occupied(mut entry) => {
                if rank(confirmation) < rank(entry.get()) {
                    entry.insert(confirmation);
                }
            }
        }
    }
    kept.into_values()
}

fn gap_between(one: &Link<'_>, next: &Link<'_>, currency: Currency) -> Option<Gap> {
    let cents = next.before_cents.saturating_sub(one.after_cents);
    if cents == 0 {
        return None;
    }
    let kind = if cents > 0 {
        GapKind::MoneyIn
    } else {
        GapKind::MoneyOut
    };
    Some(Gap {
        after: one.receipt.clone(),
        before: next.receipt.clone(),
        from: one.paid_at.min(next.paid_at),
        to: one.paid_at.max(next.paid_at),
        difference: Money::from_cents(cents, currency)
            .expect("both balances are between zero and MAX_CENTS"),
        kind,
        filled_by: Vec::new(),
        open: kind == GapKind::MoneyIn,
    })
}
