//! What a gazetted day would do, for the page on which a person confirms it. Nothing is written.

use std::collections::BTreeSet;

use billing::business_days::BusinessDays;
use billing::ids::CustomerId;
use billing::obligation::change::Replan;
use chrono::{DateTime, NaiveDate, Utc};
use store::client::Store;
use store::holidays::GazettedDay;

use super::{PAGE_ITEMS, Replanning, check_room, checked, decide};
use crate::actor::Actor;
use crate::error::OperationError;

/// What entering a day would do.
#[derive(Clone, Debug)]
pub struct DayPreview {
    /// The day as it would be kept.
    pub day: GazettedDay,
    /// What would move and what would stay; `complete` says whether every instalment of the day was looked at.
    pub replanning: Replanning,
    /// Of each instalment that would move, what it is for.
    pub descriptions: Vec<String>,
    /// How many customers would be told.
    pub told: usize,
}

/// What entering a day would do to the instalments of that day, at most `instalments_max` of them.
///
/// # Errors
/// Those of [`gazette`](super::gazette) without [`OperationError::NotAllowed`]; a day that is entered already is
/// [`OperationError::HolidayExists`] whatever its name.
pub async fn of_gazetting(
    store: &Store,
    on: NaiveDate,
    name: &str,
    reason: &str,
    instalments_max: usize,
    now: DateTime<Utc>,
) -> Result<DayPreview, OperationError> {
    let day = checked(on, name, reason, &Actor::system(), now)?;
    let known = store.gazetted_days().await?;
    check_room(&known)?;
    let standing = || known.iter().filter(|day| day.withdrawal.is_none());
    if let Some(there) = standing().find(|there| there.on == on) {
        let name = there.name.clone();
        return Err(OperationError::HolidayExists { name });
    }
    let closed = standing().chain([&day]);
    let closed = closed.map(|day| (day.on, day.name.clone()));
    let days = BusinessDays::new(closed, store.settings().await?.direction);
    let mut preview = DayPreview {
        day,
        replanning: Replanning::default(),
        descriptions: Vec::new(),
        told: 0,
    };
    look(store, &mut preview, &days, instalments_max, now).await?;
    Ok(preview)
}

async fn look(
    store: &Store,
    preview: &mut DayPreview,
    days: &BusinessDays,
    instalments_max: usize,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let on = preview.day.on;
    let mut told: BTreeSet<CustomerId> = BTreeSet::new();
    let mut walk = store.walk_due(on, on, None, PAGE_ITEMS);
    for _ in 0..instalments_max {
        let Some((pointer, _)) = walk.next().await? else {
            preview.replanning.complete = true;
            break;
        };
        let Some(decided) = decide(store, on, &pointer, days, now).await? else {
            continue;
        };
        let customer = pointer.obligation.customer();
        if let Replan::Moves(settled) = &decided.replan {
            let description = decided.file.head.description.clone();
            preview.descriptions.push(description);
            let edit = decided.edit(&preview.day, settled, now)?;
            if !told.contains(&customer) && !edit.messages(store).await?.is_empty() {
                told.insert(customer);
            }
        }
        preview.replanning.note(&pointer, Some(decided.replan));
    }
    preview.told = told.len();
    Ok(())
}
