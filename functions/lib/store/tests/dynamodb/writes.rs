//! Conditional writes of one item.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::table::{Table, code, item, key, n, s};

#[tokio::test]
async fn a_put_that_must_be_new_is_refused_with_what_stands_there() {
    let table = Table::new().await;
    table
        .put_new(item("a", "A", &[("v", s("first"))]))
        .await
        .unwrap();
    let refused = table.put_new(item("a", "A", &[("v", s("second"))])).await;
    let refused = refused.unwrap_err().into_service_error();
    let PutItemError::ConditionalCheckFailedException(failed) = refused else {
        panic!("another error: {refused}");
    };
    assert_eq!(failed.item(), Some(&item("a", "A", &[("v", s("first"))])));
    assert_eq!(table.get("a", "A").await.unwrap()["v"], s("first"));
    // The condition is about this item, not about its partition.
    table.put_new(item("a", "B", &[])).await.unwrap();
}

#[tokio::test]
async fn a_put_with_a_version_replaces_that_version_only() {
    let table = Table::new().await;
    table.put(item("a", "A", &[("version", n("1"))])).await;
    let put = |before: &str, after: &str| {
        let put = table.client.put_item().table_name(&table.name);
        put.set_item(Some(item("a", "A", &[("version", n(after))])))
            .condition_expression("version = :before")
            .expression_attribute_values(":before", n(before))
            .send()
    };
    put("1", "2").await.unwrap();
    let late = put("1", "3").await.unwrap_err();
    assert_eq!(code(&late), "ConditionalCheckFailedException");
    assert_eq!(table.get("a", "A").await.unwrap()["version"], n("2"));
    // Of an item that is not there no version is right.
    let put = table.client.put_item().table_name(&table.name);
    let missing = put
        .set_item(Some(item("b", "A", &[("version", n("2"))])))
        .condition_expression("version = :before")
        .expression_attribute_values(":before", n("1"))
        .send()
        .await;
    assert_eq!(
        code(&missing.unwrap_err()),
        "ConditionalCheckFailedException"
    );
}

#[tokio::test]
async fn of_many_who_put_at_once_one_wins() {
    let table = Table::new().await;
    let puts = (0..16).map(|number: u32| {
        let new = item("a", "A", &[("by", n(&number.to_string()))]);
        table.put_new(new)
    });
    let done = futures::future::join_all(puts).await;
    assert_eq!(done.iter().filter(|put| put.is_ok()).count(), 1);
    for refused in done.into_iter().filter_map(Result::err) {
        assert_eq!(code(&refused), "ConditionalCheckFailedException");
    }
}

#[tokio::test]
async fn a_deletion_of_what_is_not_there_is_no_failure() {
    let table = Table::new().await;
    let delete = || table.client.delete_item().table_name(&table.name);
    delete().set_key(Some(key("a", "A"))).send().await.unwrap();
    let unmet = delete()
        .set_key(Some(key("a", "A")))
        .condition_expression("attribute_exists(pk)")
        .send()
        .await;
    assert_eq!(code(&unmet.unwrap_err()), "ConditionalCheckFailedException");
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_was() {
    let table = Table::new().await;
    let bytes = AttributeValue::B(vec![0, 255, 10].into());
    let nested = AttributeValue::M(
        [
            (
                "list".to_owned(),
                AttributeValue::L(vec![n("1"), s(""), AttributeValue::Null(true)]),
            ),
            ("empty".to_owned(), AttributeValue::M([].into())),
            ("yes".to_owned(), AttributeValue::Bool(true)),
        ]
        .into(),
    );
    let whole = item(
        "a",
        "A",
        &[
            ("bytes", bytes),
            ("nested", nested),
            ("nothing", AttributeValue::L(vec![])),
            ("blank", s("")),
            ("words", s("Wanjikũ ≥ \u{1F4B0}\n\"'\\")),
        ],
    );
    table.put(whole.clone()).await;
    assert_eq!(table.get("a", "A").await, Some(whole));
}
