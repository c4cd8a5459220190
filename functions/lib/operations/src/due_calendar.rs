//! What falls due when, over all customers.

use std::collections::BTreeMap;

use billing::ids::ObligationId;
use chrono::NaiveDate;
use futures::future::try_join_all;
use store::client::Store;
use store::due::DuePointer;
use store::error::StoreError;
use store::obligations::{InstalmentRecord, ObligationFile, ObligationRecord};

use crate::error::OperationError;

/// Longest period that one question may be about, in days.
pub const PERIOD_DAYS_MAX: i64 = 366;
/// Pointers read of each shard at a time.
const PAGE_ITEMS: i32 = 25;
/// Obligations that are loaded at once.
const LOADED_AT_ONCE: usize = 10;

/// An instalment with the obligation that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueInstalment {
    /// The head of its obligation.
    pub head: ObligationRecord,
    /// How many doses that has.
    pub of: usize,
    /// The instalment.
    pub dose: InstalmentRecord,
}

/// One page of what falls due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DuePage {
    /// By due date, paid or not; what was cancelled whole is left out.
    pub items: Vec<DueInstalment>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// What falls due from one day to another, both included, behind the position `after`. It reads a page, however
/// much there is in all.
///
/// # Errors
/// [`OperationError::Field`] for a period that is too long or ends before it begins, [`OperationError::Store`].
pub async fn page(
    store: &Store,
    from: NaiveDate,
    to: NaiveDate,
    after: Option<&str>,
    limit: usize,
) -> Result<DuePage, OperationError> {
    if to < from {
        let detail = "the last day is before the first one";
        return Err(OperationError::field("to", "before_from", detail));
    }
    if (to - from).num_days() > PERIOD_DAYS_MAX {
        let detail = format!("ask for at most {PERIOD_DAYS_MAX} days");
        return Err(OperationError::field("to", "too_long", detail));
    }
    let mut walk = store.walk_due(from, to, after, PAGE_ITEMS);
    let mut page = DuePage::default();
    while page.items.len() < limit {
        let wanted = LOADED_AT_ONCE.min(limit - page.items.len());
        let mut chunk: Vec<DuePointer> = Vec::with_capacity(wanted);
        while chunk.len() < wanted
            && let Some((pointer, position)) = walk.next().await?
        {
            page.next = Some(position);
            chunk.push(pointer);
        }
        let files = try_join_all(chunk.iter().map(|one| store.obligation(&one.obligation))).await?;
        for (pointer, file) in chunk.iter().zip(files) {
            page.items
                .extend(file.and_then(|file| found(pointer, file)));
        }
        if chunk.len() < wanted {
            page.next = None;
            break;
        }
    }
    Ok(page)
}

/// The instalments that pointers lead to, without their obligations. A pointer that was left behind by a change of its
/// date is passed over, as `found` does.
pub(crate) async fn pointed_at(
    store: &Store,
    pointers: &[DuePointer],
) -> Result<Vec<InstalmentRecord>, StoreError> {
    let mut places: BTreeMap<(ObligationId, u32), Vec<NaiveDate>> = BTreeMap::new();
    for pointer in pointers {
        let place = (pointer.obligation.clone(), pointer.number);
        places.entry(place).or_default().push(pointer.on);
    }
    let wanted: Vec<(ObligationId, u32)> = places.keys().cloned().collect();
    let mut found = store.instalments(&wanted).await?;
    found.retain(|dose| {
        let days = places.get(&(dose.obligation.clone(), dose.number));
        days.is_some_and(|days| days.contains(&dose.due_on))
    });
    Ok(found)
}

fn found(pointer: &DuePointer, file: ObligationFile) -> Option<DueInstalment> {
    let of = file.instalments.len();
    let dose = file
        .instalments
        .into_iter()
        .find(|dose| dose.number == pointer.number)?;
    let stands = dose.due_on == pointer.on && dose.cents > 0;
    stands.then_some(DueInstalment {
        head: file.head,
        of,
        dose,
    })
}
