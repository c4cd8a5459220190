//! Obligations as a list, newest first: everybody's, or one customer's.

use billing::ids::{CustomerId, ObligationId};
use billing::obligation::SettlementStatus;
use chrono::NaiveDate;
use futures::future::try_join_all;
use store::client::Store;
use store::error::StoreError;
use store::keys::List;
use store::obligations::ObligationFile;
use store::walk::{Order, Range};

use crate::error::OperationError;

/// Obligations that one page reads of each shard at a time.
const PAGE_ITEMS: i32 = 50;
/// Obligations that are loaded at once.
const LOADED_AT_ONCE: usize = 10;
/// Obligations that one page looks at before it gives up for now; the next one goes on from there.
const WALKED_MAX: usize = 500;

/// Which obligations a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that are paid so far.
    Status(SettlementStatus),
    /// Those with an instalment that was due before this day and is not paid.
    Overdue(NaiveDate),
    /// Those of which something is left to pay.
    Open,
    /// Those that are paid, and were not cancelled.
    Settled,
    /// Those that were cancelled, whatever was paid before.
    Cancelled,
}

impl Wanted {
    fn fits(self, file: &ObligationFile) -> Result<bool, StoreError> {
        let obligation = file.obligation()?;
        let is_cancelled = file.head.cancellation.is_some();
        Ok(match self {
            Self::Status(status) => obligation.status() == status,
            Self::Overdue(today) => obligation.overdue(today),
            Self::Open => obligation.status() != SettlementStatus::Paid,
            Self::Settled => obligation.status() == SettlementStatus::Paid && !is_cancelled,
            Self::Cancelled => is_cancelled,
        })
    }
}

/// One page of obligations.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Obligations, newest first.
    pub items: Vec<ObligationFile>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// Everybody's obligations, newest first, from the position `after`.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(
    store: &Store,
    wanted: Option<Wanted>,
    after: Option<String>,
    limit: usize,
) -> Result<Page, OperationError> {
    let range = Range {
        after,
        ..Range::all(Order::NewestFirst)
    };
    let mut walk = store.walk(List::Obligations, &range, PAGE_ITEMS);
    let mut page = Page::default();
    let mut walked = 0;
    while page.items.len() < limit && walked < WALKED_MAX {
        let chunk = LOADED_AT_ONCE.min(limit - page.items.len());
        let mut ids: Vec<ObligationId> = Vec::with_capacity(chunk);
        while ids.len() < chunk
            && let Some(head) = walk.next_obligation().await?
        {
            ids.push(head.id);
        }
        walked += ids.len();
        let loaded = try_join_all(ids.iter().map(|id| store.obligation(id))).await?;
        for file in loaded.into_iter().flatten() {
            if wanted.map_or(Ok(true), |wanted| wanted.fits(&file))? {
                page.items.push(file);
            }
        }
        if ids.len() < chunk {
            return Ok(page);
        }
    }
    page.next = walk.position().map(str::to_owned);
    Ok(page)
}

/// A customer's obligations, newest first, from the one after the id `after`.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn of_customer(
    store: &Store,
    customer: &CustomerId,
    wanted: Option<Wanted>,
    after: Option<&str>,
    limit: usize,
) -> Result<Page, OperationError> {
    if store.customer(customer).await?.is_none() {
        return Err(OperationError::CustomerNotFound);
    }
    let mut files = store.obligations_of(customer).await?;
    files.sort_by_cached_key(|file| std::cmp::Reverse(place(file)));
    let mut page = Page::default();
    for file in files {
        if after.is_some_and(|after| place(&file).as_str() >= after)
            || !wanted.map_or(Ok(true), |wanted| wanted.fits(&file))?
        {
            continue;
        }
        if page.items.len() == limit {
            page.next = page.items.last().map(place);
            return Ok(page);
        }
        page.items.push(file);
    }
    Ok(page)
}

/// Text order is time order, and an id tells apart what was made at the same time.
fn place(file: &ObligationFile) -> String {
    format!(
        "{}#{}",
        store::keys::stamp(file.head.created_at),
        file.head.id
    )
}
