//! What a page of the list of due dates costs, however many instalments there are: measured on the engine.
//! `malipo units --instalments N` prints it, and a test compares a small list with a large one.

use std::path::Path;

use billing::account_number::AccountNumber;
use billing::ids::{CustomerId, IdError, ObligationId};
use chrono::{Days, NaiveDate};
use local_aws::engine::{Engine, EngineError};
use store::client::Store;
use store::due::DuePointer;
use store::error::StoreError;
use store::meter::{Meter, Units};

use crate::host::machine::TABLE;

/// Instalments on one page.
pub const PAGE_INSTALMENTS: usize = 100;

/// Pointers that are put at once.
const CHUNK: usize = 2_500;
/// Days that the instalments are spread over.
const DAYS: usize = 365;
/// Instalments of one obligation.
const DOSES: usize = 50;
/// Pointers read of each shard at a time, as the reminders do.
const PAGE_ITEMS: i32 = 25;

/// What reading cost.
#[derive(Clone, Debug, PartialEq)]
pub struct DueUnits {
    /// Instalments in the list.
    pub instalments: usize,
    /// Of them on the busiest day.
    pub on_one_day: usize,
    /// The first page of an ordinary day.
    pub ordinary_day: Units,
    /// The first page of the busiest day, on which a tenth of all falls due.
    pub busiest_day: Units,
    /// A page in the middle of the busiest day.
    pub middle_of_it: Units,
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum DueUnitsError {
    /// The engine does not run.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The table does not answer.
    #[error("the table does not answer")]
    Store(#[from] StoreError),
    /// The measured obligation is not possible.
    #[error(transparent)]
    Id(#[from] IdError),
}

/// Fills a list of so many instalments over a year, a tenth of them on one day, and reads pages of it. Works on
/// `file`, or in memory.
///
/// # Errors
/// [`DueUnitsError`]
pub async fn measure(
    instalments: usize,
    file: Option<&Path>,
    mut progress: impl FnMut(usize),
) -> Result<DueUnits, DueUnitsError> {
    let engine = match file {
        Some(file) => Engine::open(file).await?,
        None => Engine::memory().await?,
    };
    store::table::create(&engine.client(), TABLE).await?;
    let meter = Meter::default();
    let store = Store::new(engine.client(), TABLE.to_owned()).metered(meter.clone());
    let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap_or_default();
    let mut on_one_day = 0;
    for start in (0..instalments).step_by(CHUNK) {
        let numbers = start..instalments.min(start + CHUNK);
        let pointers: Vec<DuePointer> = numbers
            .map(|number| pointer(number, first))
            .collect::<Result<_, _>>()?;
        on_one_day += pointers
            .iter()
            .filter(|one| one.on == busiest(first))
            .count();
        store.point_at_due(&pointers).await?;
        progress(start + pointers.len());
    }
    let ordinary = first.checked_add_days(Days::new(200)).unwrap_or(first);
    let busiest = busiest(first);
    let (ordinary_day, _) = page(&store, &meter, ordinary, None).await?;
    let (busiest_day, mut after) = page(&store, &meter, busiest, None).await?;
    for _ in 0..on_one_day / PAGE_INSTALMENTS / 2 {
        after = page(&store, &meter, busiest, after.as_deref()).await?.1;
    }
    let (middle_of_it, _) = page(&store, &meter, busiest, after.as_deref()).await?;
    engine.stop().await?;
    Ok(DueUnits {
        instalments,
        on_one_day,
        ordinary_day,
        busiest_day,
        middle_of_it,
    })
}

fn busiest(first: NaiveDate) -> NaiveDate {
    first.checked_add_days(Days::new(31)).unwrap_or(first)
}

fn pointer(number: usize, first: NaiveDate) -> Result<DuePointer, IdError> {
    let obligation = number / DOSES;
    let body = u32::try_from(obligation % 9_000_000).unwrap_or_default();
    let customer = CustomerId::from(&AccountNumber::generated(body));
    let day = u64::try_from(number % DAYS).unwrap_or_default();
    let on = first.checked_add_days(Days::new(day)).unwrap_or(first);
    Ok(DuePointer {
        obligation: ObligationId::new(&customer, &format!("{obligation:032x}"))?,
        number: u32::try_from(number % DOSES + 1).unwrap_or(1),
        on: if number.is_multiple_of(10) {
            busiest(first)
        } else {
            on
        },
    })
}

async fn page(
    store: &Store,
    meter: &Meter,
    day: NaiveDate,
    after: Option<&str>,
) -> Result<(Units, Option<String>), StoreError> {
    let _ = meter.take();
    let mut walk = store.walk_due(day, day, after, PAGE_ITEMS);
    let mut last = None;
    for _ in 0..PAGE_INSTALMENTS {
        let Some((_, position)) = walk.next().await? else {
            break;
        };
        last = Some(position);
    }
    Ok((meter.take_total(), last))
}
