//! What falls due on a day, or on each day of a month, as sums: one read for each instalment and none for its obligation.

use std::collections::BTreeMap;

use billing::money::{Currency, Money};
use chrono::{Datelike, Days, Months, NaiveDate};
use store::client::Store;
use store::due::DuePointer;
use store::obligations::InstalmentRecord;

use crate::due_calendar::pointed_at;
use crate::error::OperationError;

/// Instalments that are added up at most.
pub const INSTALMENTS_MAX: usize = 5_000;
/// Pointers read of each shard at a time.
const PAGE_ITEMS: i32 = 100;
/// Instalments that are loaded at once.
const CHUNK: usize = 100;

/// What falls due on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySum {
    /// The day.
    pub on: NaiveDate,
    /// Instalments, paid or not; what was cancelled whole is left out.
    pub count: u64,
    /// What they come to.
    pub amount: Money,
    /// What is paid of that.
    pub paid: Money,
    /// What is still due of that.
    pub outstanding: Money,
}

/// What falls due in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSums {
    /// Its first day.
    pub month: NaiveDate,
    /// Every day of it, in their order.
    pub days: Vec<DaySum>,
    /// The last day whose sums are complete; nothing where not even the first one's are.
    pub complete_through: Option<NaiveDate>,
}

impl MonthSums {
    /// Whether all that falls due in the month is in the sums.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete_through == self.days.last().map(|day| day.on)
    }
}

/// What falls due in a currency on each day of the month that `within` lies in: at most [`INSTALMENTS_MAX`]
/// instalments, day after day.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn sums(
    store: &Store,
    within: NaiveDate,
    currency: Currency,
) -> Result<MonthSums, OperationError> {
    let month = within.with_day(1).unwrap_or(within);
    let next = month.checked_add_months(Months::new(1));
    let last = next.and_then(|next| next.pred_opt()).unwrap_or(within);
    let (mut cents, complete_through) = added_up(store, month, last, currency).await?;
    let days = month.iter_days().take_while(|day| *day <= last);
    let days = days.map(|on| cents.remove(&on).unwrap_or_default().on(on, currency));
    Ok(MonthSums {
        month,
        days: days.collect::<Result<_, _>>()?,
        complete_through,
    })
}

/// What falls due in a currency on one day; nothing where there are more than [`INSTALMENTS_MAX`] instalments.
///
/// # Errors
/// As [`sums`].
pub async fn of_day(
    store: &Store,
    on: NaiveDate,
    currency: Currency,
) -> Result<Option<DaySum>, OperationError> {
    let (mut cents, complete_through) = added_up(store, on, on, currency).await?;
    let sum = cents.remove(&on).unwrap_or_default().on(on, currency)?;
    Ok((complete_through == Some(on)).then_some(sum))
}

/// Sums by day, and the last day for which they are complete.
async fn added_up(
    store: &Store,
    first: NaiveDate,
    last: NaiveDate,
    currency: Currency,
) -> Result<(BTreeMap<NaiveDate, Cents>, Option<NaiveDate>), OperationError> {
    let mut walk = store.walk_due(first, last, None, PAGE_ITEMS);
    let mut cents: BTreeMap<NaiveDate, Cents> = BTreeMap::new();
    let mut looked = 0;
    let complete_through = loop {
        let mut chunk: Vec<DuePointer> = Vec::with_capacity(CHUNK);
        while chunk.len() < CHUNK
            && let Some((pointer, _)) = walk.next().await?
        {
            chunk.push(pointer);
        }
        looked += chunk.len();
        for dose in pointed_at(store, &chunk).await? {
            if dose.currency == currency && dose.cents > 0 {
                cents.entry(dose.due_on).or_default().add(&dose);
            }
        }
        if chunk.len() < CHUNK {
            break Some(last);
        }
        if looked >= INSTALMENTS_MAX {
            let cut = chunk.last().map_or(first, |pointer| pointer.on);
            // More may fall due on the day at which it was stopped.
            break cut
                .checked_sub_days(Days::new(1))
                .filter(|day| *day >= first);
        }
    };
    Ok((cents, complete_through))
}

#[derive(Default)]
struct Cents {
    count: u64,
    amount: i64,
    paid: i64,
}

impl Cents {
    fn add(&mut self, dose: &InstalmentRecord) {
        self.count += 1;
        self.amount = self.amount.saturating_add(dose.cents);
        self.paid = self.paid.saturating_add(dose.paid_cents);
    }

    fn on(&self, on: NaiveDate, currency: Currency) -> Result<DaySum, OperationError> {
        let amount = Money::from_cents(self.amount, currency)?;
        let paid = Money::from_cents(self.paid, currency)?;
        Ok(DaySum {
            on,
            count: self.count,
            amount,
            paid,
            outstanding: amount.checked_sub(paid)?,
        })
    }
}
