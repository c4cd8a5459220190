//! What was collected on each day, by channel.
//!
//! The list of payments is by the time when they reached us, so what a day collected is worked out from it and kept.
//! Today's payments are read once too: each look goes on where the last one stopped. Two days after a day its payments
//! are read again, for good: by then one that waited on the queue for the store is in the list, and one that was entered
//! by mistake is taken back.

mod reading;

use std::collections::BTreeMap;

use billing::civil::nairobi_date;
use billing::money::{Currency, Money};
use billing::payment::Channel;
use chrono::{DateTime, Days, NaiveDate, Utc};
use store::client::Store;
use store::day_totals::{ChannelSum, DayTotals};

use self::reading::Reader;
use crate::error::OperationError;

/// Longest period that one question may be about, in days.
pub const DAYS_MAX: usize = 31;
/// Payments that one look reads at most; what is left out is for the next one.
const PAYMENTS_MAX: usize = 3_000;

/// What one channel collected on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collected {
    /// The channel over which we heard of it first.
    pub channel: Channel,
    /// How many payments.
    pub count: u64,
    /// What they come to, in their currency.
    pub amount: Money,
}

/// What a day collected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCollected {
    /// The civil day in Nairobi.
    pub day: NaiveDate,
    /// Channels over which something came, in a fixed order; one in two currencies is there twice. What was taken back
    /// within two days, or nobody believes, is left out.
    pub by_channel: Vec<Collected>,
    /// Whether everything that reached us by now is in it; if not, the next look goes on from here.
    pub complete: bool,
}

impl DayCollected {
    /// How many payments of a currency, and what they come to.
    ///
    /// # Errors
    /// [`OperationError::Money`] if the sum is out of range.
    pub fn total(&self, currency: Currency) -> Result<(u64, Money), OperationError> {
        let of_currency = self.by_channel.iter();
        let of_currency = of_currency.filter(|one| one.amount.currency() == currency);
        let count = of_currency.clone().map(|one| one.count).sum();
        let amount = Money::sum(currency, of_currency.map(|one| one.amount))?;
        Ok((count, amount))
    }
}

/// What each day from one to another collected, both included, in their order.
///
/// # Idempotency
/// Looking keeps what it worked out, which changes no figure.
///
/// # Errors
/// [`OperationError::Field`] for a period that is too long or ends before it begins, [`OperationError::Store`].
pub async fn by_day(
    store: &Store,
    from: NaiveDate,
    to: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<DayCollected>, OperationError> {
    if to < from {
        let detail = "the last day is before the first one";
        return Err(OperationError::field("to", "before_from", detail));
    }
    let days: Vec<NaiveDate> = from
        .iter_days()
        .take_while(|day| *day <= to)
        .take(DAYS_MAX + 1)
        .collect();
    if days.len() > DAYS_MAX {
        let detail = format!("ask for at most {DAYS_MAX} days");
        return Err(OperationError::field("to", "too_long", detail));
    }
    Ok(look(store, &days, now, PAYMENTS_MAX).await?.0)
}

/// Works out the past days that a person may look at, and answers whether there is more to do than `payments_max`
/// payments to read.
///
/// # Idempotency
/// Running it again reads what came since.
///
/// # Errors
/// [`OperationError::Store`]; what was worked out stays.
pub async fn work_out(
    store: &Store,
    now: DateTime<Utc>,
    payments_max: usize,
) -> Result<bool, OperationError> {
    let today = nairobi_date(now);
    let days = (1..=DAYS_MAX).filter_map(|back| {
        let back = u64::try_from(back).ok()?;
        today.checked_sub_days(Days::new(back))
    });
    let mut days: Vec<NaiveDate> = days.collect();
    days.sort_unstable();
    Ok(look(store, &days, now, payments_max).await?.1)
}

/// The second value says whether there is more to read.
async fn look(
    store: &Store,
    days: &[NaiveDate],
    now: DateTime<Utc>,
    payments_max: usize,
) -> Result<(Vec<DayCollected>, bool), OperationError> {
    let standing = store.day_totals(days).await?;
    let mut standing: BTreeMap<NaiveDate, DayTotals> =
        standing.into_iter().map(|one| (one.day, one)).collect();
    let mut reader = Reader {
        store,
        now,
        left: payments_max,
    };
    let mut collected = Vec::with_capacity(days.len());
    // The newest first: those are looked at most.
    for day in days.iter().rev() {
        let standing = standing
            .remove(day)
            .unwrap_or_else(|| reading::unread(*day));
        collected.push(reader.day(standing).await?);
    }
    collected.reverse();
    Ok((collected, reader.left == 0))
}

fn shown(
    day: NaiveDate,
    sums: &[ChannelSum],
    complete: bool,
) -> Result<DayCollected, OperationError> {
    let by_channel = sums.iter().map(|sum| {
        Ok(Collected {
            channel: sum.channel,
            count: sum.count,
            amount: Money::from_cents(sum.cents, sum.currency)?,
        })
    });
    Ok(DayCollected {
        day,
        by_channel: by_channel.collect::<Result<_, OperationError>>()?,
        complete,
    })
}
