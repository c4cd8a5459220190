//! What staff see first: what came in today, and everything that waits for somebody.
//! Each figure is counted up to a limit; what is behind it is a list of its own.

use billing::civil::{nairobi_date, start_of_day};
use billing::ids::PaymentId;
use billing::money::{Currency, Money};
use billing::push::PushStatus;
use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::keys::List;
use store::walk::{Order, Range};

use crate::aging::{self, AgingReport};
use crate::collected::{self, DayCollected};
use crate::count::Count;
use crate::error::OperationError;
use crate::gaps::is_shown;

/// Up to so many items are counted of each list.
pub const COUNTED_MAX: u32 = 200;
/// Open pushes that are looked through for those that are unknown.
const OPEN_PUSHES_MAX: u64 = 1_000;
/// Instalments that are looked at for what is overdue, where the morning has not done it.
const OVERDUE_STEP: usize = 1_000;
/// A notification is stuck when its time has passed this long ago, in minutes.
const STUCK_MINUTES: i64 = 15;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 25;

/// Payments that nobody owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unassociated {
    /// How many, unverified ones among them.
    pub count: Count,
    /// What those that were counted come to, in the currency asked for.
    pub amount: Money,
    /// When the oldest reached us.
    pub oldest_at: Option<DateTime<Utc>>,
    /// Those of them that somebody has to confirm first.
    pub unverified: Count,
}

/// Pushes that somebody may have to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushes {
    /// Asked for today and not paid, for reasons that need nobody.
    pub failed_today: Count,
    /// Of which nobody knows whether they were paid, asked for on whatever day.
    pub unknown: Count,
    /// Which wait for a person.
    pub to_review: Count,
}

/// Notifications that did not go as they should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notifications {
    /// Which should have been sent, or tried again, a quarter of an hour ago.
    pub stuck: Count,
    /// Which did not arrive, or of which nobody knows, and which nobody has put aside.
    pub not_arrived: Count,
}

/// Money that M-PESA took and nobody told us of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// Places where the running balance jumps.
    pub count: u64,
    /// What is missing there.
    pub amount: Money,
}

/// The day so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// When it was looked at.
    pub at: DateTime<Utc>,
    /// What came in.
    pub collected: DayCollected,
    /// Payments that nobody owns.
    pub unassociated: Unassociated,
    /// What is overdue, with the time when that was worked out; nothing before the first time.
    pub overdue: Option<AgingReport>,
    /// Pushes.
    pub pushes: Pushes,
    /// Notifications.
    pub notifications: Notifications,
    /// Gaps in the balances of the short codes that were named.
    pub gaps: Gaps,
    /// Callbacks that wait for a person.
    pub parked: Count,
    /// Quoted receipts that M-PESA has not answered or staff have to look at.
    pub claims: Count,
}

/// The day so far, in amounts of `currency`; `short_codes` are those whose running balance is watched.
///
/// # Idempotency
/// Looking keeps what it worked out of today's sums and of what is overdue, which changes no figure.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn overview(
    store: &Store,
    short_codes: &[String],
    currency: Currency,
    now: DateTime<Utc>,
) -> Result<Today, OperationError> {
    let today = nairobi_date(now);
    let (collected, unassociated, overdue, pushes, notifications, gaps, parked, claims) = tokio::try_join!(
        collected::by_day(store, today, today, now),
        unassociated(store, currency),
        overdue(store, currency, now),
        pushes(store, now),
        notifications(store, now),
        gaps(store, short_codes, now),
        all_of(store, List::Parked),
        all_of(store, List::Claims),
    )?;
    let nothing = DayCollected {
        day: today,
        by_channel: Vec::new(),
        complete: true,
    };
    Ok(Today {
        at: now,
        collected: collected.into_iter().next().unwrap_or(nothing),
        unassociated,
        overdue,
        pushes,
        notifications,
        gaps,
        parked,
        claims,
    })
}

