//! Lists by time: one merge over the shards of a list, page by page, bounded by a range of time.

use std::collections::VecDeque;

use aws_sdk_dynamodb::types::AttributeValue;
use billing::ids::PaymentId;
use chrono::{DateTime, NaiveDate, Utc};
use futures::future::try_join_all;

use crate::claims::ClaimRecord;
use crate::client::{Item, Store, body_of, text};
use crate::customers::Customer;
use crate::error::StoreError;
use crate::journal::{self, AccountLine};
use crate::keys::{self, List, SHARDS};
use crate::meter;
use crate::notifications::NotificationRecord;
use crate::obligations::ObligationRecord;
use crate::parked::ParkedRecord;
use crate::payments::{self, PaymentFacts};
use crate::pushes::PushRecord;

/// Which end of the time range comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The way a journal reads.
    OldestFirst,
    /// The way a work list reads.
    NewestFirst,
}

/// What part of a list is wanted.
#[derive(Clone, Debug)]
pub struct Range {
    /// Included; nothing for the beginning.
    pub from: Option<DateTime<Utc>>,
    /// Excluded; nothing for the end.
    pub until: Option<DateTime<Utc>>,
    /// Direction.
    pub order: Order,
    /// The position of the last item that was seen, as [`Walk::position`] gave it.
    pub after: Option<String>,
}

impl Range {
    /// Everything, in one direction.
    #[must_use]
    pub fn all(order: Order) -> Self {
        Self {
            from: None,
            until: None,
            order,
            after: None,
        }
    }
}

#[derive(Default)]
struct Shard {
    number: u8,
    buffer: VecDeque<Item>,
    next: Option<Item>,
    done: bool,
}

/// Where a walk reads: a list of the index, or of the table's own a month of due dates or a day of the audit.
pub(crate) enum Lane {
    List(List),
    Due(String),
    Audit(NaiveDate),
}

impl Lane {
    fn partition(&self, shard: u8) -> String {
        match self {
            Self::List(list) => list.partition(shard),
            Self::Due(month) => keys::due_pk(month, shard),
            Self::Audit(day) => keys::audit_pk(*day, shard),
        }
    }

    /// The index, nothing for the table itself, and the names of the two keys.
    fn names(&self) -> (Option<String>, &'static str, &'static str) {
        match self {
            Self::List(_) => (Some(keys::LIST_INDEX.to_owned()), keys::LPK, keys::LSK),
            Self::Due(_) | Self::Audit(_) => (None, keys::PK, keys::SK),
        }
    }
}

/// A walk over one list in time order. Reads only what it is asked for, and from all shards at once.
pub struct Walk<'a> {
    store: &'a Store,
    lane: Lane,
    first: String,
    last: String,
    order: Order,
    page_items: i32,
    shards: Vec<Shard>,
    position: Option<String>,
}

impl Store {
    /// Walks `list` within `range`, reading `page_items` of each shard at a time.
    #[must_use]
    pub fn walk(&self, list: List, range: &Range, page_items: i32) -> Walk<'_> {
        let first = range.from.map_or_else(|| "0".to_owned(), keys::stamp);
        let last = range.until.map_or_else(|| "9".to_owned(), keys::stamp);
        Walk::over(self, Lane::List(list), first, last, page_items)
            .turned(range.order, range.after.as_deref())
    }
}

impl<'a> Walk<'a> {
    /// A walk from `first` to before `last`, oldest first.
    pub(crate) fn over(
        store: &'a Store,
        lane: Lane,
        first: String,
        last: String,
        page_items: i32,
    ) -> Self {
        Self {
            store,
            lane,
            first,
            last,
            order: Order::OldestFirst,
            page_items,
            shards: (0..SHARDS)
                .map(|number| Shard {
                    number,
                    ..Shard::default()
                })
                .collect(),
            position: None,
        }
    }

    /// The same walk in an order, going on from behind a position.
    pub(crate) fn turned(mut self, order: Order, after: Option<&str>) -> Self {
        // The position itself is excluded: nothing sorts between it and it with one more character.
        match (after, order) {
            (Some(after), Order::OldestFirst) => self.first = self.first.max(format!("{after} ")),
            (Some(after), Order::NewestFirst) => self.last = self.last.min(after.to_owned()),
            (None, _) => {}
        }
        self.order = order;
        self.position = after.map(str::to_owned);
        self
    }

    /// Where the walk is: give it as [`Range::after`] to go on from here.
    #[must_use]
    pub fn position(&self) -> Option<&str> {
        self.position.as_deref()
    }

