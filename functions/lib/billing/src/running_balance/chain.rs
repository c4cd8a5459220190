//! The order in which confirmations were booked, from their balances where their times leave it open.
//! It decides nothing about gaps; it only makes as few as it can.

use chrono::{DateTime, Utc};

use crate::money::Currency;
use crate::receipt::Receipt;
use crate::running_balance::Confirmation;

/// M-PESA may show times in another order than it books in, but not by more than this.
const SKEW_SECONDS_MAX: i64 = 2;

/// The most places that a confirmation is moved by to undo such a skew.
const PLACES_MAX: usize = 20;

/// A confirmation as a step from one balance to the next.
#[derive(Clone, Debug)]
pub(super) struct Link<'a> {
    pub receipt: &'a Receipt,
    pub paid_at: DateTime<Utc>,
    pub before_cents: i64,
    pub after_cents: i64,
}

impl<'a> Link<'a> {
    /// `None` without a balance, and with one that is too small for the payment, so that it cannot be true.
    pub fn of(confirmation: &'a Confirmation, currency: Currency) -> Option<Link<'a>> {
        let of_one_currency = |it: Currency| it == currency;
        assert!(
            of_one_currency(confirmation.amount.currency()),
            "two currencies in one short code"
        );
        let after = confirmation.balance_after?;
        assert!(
            of_one_currency(after.currency()),
            "two currencies in one short code"
        );
        let before_cents = after.cents().checked_sub(confirmation.amount.cents())?;
        let believable = before_cents >= 0 && confirmation.amount.is_positive();
        believable.then_some(Link {
            receipt: &confirmation.receipt,
            paid_at: confirmation.paid_at,
            before_cents,
            after_cents: after.cents(),
        })
    }

    fn joins(&self, next: &Link<'_>) -> bool {
        self.after_cents == next.before_cents
    }
}

/// The links in the order in which they were booked: by time, and by balance within a second.
pub(super) fn in_order(mut links: Vec<Link<'_>>) -> Vec<Link<'_>> {
    links.sort_unstable_by_key(|it| (it.paid_at, it.before_cents, it.after_cents, it.receipt));
    let mut seconds = links
        .chunk_by(|one, next| one.paid_at == next.paid_at)
        .peekable();
    let mut chain: Vec<Link<'_>> = Vec::with_capacity(links.len());
    while let Some(second) = seconds.next() {
        let following = seconds.peek().copied().unwrap_or_default();
        let runs = turned(runs(second.to_vec()), chain.last(), following);
        chain.extend(runs.into_iter().flatten());
    }
    without_skew(&mut chain);
    chain
}

/// Links of one second, sorted by balance, as runs in which each joins the next. Payments only raise the balance,
/// so the run that begins lowest goes first.
fn runs(mut second: Vec<Link<'_>>) -> Vec<Vec<Link<'_>>> {
    let mut runs = Vec::new();
    while !second.is_empty() {
        let begins = second
            .iter()
            .position(|it| !second.iter().any(|other| other.joins(it)))
            .unwrap_or(0);
        let mut run = vec![second.remove(begins)];
        while let Some(next) = run
            .last()
            .and_then(|last| second.iter().position(|it| last.joins(it)))
        {
            run.push(second.remove(next));
        }
        runs.push(run);
    }
    runs
}

/// The same runs, beginning with the one that fits best between what was before and what follows: after a
/// withdrawal within the second the lowest run is not the first.
fn turned<'a>(
    mut runs: Vec<Vec<Link<'a>>>,
    before: Option<&Link<'_>>,
    following: &[Link<'_>],
) -> Vec<Vec<Link<'a>>> {
    let joins_before = |run: &Vec<Link<'_>>| match (before, run.first()) {
        (Some(before), Some(first)) => before.joins(first),
        _ => false,
    };
    let joins_following = |run: &Vec<Link<'_>>| {
        run.last()
            .is_some_and(|last| following.iter().any(|it| last.joins(it)))
    };
    let joints = |turn: usize| {
        let last = turn
            .checked_sub(1)
            .map_or(runs.last(), |last| runs.get(last));
        let first = runs.get(turn).is_some_and(joins_before);
        u8::from(first).saturating_add(u8::from(last.is_some_and(joins_following)))
    };
    // `max_by_key` takes the last of equals, so the turns are tried from the back.
    let best = (0..runs.len()).rev().max_by_key(|turn| joints(*turn));
    runs.rotate_left(best.unwrap_or(0));
    runs
}

/// Moves single links whose time is a little off to where they close gaps. Every move leaves fewer gaps than before,
/// so it comes to an end.
fn without_skew(chain: &mut Vec<Link<'_>>) {
    let mut moved = true;
    while moved {
        moved = false;
        for from in 0..chain.len() {
            if let Some(to) = better_place(chain, from) {
                let link = chain.remove(from);
                chain.insert(to, link);
                moved = true;
            }
        }
    }
}

/// Where a link closes more gaps than it opens, counted without the link itself.
fn better_place(chain: &[Link<'_>], from: usize) -> Option<usize> {
    let link = chain.get(from)?;
    let left = from.checked_sub(1).and_then(|it| chain.get(it));
    let right = chain.get(from.saturating_add(1));
    let here = gain(left, link, right);
    if here > 0 {
        return None;
    }
    let first = from.saturating_sub(PLACES_MAX);
    let last = from
        .saturating_add(PLACES_MAX)
        .min(chain.len().saturating_sub(1));
    (first..=last)
        .filter(|to| *to != from && near_in_time(chain, from, *to))
        .map(|to| {
            // Behind its old place everything has moved up by one.
            let right = if to > from { to.saturating_add(1) } else { to };
            let left = right.checked_sub(1).and_then(|it| chain.get(it));
            (gain(left, link, chain.get(right)), to)
        })
        .filter(|(there, _)| *there > here)
        .max_by_key(|(there, to)| (*there, std::cmp::Reverse(*to)))
        .map(|(_, to)| to)
}

/// Whether everything that a move jumps over was paid at about the same time.
fn near_in_time(chain: &[Link<'_>], from: usize, to: usize) -> bool {
    let Some(link) = chain.get(from) else {
        return false;
    };
    chain
        .get(from.min(to)..=from.max(to))
        .unwrap_or_default()
        .iter()
        .all(|it| {
            let apart = it.paid_at.signed_duration_since(link.paid_at);
            apart.num_seconds().saturating_abs() <= SKEW_SECONDS_MAX
        })
}

/// How many gaps it closes that `link` lies between these two: −1 to 2.
fn gain(left: Option<&Link<'_>>, link: &Link<'_>, right: Option<&Link<'_>>) -> i8 {
    let gap = |one: Option<&Link<'_>>, next: Option<&Link<'_>>| match (one, next) {
        (Some(one), Some(next)) => i8::from(!one.joins(next)),
        _ => 0,
    };
    let without = gap(left, right);
    let with = gap(left, Some(link)).saturating_add(gap(Some(link), right));
    without.saturating_sub(with)
}
