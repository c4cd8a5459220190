//! What AWS counts, which is what it costs: the budget of a payment is measured in these.

use aws_sdk_dynamodb::types::{ConsumedCapacity, Put, ReturnConsumedCapacity, TransactWriteItem};

use crate::table::{Item, Table, item, key, s};

const TOTAL: ReturnConsumedCapacity = ReturnConsumedCapacity::Total;

fn total(consumed: Option<&ConsumedCapacity>) -> f64 {
    consumed.and_then(ConsumedCapacity::capacity_units).unwrap()
}

fn assert_units(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 0.01,
        "{found} units, not {expected}"
    );
}

impl Table {
    async fn get_units(&self, pk: &str, consistent: bool) -> f64 {
        let get = self.client.get_item().table_name(&self.name);
        let get = get.set_key(Some(key(pk, "A"))).consistent_read(consistent);
        let read = get.return_consumed_capacity(TOTAL).send().await.unwrap();
        total(read.consumed_capacity())
    }

    async fn put_units(&self, item: Item) -> f64 {
        let put = self.client.put_item().table_name(&self.name);
        let put = put.set_item(Some(item)).return_consumed_capacity(TOTAL);
        total(put.send().await.unwrap().consumed_capacity())
    }
}

/// An item with a body of so many bytes.
fn sized(bytes: usize) -> Item {
    item("a", "A", &[("b", s(&"x".repeat(bytes - "pkaskAb".len())))])
}

#[tokio::test]
async fn a_write_counts_each_begun_kilobyte() {
    let table = Table::new().await;
    for (bytes, units) in [(100, 1.0), (1024, 1.0), (1025, 2.0), (5000, 5.0)] {
        // Of what stands there and what replaces it the larger counts, so each has a fresh key.
        let mut fresh = sized(bytes);
        fresh.insert("sk".to_owned(), s(&format!("{}", bytes % 10)));
        assert!(
            (table.put_units(fresh).await - units).abs() < 0.01,
            "{bytes}"
        );
    }
}

#[tokio::test]
async fn a_replacement_counts_the_larger_of_both() {
    let table = Table::new().await;
    table.put(sized(3000)).await;
    assert_units(table.put_units(sized(100)).await, 3.0);
}

#[tokio::test]
async fn an_index_counts_as_its_own_writes() {
    let table = Table::new().await;
    let listed = |lpk: &str, more: &str| {
        item(
            "a",
            "A",
            &[("lpk", s(lpk)), ("lsk", s("1")), ("v", s(more))],
        )
    };
    // The table and one entry; another attribute of that entry; the entry moved, which is two; nothing for the index.
    assert_units(table.put_units(listed("L", "x")).await, 2.0);
    assert_units(table.put_units(listed("L", "y")).await, 2.0);
    assert_units(table.put_units(listed("M", "y")).await, 3.0);
    assert_units(table.put_units(listed("M", "y")).await, 1.0);
}

#[tokio::test]
async fn a_transaction_counts_twice() {
    let table = Table::new().await;
    let put = |sk: &str| {
        let put = Put::builder()
            .table_name(&table.name)
            .set_item(Some(item("a", sk, &[])));
        TransactWriteItem::builder()
            .put(put.build().unwrap())
            .build()
    };
    let write = table
        .client
        .transact_write_items()
        .return_consumed_capacity(TOTAL);
    let write = write.transact_items(put("1")).transact_items(put("2"));
    let written = write.send().await.unwrap();
    assert_units(total(written.consumed_capacity().first()), 4.0);
}

#[tokio::test]
async fn a_read_counts_each_begun_four_kilobytes() {
    let table = Table::new().await;
    table.put(sized(5000)).await;
    assert_units(table.get_units("a", true).await, 2.0);
    table.put(sized(100)).await;
    assert_units(table.get_units("a", true).await, 1.0);
}

#[tokio::test]
async fn a_read_that_may_be_old_counts_half() {
    let table = Table::new().await;
    table.put(sized(5000)).await;
    assert_units(table.get_units("a", false).await, 1.0);
    table.put(sized(100)).await;
    assert_units(table.get_units("a", false).await, 0.5);
}

#[tokio::test]
async fn a_read_that_finds_nothing_counts_as_the_smallest() {
    let table = Table::new().await;
    assert_units(table.get_units("a", true).await, 1.0);
    assert_units(table.get_units("a", false).await, 0.5);
}

/// Together, and not each by itself: twenty items of 200 bytes are one unit.
#[tokio::test]
async fn a_query_counts_its_items_together() {
    let table = Table::new().await;
    for number in 0..20 {
        let body = ("b", s(&"x".repeat(180)));
        table.put(item("a", &format!("{number:02}"), &[body])).await;
    }
    let read = table
        .query("a")
        .return_consumed_capacity(TOTAL)
        .send()
        .await
        .unwrap();
    assert_units(total(read.consumed_capacity()), 1.0);
}
