//! Several items at once, or none of them.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem,
};
use uuid::Uuid;

use crate::table::{INVALID, Item, Table, code, item, key, n, s};

type Refusal = SdkError<TransactWriteItemsError>;

impl Table {
    async fn transact(&self, items: Vec<TransactWriteItem>) -> Result<(), Refusal> {
        self.transact_as(items, None).await
    }

    async fn transact_as(
        &self,
        items: Vec<TransactWriteItem>,
        token: Option<&str>,
    ) -> Result<(), Refusal> {
        let write = self.client.transact_write_items();
        let write = write.set_transact_items(Some(items));
        let write = write.set_client_request_token(token.map(str::to_owned));
        write.send().await.map(|_| ())
    }

    fn put_new_in(&self, item: Item) -> TransactWriteItem {
        let put = Put::builder().table_name(&self.name).set_item(Some(item));
        let put = put.condition_expression("attribute_not_exists(pk)");
        let old = ReturnValuesOnConditionCheckFailure::AllOld;
        let put = put.return_values_on_condition_check_failure(old);
        TransactWriteItem::builder()
            .put(put.build().unwrap())
            .build()
    }

    fn put_version_in(&self, item: Item, before: u32) -> TransactWriteItem {
        let put = Put::builder().table_name(&self.name).set_item(Some(item));
        let put = put.condition_expression("version = :before");
        let put = put.expression_attribute_values(":before", n(&before.to_string()));
        TransactWriteItem::builder()
            .put(put.build().unwrap())
            .build()
    }

    fn delete_in(&self, key: Item) -> TransactWriteItem {
        let delete = Delete::builder().table_name(&self.name).set_key(Some(key));
        TransactWriteItem::builder()
            .delete(delete.build().unwrap())
            .build()
    }
}

/// The tokens of all tables of an account are known together.
fn token() -> String {
    Uuid::new_v4().to_string()
}

#[tokio::test]
async fn a_transaction_tells_of_each_action_why_it_failed_and_does_none() {
    let table = Table::new().await;
    let standing = item("taken", "A", &[("v", s("x"))]);
    table.put(standing.clone()).await;
    table.put(item("kept", "A", &[])).await;
    let refused = table
        .transact(vec![
            table.put_new_in(item("new", "A", &[])),
            table.put_new_in(item("taken", "A", &[("v", s("y"))])),
            table.delete_in(key("kept", "A")),
        ])
        .await;
    let refused = refused.unwrap_err().into_service_error();
    let TransactWriteItemsError::TransactionCanceledException(cancelled) = refused else {
        panic!("another error: {refused}");
    };
    let reasons = cancelled.cancellation_reasons();
    let codes: Vec<_> = reasons
        .iter()
        .map(|reason| reason.code().unwrap())
        .collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed", "None"]);
    assert_eq!(reasons[1].item(), Some(&standing));
    assert_eq!(table.get("new", "A").await, None);
    assert_eq!(table.get("taken", "A").await, Some(standing));
    assert!(table.get("kept", "A").await.is_some());
}

#[tokio::test]
async fn a_transaction_that_is_met_is_done_as_a_whole() {
    let table = Table::new().await;
    table.put(item("old", "A", &[])).await;
    table
        .put(item("counter", "A", &[("version", n("1"))]))
        .await;
    let writes = vec![
        table.put_new_in(item("new", "A", &[])),
        table.put_version_in(item("counter", "A", &[("version", n("2"))]), 1),
        table.delete_in(key("old", "A")),
        // Deleting what is not there is no failure.
        table.delete_in(key("never", "A")),
    ];
    table.transact(writes).await.unwrap();
    assert!(table.get("new", "A").await.is_some());
    assert_eq!(table.get("counter", "A").await.unwrap()["version"], n("2"));
    assert_eq!(table.get("old", "A").await, None);
}

#[tokio::test]
async fn one_item_stands_in_a_transaction_once() {
    let table = Table::new().await;
    let twice = vec![
        table.put_new_in(item("a", "A", &[])),
        table.delete_in(key("a", "A")),
    ];
    assert_eq!(code(&table.transact(twice).await.unwrap_err()), INVALID);
    assert_eq!(table.get("a", "A").await, None);
}

#[tokio::test]
async fn a_transaction_has_a_hundred_actions_at_most() {
    let table = Table::new().await;
    let puts = |count: u32| {
        let put = |number: u32| table.put_new_in(item("a", &format!("{number:03}"), &[]));
        (0..count).map(put).collect::<Vec<_>>()
    };
    assert_eq!(code(&table.transact(puts(101)).await.unwrap_err()), INVALID);
    table.transact(puts(100)).await.unwrap();
    let all = table.query("a").send().await.unwrap();
    assert_eq!(all.count(), 100);
}

/// The SDK gives each call a token, and sends it again with the call when the answer was lost.
#[tokio::test]
async fn a_transaction_that_is_sent_again_with_its_token_is_done_once() {
    let table = Table::new().await;
    let [one, two] = [token(), token()];
    let write = || vec![table.put_new_in(item("a", "A", &[("v", s("x"))]))];
    table.transact_as(write(), Some(&one)).await.unwrap();
    table.transact_as(write(), Some(&one)).await.unwrap();
    let other = table.transact_as(write(), Some(&two)).await.unwrap_err();
    assert_eq!(code(&other), "TransactionCanceledException");
}

#[tokio::test]
async fn a_token_is_for_one_transaction() {
    let table = Table::new().await;
    let one = token();
    let first = vec![table.put_new_in(item("a", "A", &[]))];
    table.transact_as(first, Some(&one)).await.unwrap();
    let other = vec![table.put_new_in(item("b", "A", &[]))];
    let refused = table.transact_as(other, Some(&one)).await.unwrap_err();
    assert_eq!(code(&refused), "IdempotentParameterMismatchException");
    assert_eq!(table.get("b", "A").await, None);
}

/// A conflict may be told as such, or as a condition that failed; the store decides anew after both.
#[tokio::test]
async fn nobody_who_writes_by_version_overwrites_another() {
    const WRITERS: u32 = 6;
    const EACH: u32 = 5;
    let table = Table::new().await;
    table.put(item("a", "A", &[("version", n("0"))])).await;
    let writer = |writer: u32| {
        let table = &table;
        async move {
            for turn in 0..EACH {
                loop {
                    let now = table.get("a", "A").await.unwrap();
                    let before: u32 = now["version"].as_n().unwrap().parse().unwrap();
                    let after = item("a", "A", &[("version", n(&(before + 1).to_string()))]);
                    let line = item("line", &format!("{writer}#{turn}"), &[]);
                    let writes = vec![table.put_version_in(after, before), table.put_new_in(line)];
                    match table.transact(writes).await {
                        Ok(()) => break,
                        Err(lost) => assert_eq!(code(&lost), "TransactionCanceledException"),
                    }
                }
            }
        }
    };
    futures::future::join_all((0..WRITERS).map(writer)).await;
    let total = (WRITERS * EACH).to_string();
    assert_eq!(table.get("a", "A").await.unwrap()["version"], n(&total));
    assert_eq!(
        table
            .query("line")
            .send()
            .await
            .unwrap()
            .count()
            .to_string(),
        total
    );
}
