//! Requests that are wrong in themselves: a mistake of ours must show in tests, and not only on AWS.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::table::{INVALID, Item, Table, code, item, key, s};

#[tokio::test]
async fn a_reserved_word_in_an_expression_needs_another_name() {
    let table = Table::new().await;
    let put = |condition: &str| {
        let put = table.client.put_item().table_name(&table.name);
        let put = put.set_item(Some(item("a", "A", &[])));
        put.condition_expression(condition.to_owned()).send()
    };
    for word in ["day", "status", "Name"] {
        let refused = put(&format!("attribute_not_exists({word})")).await;
        assert_eq!(code(&refused.unwrap_err()), INVALID, "{word}");
    }
    // What the store writes as it is.
    for word in ["pk", "sk", "lpk", "lsk", "version", "expires_at"] {
        put(&format!(
            "attribute_not_exists({word}) OR attribute_exists({word})"
        ))
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn a_value_that_no_expression_uses_is_a_mistake() {
    let table = Table::new().await;
    let query = table
        .query("a")
        .expression_attribute_values(":more", s("x"));
    assert_eq!(code(&query.send().await.unwrap_err()), INVALID);
    let query = table.query("a").expression_attribute_names("#more", "more");
    assert_eq!(code(&query.send().await.unwrap_err()), INVALID);
}

#[tokio::test]
async fn a_value_that_is_used_and_not_given_is_a_mistake() {
    let table = Table::new().await;
    let query = table
        .query("a")
        .key_condition_expression("pk = :pk AND sk < :before");
    assert_eq!(code(&query.send().await.unwrap_err()), INVALID);
}

#[tokio::test]
async fn a_key_has_all_its_parts_and_no_more() {
    let table = Table::new().await;
    let get = |key: Item| {
        let get = table.client.get_item().table_name(&table.name);
        get.set_key(Some(key)).send()
    };
    let mut half = key("a", "A");
    half.remove("sk");
    let mut more = key("a", "A");
    more.insert("lpk".to_owned(), s("x"));
    let mut number = key("a", "A");
    number.insert("sk".to_owned(), AttributeValue::N("1".to_owned()));
    for wrong in [half, more, number] {
        assert_eq!(code(&get(wrong).await.unwrap_err()), INVALID);
    }
}

#[tokio::test]
async fn an_item_has_its_whole_key() {
    let table = Table::new().await;
    let mut half = key("a", "A");
    half.remove("sk");
    assert_eq!(code(&table.try_put(half).await.unwrap_err()), INVALID);
}

#[tokio::test]
async fn a_table_that_is_not_there_is_named_as_such() {
    let table = Table::new().await;
    let get = table.client.get_item().table_name("never-created");
    let refused = get.set_key(Some(key("a", "A"))).send().await;
    assert_eq!(code(&refused.unwrap_err()), "ResourceNotFoundException");
}

#[tokio::test]
async fn a_table_that_is_there_is_not_created_again() {
    let table = Table::new().await;
    store::table::create(&table.client, &table.name)
        .await
        .unwrap();
    table.put(item("a", "A", &[])).await;
    store::table::create(&table.client, &table.name)
        .await
        .unwrap();
    assert!(table.get("a", "A").await.is_some());
}

#[tokio::test]
async fn a_set_has_something_in_it_and_nothing_twice() {
    let table = Table::new().await;
    for set in [vec![], vec!["x".to_owned(), "x".to_owned()]] {
        let set = AttributeValue::Ss(set);
        let put = table.try_put(item("a", "A", &[("set", set)])).await;
        assert_eq!(code(&put.unwrap_err()), INVALID);
    }
}

#[tokio::test]
async fn a_clause_stands_in_an_update_once() {
    let table = Table::new().await;
    let update = table.client.update_item().table_name(&table.name);
    let update = update.set_key(Some(key("a", "A")));
    let twice = update.update_expression("SET a = :x SET b = :x");
    let twice = twice.expression_attribute_values(":x", s("x"));
    assert_eq!(code(&twice.send().await.unwrap_err()), INVALID);
}
