//! What is overdue, by how long it has been.
//!
//! Nothing adds up what is overdue while people pay: every morning, and when somebody asks for it, the list of due dates
//! is read from two years back to yesterday, in steps that each keep where they stopped. The result stands with its time.

mod tally;

use billing::aging::Age;
use billing::civil::nairobi_date;
use billing::money::{Currency, Money};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use store::aging::{AgeSum, AgingRecord, AgingWork};
use store::client::Store;
use store::due::DuePointer;
use store::error::StoreError;

use self::tally::Tally;
use crate::count::Count;
use crate::due_calendar::pointed_at;
use crate::error::OperationError;

/// Due dates that are looked at begin with the month so many months ago; what is older is left out, and the report says
/// from when it counts.
pub const MONTHS_BACK: u32 = 24;
/// Pointers read of each shard at a time.
const PAGE_ITEMS: i32 = 100;
/// Instalments that are loaded at once.
const CHUNK: usize = 100;

/// What one age comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeTotal {
    /// The age.
    pub age: Age,
    /// Still due.
    pub amount: Money,
    /// Instalments.
    pub instalments: u64,
    /// Customers who owe them; one who owes of several ages is in each.
    pub customers: Count,
}

/// What was overdue on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgingReport {
    /// The day by which the ages count.
    pub day: NaiveDate,
    /// The first due date that was looked at.
    pub from: NaiveDate,
    /// When it was worked out.
    pub done_at: DateTime<Utc>,
    /// Every age, the youngest first.
    pub ages: Vec<AgeTotal>,
    /// What all of it comes to.
    pub amount: Money,
    /// Instalments.
    pub instalments: u64,
    /// Customers who owe any of it.
    pub customers: Count,
    /// Since when another one is being worked out, if it is.
    pub next_begun_at: Option<DateTime<Utc>>,
}

/// What is overdue in a currency as it was worked out last; nothing before the first time.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn report(
    store: &Store,
    currency: Currency,
) -> Result<Option<AgingReport>, OperationError> {
    let AgingRecord { snapshot, work, .. } = store.aging().await?;
    let Some(snapshot) = snapshot else {
        return Ok(None);
    };
    let of_currency = snapshot
        .currencies
        .iter()
        .find(|it| it.currency == currency);
    let count = |customers| Count::of(customers, snapshot.more_customers);
    let mut ages = Vec::with_capacity(Age::ALL.len());
    for (index, age) in Age::ALL.into_iter().enumerate() {
        let sum = of_currency.and_then(|it| it.ages.get(index).copied());
        let sum: AgeSum = sum.unwrap_or_default();
        ages.push(AgeTotal {
            age,
            amount: Money::from_cents(sum.cents, currency)?,
            instalments: sum.instalments,
            customers: count(sum.customers),
        });
    }
    Ok(Some(AgingReport {
        day: snapshot.day,
        from: snapshot.from,
        done_at: snapshot.done_at,
        amount: Money::sum(currency, ages.iter().map(|age| age.amount))?,
        instalments: ages.iter().map(|age| age.instalments).sum(),
        customers: count(of_currency.map_or(0, |it| it.customers)),
        ages,
        next_begun_at: work.map(|work| work.begun_at),
    }))
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgingRun {
    /// Instalments that were looked at.
    pub looked_at: usize,
    /// Whether there is more to do.
    pub more: bool,
}

/// Works out what is overdue today, unless that is done, or goes on with it: at most `instalments_max` instalments.
///
/// # Idempotency
/// Once it is worked out for today, a repetition reads one record. Of two runs at once, one goes on.
///
/// # Errors
/// [`OperationError::Store`]; the next run goes on where this one was.
pub async fn run(
    store: &Store,
    now: DateTime<Utc>,
    instalments_max: usize,
) -> Result<AgingRun, OperationError> {
    let standing = store.aging().await?;
    let today = nairobi_date(now);
    let is_done = standing.snapshot.as_ref().is_some_and(|it| it.day >= today);
    match work_of(&standing, today) {
        None if is_done => Ok(AgingRun::default()),
        work => {
            let work = work.unwrap_or_else(|| begun(today, now));
            step(store, &standing, work, now, instalments_max).await
        }
    }
}

/// Works it out again, although it was worked out today. What does not fit into `instalments_max` is done by [`run`].
///
/// # Idempotency
/// A repetition goes on with what is under way, or begins once more.
///
/// # Errors
/// As [`run`].
pub async fn again(
    store: &Store,
    now: DateTime<Utc>,
    instalments_max: usize,
) -> Result<AgingRun, OperationError> {
    let standing = store.aging().await?;
    let today = nairobi_date(now);
    let work = work_of(&standing, today).unwrap_or_else(|| begun(today, now));
    step(store, &standing, work, now, instalments_max).await
}

/// What is under way for today; what was left from another day is begun anew.
fn work_of(standing: &AgingRecord, today: NaiveDate) -> Option<AgingWork> {
    let work = standing.work.as_ref().filter(|work| work.day == today);
    work.cloned()
}

fn begun(today: NaiveDate, now: DateTime<Utc>) -> AgingWork {
    let month = today.with_day(1).unwrap_or(today);
    AgingWork {
        day: today,
        from: month
            .checked_sub_months(Months::new(MONTHS_BACK))
            .unwrap_or(month),
        begun_at: now,
        after: None,
        currencies: Vec::new(),
        met: Vec::new(),
        more_customers: false,
    }
}

async fn step(
    store: &Store,
    standing: &AgingRecord,
    mut work: AgingWork,
    now: DateTime<Utc>,
    instalments_max: usize,
) -> Result<AgingRun, OperationError> {
    let mut run = AgingRun {
        looked_at: 0,
        more: true,
    };
    let mut tally = Tally::resumed(&work);
    let yesterday = work.day.pred_opt().unwrap_or(work.day);
    let mut walk = store.walk_due(work.from, yesterday, work.after.as_deref(), PAGE_ITEMS);
    while run.more && run.looked_at < instalments_max {
        let mut chunk: Vec<DuePointer> = Vec::with_capacity(CHUNK);
        while chunk.len() < CHUNK
            && let Some((pointer, position)) = walk.next().await?
        {
            work.after = Some(position);
            chunk.push(pointer);
        }
        run.looked_at += chunk.len();
        run.more = chunk.len() == CHUNK;
        for dose in pointed_at(store, &chunk).await? {
            if dose.outstanding_cents() > 0 {
                tally.add(&dose, work.day);
            }
        }
    }
    let snapshot = if run.more {
        standing.snapshot.clone()
    } else {
        Some(tally.finished(&work, now))
    };
    let after = AgingRecord {
        snapshot,
        work: run.more.then(|| tally.kept(work)),
        version: standing.version + 1,
    };
    match store.save_aging(standing, &after).await {
        Ok(()) => Ok(run),
        // Somebody else goes on with it.
        Err(StoreError::Conflict) => Ok(AgingRun { more: true, ..run }),
        Err(error) => Err(error.into()),
    }
}
