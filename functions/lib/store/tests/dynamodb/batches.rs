//! Many items in one request, each by itself.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_dynamodb::config::Config;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest};

use crate::table::{INVALID, Item, Table, code, item, key, s};

/// Sixteen megabytes are written and read as text, by programs that are not optimised.
const PATIENCE: Duration = Duration::from_secs(120);

fn put(item: Item) -> WriteRequest {
    let put = PutRequest::builder().set_item(Some(item)).build().unwrap();
    WriteRequest::builder().put_request(put).build()
}

fn delete(key: Item) -> WriteRequest {
    let delete = DeleteRequest::builder().set_key(Some(key)).build().unwrap();
    WriteRequest::builder().delete_request(delete).build()
}

fn keys(count: usize) -> Vec<Item> {
    (0..count)
        .map(|number| key("a", &format!("{number:03}")))
        .collect()
}

impl Table {
    async fn write(&self, requests: Vec<WriteRequest>) -> Result<(), String> {
        let write = self
            .client
            .batch_write_item()
            .request_items(&self.name, requests);
        let written = write.send().await.map_err(|error| code(&error))?;
        assert_eq!(written.unprocessed_items.unwrap_or_default().len(), 0);
        Ok(())
    }

    async fn read(&self, keys: Vec<Item>) -> Result<(Vec<Item>, usize), String> {
        let wanted = KeysAndAttributes::builder().set_keys(Some(keys));
        let wanted = wanted.consistent_read(true).build().unwrap();
        let read = self
            .client
            .batch_get_item()
            .request_items(&self.name, wanted);
        let patient = TimeoutConfig::builder().operation_timeout(PATIENCE).build();
        let patient = Config::builder().timeout_config(patient);
        let read = read.customize().config_override(patient).send().await;
        let read = read.map_err(|error| code(&error))?;
        let found = read.responses.unwrap_or_default().remove(&self.name);
        let left = read.unprocessed_keys.unwrap_or_default().remove(&self.name);
        Ok((
            found.unwrap_or_default(),
            left.map_or(0, |left| left.keys.len()),
        ))
    }
}

#[tokio::test]
async fn a_batch_writes_25_items_at_most_and_each_once() {
    let table = Table::new().await;
    let puts = |count| keys(count).into_iter().map(put).collect::<Vec<_>>();
    assert_eq!(table.write(puts(26)).await, Err(INVALID.to_owned()));
    table.write(puts(25)).await.unwrap();
    assert_eq!(table.query("a").send().await.unwrap().count(), 25);
    let twice = vec![put(item("b", "A", &[])), delete(key("b", "A"))];
    assert_eq!(table.write(twice).await, Err(INVALID.to_owned()));
    let both = vec![
        put(item("b", "A", &[("v", s("x"))])),
        delete(key("a", "000")),
    ];
    table.write(both).await.unwrap();
    assert!(table.get("b", "A").await.is_some());
    assert_eq!(table.get("a", "000").await, None);
}

#[tokio::test]
async fn a_batch_reads_100_items_at_most_and_each_once() {
    let table = Table::new().await;
    table
        .write(keys(3).into_iter().map(put).collect())
        .await
        .unwrap();
    assert_eq!(table.read(keys(101)).await, Err(INVALID.to_owned()));
    let twice = vec![key("a", "000"), key("a", "000")];
    assert_eq!(table.read(twice).await, Err(INVALID.to_owned()));
    // What is not there is left out.
    let (found, left) = table.read(keys(100)).await.unwrap();
    let found: BTreeSet<_> = found
        .iter()
        .map(|item| item["sk"].as_s().unwrap().clone())
        .collect();
    assert_eq!(
        found,
        BTreeSet::from(["000", "001", "002"].map(str::to_owned))
    );
    assert_eq!(left, 0);
}

/// What does not fit is named, to be asked for again.
#[tokio::test]
async fn a_batch_answers_16_megabytes_at_most() {
    const ITEMS: usize = 60;
    let table = Table::new().await;
    let body = "x".repeat(350_000);
    for key in keys(ITEMS) {
        let mut item = key;
        item.insert("body".to_owned(), s(&body));
        table.put(item).await;
    }
    let (found, left) = table.read(keys(ITEMS)).await.unwrap();
    assert_eq!(found.len() + left, ITEMS);
    assert!(
        found.len() * body.len() <= 16 * 1024 * 1024,
        "{} items",
        found.len()
    );
    assert!(!found.is_empty());
}