    /// The next payment of a list of payments, as the provider told it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_payment(&mut self) -> Result<Option<PaymentFacts>, StoreError> {
        self.next().await?.map(payments::facts_of).transpose()
    }

    /// The next payment's id, of [`List::Payments`] or [`List::Unassociated`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_payment_id(&mut self) -> Result<Option<PaymentId>, StoreError> {
        Ok(self.next_identity().await?.map(|(id, _)| id))
    }

    /// The next payment's id with its position in the list.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_identity(&mut self) -> Result<Option<(PaymentId, String)>, StoreError> {
        let Some(item) = self.next().await? else {
            return Ok(None);
        };
        let position = text(&item, keys::LSK).to_owned();
        let identity = position
            .split_once('#')
            .map_or("", |(_, identity)| identity);
        let id =
            PaymentId::parse(identity).map_err(|error| StoreError::corrupt(&position, error))?;
        Ok(Some((id, position)))
    }

    /// The next journal entry.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_entry(&mut self) -> Result<Option<AccountLine>, StoreError> {
        self.next().await?.map(journal::line_of).transpose()
    }

    /// The next obligation's head.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_obligation(&mut self) -> Result<Option<ObligationRecord>, StoreError> {
        self.next().await?.map(body_of).transpose()
    }

    /// The next customer.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_customer(&mut self) -> Result<Option<Customer>, StoreError> {
        self.next().await?.map(body_of).transpose()
    }

    /// The next parked callback.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_parked(&mut self) -> Result<Option<ParkedRecord>, StoreError> {
        self.next().await?.map(body_of).transpose()
    }

    /// The next notification, of [`List::Outbox`] or [`List::Undelivered`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_notification(&mut self) -> Result<Option<NotificationRecord>, StoreError> {
        self.next().await?.map(body_of).transpose()
    }

    /// The next push, of [`List::OpenPushes`], [`List::PushesToReview`] or [`List::FailedPushes`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_push(&mut self) -> Result<Option<PushRecord>, StoreError> {
        self.next().await?.map(body_of).transpose()
    }

    /// The next quoted receipt, of [`List::Claims`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn next_claim(&mut self) -> Result<Option<ClaimRecord>, StoreError> {
        self.next().await?.map(body_of).transpose()
    }

    pub(crate) async fn next(&mut self) -> Result<Option<Item>, StoreError> {
        self.fill().await?;
        let (_, _, place_name) = self.lane.names();
        let mut best: Option<(usize, &str)> = None;
        for (index, shard) in self.shards.iter().enumerate() {
            let Some(item) = shard.buffer.front() else {
                continue;
            };
            let place = text(item, place_name);
            let better = best.is_none_or(|(_, standing)| match self.order {
                Order::OldestFirst => place < standing,
                Order::NewestFirst => place > standing,
            });
            if better {
                best = Some((index, place));
            }
        }
        let Some(index) = best.map(|(index, _)| index) else {
            return Ok(None);
        };
        let item = self.shards[index].buffer.pop_front();
        self.position = item.as_ref().map(|item| text(item, place_name).to_owned());
        Ok(item)
    }

    async fn fill(&mut self) -> Result<(), StoreError> {
        let empty: Vec<(usize, u8, Option<Item>)> = self
            .shards
            .iter_mut()
            .enumerate()
            .filter(|(_, shard)| shard.buffer.is_empty() && !shard.done)
            .map(|(index, shard)| (index, shard.number, shard.next.take()))
            .collect();
        let this = &*self;
        let pages = try_join_all(empty.into_iter().map(|(index, number, start)| async move {
            let page = this.page(number, start).await?;
            Ok::<_, StoreError>((index, page))
        }))
        .await?;
        for (index, (items, next)) in pages {
            let shard = &mut self.shards[index];
            shard.done = next.is_none();
            shard.next = next;
            shard.buffer.extend(items);
        }
        Ok(())
    }

    async fn page(
        &self,
        number: u8,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        if self.first > self.last {
            return Ok((Vec::new(), None));
        }
        let (index, partition, place) = self.lane.names();
        let answer = self
            .store
            .client
            .query()
            .table_name(&self.store.table)
            // Only the table itself can be read consistently.
            .consistent_read(index.is_none())
            .set_index_name(index)
            .scan_index_forward(self.order == Order::OldestFirst)
            .limit(self.page_items)
            .key_condition_expression(format!(
                "{partition} = :in AND {place} BETWEEN :first AND :last"
            ))
            .expression_attribute_values(":in", AttributeValue::S(self.lane.partition(number)))
            .expression_attribute_values(":first", AttributeValue::S(self.first.clone()))
            .expression_attribute_values(":last", AttributeValue::S(self.last.clone()))
            .set_exclusive_start_key(start)
            .set_return_consumed_capacity(meter::requested(self.store.meter.as_ref()))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))?;
        self.store
            .count("Query", false, answer.consumed_capacity().cloned());
        let mut items = answer.items.unwrap_or_default();
        // `until` and, walking backwards, `after` are excluded, which BETWEEN cannot say.
        items.retain(|item| text(item, place) < self.last.as_str());
        Ok((items, answer.last_evaluated_key))
    }
}
