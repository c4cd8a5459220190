//! Many items at once, each by itself: for pointers, which are made before what they point at and prove nothing alone.

use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use crate::client::{Item, Store};
use crate::error::StoreError;
use crate::keys::Key;
use crate::meter;

/// Items that one BatchWriteItem takes.
const BATCH_WRITES_MAX: usize = 25;
/// Rounds in which items that the service left unprocessed are written again.
const ROUNDS_MAX: usize = 8;

impl Store {
    /// Puts items over whatever stands there, in no order.
    pub(crate) async fn put_many(&self, items: Vec<Item>) -> Result<(), StoreError> {
        let requests = items.into_iter().map(|item| {
            let put = PutRequest::builder().set_item(Some(item));
            let put = put.build().expect("the item is set");
            WriteRequest::builder().put_request(put).build()
        });
        self.write_many(requests.collect()).await
    }

    /// Deletes items, in no order; one that is not there counts as deleted.
    pub(crate) async fn delete_many(&self, keys: &[Key]) -> Result<(), StoreError> {
        let requests = keys.iter().map(|key| {
            let delete = DeleteRequest::builder().set_key(Some(key.attributes()));
            let delete = delete.build().expect("the key is set");
            WriteRequest::builder().delete_request(delete).build()
        });
        self.write_many(requests.collect()).await
    }

    async fn write_many(&self, requests: Vec<WriteRequest>) -> Result<(), StoreError> {
        for chunk in requests.chunks(BATCH_WRITES_MAX) {
            let mut pending = chunk.to_vec();
            for _ in 0..ROUNDS_MAX {
                if pending.is_empty() {
                    break;
                }
                let answer = self
                    .client
                    .batch_write_item()
                    .request_items(&self.table, pending)
                    .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
                    .send()
                    .await
                    .map_err(|error| StoreError::from_sdk("BatchWriteItem", &error))?;
                self.count("BatchWriteItem", true, answer.consumed_capacity().to_vec());
                pending = answer
                    .unprocessed_items
                    .unwrap_or_default()
                    .remove(&self.table)
                    .unwrap_or_default();
            }
            if !pending.is_empty() {
                return Err(StoreError::Unavailable {
                    operation: "BatchWriteItem",
                    code: "items stay unprocessed".into(),
                });
            }
        }
        Ok(())
    }
}