async fn unassociated(store: &Store, currency: Currency) -> Result<Unassociated, OperationError> {
    let all = Range::all(Order::OldestFirst);
    let mut walk = store.walk(List::Unassociated, &all, PAGE_ITEMS);
    let mut ids: Vec<PaymentId> = Vec::new();
    let (mut oldest_at, mut unverified, mut more) = (None, 0, false);
    while let Some(payment) = walk.next_unowned().await? {
        if ids.len() == usize::try_from(COUNTED_MAX).unwrap_or(usize::MAX) {
            more = true;
            break;
        }
        oldest_at = oldest_at.or(Some(payment.received_at));
        unverified += u64::from(payment.state.doubt.is_some());
        ids.push(payment.id);
    }
    let facts = store.payments_by_id(&ids).await?;
    let amounts = facts.values().map(|facts| facts.payment.amount);
    let amounts = amounts.filter(|amount| amount.currency() == currency);
    Ok(Unassociated {
        count: Count::of(u64::try_from(ids.len()).unwrap_or(u64::MAX), more),
        amount: Money::sum(currency, amounts)?,
        oldest_at,
        unverified: Count::of(unverified, more),
    })
}

/// As the morning worked it out; a small provider's is worked out here, where the morning has not.
async fn overdue(
    store: &Store,
    currency: Currency,
    now: DateTime<Utc>,
) -> Result<Option<AgingReport>, OperationError> {
    aging::run(store, now, OVERDUE_STEP).await?;
    aging::report(store, currency).await
}

async fn pushes(store: &Store, now: DateTime<Utc>) -> Result<Pushes, OperationError> {
    let asked_today = Range {
        from: Some(start_of_day(nairobi_date(now))),
        ..Range::all(Order::NewestFirst)
    };
    let (failed, waiting) = tokio::try_join!(
        counted(store, List::FailedPushes, &asked_today),
        all_of(store, List::PushesToReview),
    )?;
    let all = Range::all(Order::OldestFirst);
    let mut walk = store.walk(List::OpenPushes, &all, PAGE_ITEMS);
    let (mut looked, mut unknown, mut to_review, mut more) = (0, 0, 0, false);
    while let Some(push) = walk.next_push().await? {
        if looked == OPEN_PUSHES_MAX {
            more = true;
            break;
        }
        looked += 1;
        unknown += u64::from(push.status == PushStatus::Unknown);
        // While something is still to be found out, a push that waits for a person is on this list.
        to_review += u64::from(push.review.is_some());
    }
    Ok(Pushes {
        failed_today: failed,
        unknown: Count::of(unknown, more),
        to_review: Count::of(waiting.figure() + to_review, waiting.is_cut() || more),
    })
}

async fn notifications(store: &Store, now: DateTime<Utc>) -> Result<Notifications, OperationError> {
    let overdue = Range {
        until: Some(now - TimeDelta::minutes(STUCK_MINUTES)),
        ..Range::all(Order::OldestFirst)
    };
    let (stuck, not_arrived) = tokio::try_join!(
        counted(store, List::Outbox, &overdue),
        all_of(store, List::Undelivered),
    )?;
    Ok(Notifications { stuck, not_arrived })
}

async fn gaps(
    store: &Store,
    short_codes: &[String],
    now: DateTime<Utc>,
) -> Result<Gaps, OperationError> {
    let mut gaps = Gaps {
        count: 0,
        amount: Money::zero(Currency::Kes),
    };
    for short_code in short_codes {
        for gap in store.gaps(short_code).await? {
            if gap.open && is_shown(&gap, now) {
                gaps.count += 1;
                gaps.amount = gaps.amount.checked_add(gap.difference()?)?;
            }
        }
    }
    Ok(gaps)
}

async fn all_of(store: &Store, list: List) -> Result<Count, OperationError> {
    counted(store, list, &Range::all(Order::NewestFirst)).await
}

async fn counted(store: &Store, list: List, range: &Range) -> Result<Count, OperationError> {
    Ok(store.counted(list, range, COUNTED_MAX).await?.into())
}
