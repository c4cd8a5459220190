//! Notifications as lists: one customer's, and the two work lists of everybody's.

use billing::ids::CustomerId;
use billing::ids::of_notification::NotificationId;
use store::client::Store;
use store::keys::List;
use store::notifications::{NotificationPage, NotificationRecord};
use store::walk::{Order, Range};

use crate::customers;
use crate::error::OperationError;

/// Notifications that one page reads of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// A work list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkList {
    /// What did not arrive, or of which nobody knows, and that nobody has put aside; newest first.
    Undelivered,
    /// What has something left to do, by the time when it is to be done.
    Waiting,
}

impl WorkList {
    const fn place(self) -> (List, Order) {
        match self {
            Self::Undelivered => (List::Undelivered, Order::NewestFirst),
            Self::Waiting => (List::Outbox, Order::OldestFirst),
        }
    }
}

/// One notification.
///
/// # Errors
/// [`OperationError::NotificationNotFound`], [`OperationError::Store`].
pub async fn get(store: &Store, id: &NotificationId) -> Result<NotificationRecord, OperationError> {
    let found = store.notification(id).await?;
    found.ok_or(OperationError::NotificationNotFound)
}

/// A work list, from the position `after`.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(
    store: &Store,
    list: WorkList,
    after: Option<String>,
    limit: usize,
) -> Result<NotificationPage, OperationError> {
    let (list, order) = list.place();
    let range = Range {
        after,
        ..Range::all(order)
    };
    let mut walk = store.walk(list, &range, PAGE_ITEMS);
    let mut page = NotificationPage::default();
    while page.items.len() < limit {
        let Some(record) = walk.next_notification().await? else {
            return Ok(page);
        };
        page.items.push(record);
    }
    page.next = walk.position().map(str::to_owned);
    Ok(page)
}

/// A customer's notifications, newest day first, from the position `after`.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn of_customer(
    store: &Store,
    customer: &CustomerId,
    after: Option<&str>,
    limit: usize,
) -> Result<NotificationPage, OperationError> {
    customers::get(store, customer).await?;
    let limit = i32::try_from(limit).unwrap_or(i32::MAX);
    Ok(store.notifications_of(customer, after, limit).await?)
}
