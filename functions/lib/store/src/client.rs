//! The store itself: a client, a table name and, on demand, a meter.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeValue, KeysAndAttributes, ReturnValuesOnConditionCheckFailure,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::audit::AuditRecord;
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::meter::{self, Meter};

/// One stored item, as DynamoDB sees it.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// Keys that one BatchGetItem may ask for.
const BATCH_KEYS_MAX: usize = 100;
/// Rounds in which keys that the service left unprocessed are asked for again.
const BATCH_ROUNDS_MAX: usize = 8;

/// Access to the table. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) client: Client,
    pub(crate) table: String,
    pub(crate) meter: Option<Meter>,
    /// What the next commit tells the audit.
    pub(crate) audit: Option<Arc<AuditRecord>>,
}

/// What a conditional put did.
pub(crate) enum Put {
    Done,
    /// The condition did not hold; the item that stood in the way.
    Refused(Item),
}

impl Store {
    /// A store over `table`, reached through `client`.
    #[must_use]
    pub fn new(client: Client, table: String) -> Self {
        Self {
            client,
            table,
            meter: None,
            audit: None,
        }
    }

    /// The same store, with every consumed request unit added to `meter`.
    #[must_use]
    pub fn metered(mut self, meter: Meter) -> Self {
        self.meter = Some(meter);
        self
    }

    /// Whether the table answers: one read of a key that is never written.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not.
    pub async fn reachable(&self) -> Result<(), StoreError> {
        self.get(&Key::new("READY", keys::HEAD), false)
            .await
            .map(|_| ())
    }

    pub(crate) async fn get(
        &self,
        key: &Key,
        consistent: bool,
    ) -> Result<Option<Item>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .consistent_read(consistent)
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("GetItem", &error))?;
        self.count("GetItem", false, answer.consumed_capacity().cloned());
        Ok(answer.item)
    }

    /// Items under one partition whose sort key starts with `prefix` (all of them where it is
    /// empty), consistent, page after page: for partitions that are bounded by design.
    pub(crate) async fn query(&self, pk: &str, prefix: &str) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let mut query = self
                .client
                .query()
                .table_name(&self.table)
                .consistent_read(true)
                .key_condition_expression("pk = :pk")
                .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
                .set_exclusive_start_key(start)
                .set_return_consumed_capacity(meter::requested(self.meter.as_ref()));
            if !prefix.is_empty() {
                query = query
                    .key_condition_expression("pk = :pk AND begins_with(sk, :prefix)")
                    .expression_attribute_values(":prefix", AttributeValue::S(prefix.to_owned()));
            }
            let answer = query
                .send()
                .await
                .map_err(|error| StoreError::from_sdk("Query", &error))?;
            self.count("Query", false, answer.consumed_capacity().cloned());
            items.extend(answer.items.unwrap_or_default());
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(items);
            }
        }
    }

    /// Several items by key, in no order; missing ones are left out.
    pub(crate) async fn get_many(
        &self,
        wanted: &[Key],
        consistent: bool,
    ) -> Result<Vec<Item>, StoreError> {
        let mut found = Vec::with_capacity(wanted.len());
        for chunk in wanted.chunks(BATCH_KEYS_MAX) {
            let mut pending: Vec<Item> = chunk.iter().map(Key::attributes).collect();
            for _ in 0..BATCH_ROUNDS_MAX {
                if pending.is_empty() {
                    break;
                }
                let request = KeysAndAttributes::builder()
                    .set_keys(Some(pending))
                    .consistent_read(consistent)
                    .build()
                    .expect("keys are set");
                let answer = self
                    .client
                    .batch_get_item()
                    .request_items(&self.table, request)
                    .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
                    .send()
                    .await
                    .map_err(|error| StoreError::from_sdk("BatchGetItem", &error))?;
                self.count("BatchGetItem", false, answer.consumed_capacity().to_vec());
                found.extend(
                    answer
                        .responses
                        .unwrap_or_default()
                        .remove(&self.table)
                        .unwrap_or_default(),
                );
                pending = answer
                    .unprocessed_keys
                    .unwrap_or_default()
                    .remove(&self.table)
                    .map(|left| left.keys)
                    .unwrap_or_default();
            }
            if !pending.is_empty() {
                return Err(StoreError::Unavailable {
                    operation: "BatchGetItem",
                    code: "keys stay unprocessed".into(),
                });
            }
        }
        Ok(found)
    }

    /// Puts an item where none stands under its key.
    pub(crate) async fn put_new(&self, item: Item) -> Result<Put, StoreError> {
        if self.audit.is_some() {
            return self.put_new_with_line(item).await;
        }
        let answer = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
            .send()
            .await;
        match answer {
            Ok(answer) => {
                self.count("PutItem", true, answer.consumed_capacity().cloned());
                Ok(Put::Done)
            }
            Err(error) => {
                use aws_sdk_dynamodb::operation::put_item::PutItemError;
                if let Some(PutItemError::ConditionalCheckFailedException(refused)) =
                    error.as_service_error()
                {
                    let item = refused.item().cloned().unwrap_or_default();
                    if let Some(meter) = &self.meter {
                        meter.add_refused_write("PutItem refused", item_bytes(&item));
                    }
                    return Ok(Put::Refused(item));
                }
                Err(StoreError::from_sdk("PutItem", &error))
            }
        }
    }

    /// Puts an item over whatever stands there.
    pub(crate) async fn put(&self, item: Item) -> Result<(), StoreError> {
        if self.audit.is_some() {
            let mut commit = Commit::default();
            commit.put(item);
            return self.commit(commit).await;
        }
        let answer = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("PutItem", &error))?;
        self.count("PutItem", true, answer.consumed_capacity().cloned());
        Ok(())
    }

    pub(crate) fn count(
        &self,
        operation: &'static str,
        is_write: bool,
        capacity: impl IntoIterator<Item = aws_sdk_dynamodb::types::ConsumedCapacity>,
    ) {
        if let Some(meter) = &self.meter {
            let capacity: Vec<_> = capacity.into_iter().collect();
            meter.add(operation, is_write, &capacity);
        }
    }
}

/// An item of attributes and key, ready to be put.
pub(crate) fn item_of<T: Serialize>(key: &Key, body: &T) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(body)
        .map_err(|error| StoreError::corrupt(format!("{}/{}", key.pk, key.sk), error))?;
    item.extend(key.attributes());
    Ok(item)
}

/// The typed body of an item; keys and unknown attributes are passed over.
pub(crate) fn body_of<T: DeserializeOwned>(item: Item) -> Result<T, StoreError> {
    let key = keys::shown(text(&item, keys::PK), text(&item, keys::SK));
    serde_dynamo::from_item(item).map_err(|error| StoreError::corrupt(key, error))
}

/// A text attribute, or nothing where it is missing.
pub(crate) fn text<'a>(item: &'a Item, name: &str) -> &'a str {
    item.get(name)
        .and_then(|value| value.as_s().ok())
        .map_or("", String::as_str)
}

/// Size of an item as DynamoDB counts it: names and values, in bytes.
fn item_bytes(item: &Item) -> usize {
    item.iter()
        .map(|(name, value)| name.len() + value_bytes(value))
        .sum()
}

fn value_bytes(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number.len().div_ceil(2) + 1,
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::L(list) => 3 + list.iter().map(|one| 1 + value_bytes(one)).sum::<usize>(),
        AttributeValue::M(map) => {
            3 + map
                .iter()
                .map(|(name, one)| 1 + name.len() + value_bytes(one))
                .sum::<usize>()
        }
        _ => 1,
    }
}
