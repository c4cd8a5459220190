//! The DynamoDB client against the embedded engine.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, Put,
    ReturnValuesOnConditionCheckFailure, ScalarAttributeType, TransactWriteItem,
};
use local_aws::data_file::DataFileError;
use local_aws::engine::{Engine, EngineError, snapshot};

async fn create_table(client: &Client) {
    let key = KeySchemaElement::builder()
        .attribute_name("pk")
        .key_type(KeyType::Hash);
    let definition = AttributeDefinition::builder().attribute_name("pk");
    let definition = definition.attribute_type(ScalarAttributeType::S);
    let create = client
        .create_table()
        .table_name("table")
        .billing_mode(BillingMode::PayPerRequest);
    let create = create.key_schema(key.build().expect("a key"));
    let create = create.attribute_definitions(definition.build().expect("a definition"));
    create.send().await.expect("a table");
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

async fn put_new(client: &Client, key: &str, value: &str) -> Result<(), SdkError<PutItemError>> {
    let put = client
        .put_item()
        .table_name("table")
        .item("pk", text(key))
        .item("v", text(value));
    let put = put.condition_expression("attribute_not_exists(pk)");
    let old = ReturnValuesOnConditionCheckFailure::AllOld;
    put.return_values_on_condition_check_failure(old)
        .send()
        .await
        .map(|_| ())
}

async fn get(client: &Client, key: &str) -> Option<String> {
    let get = client
        .get_item()
        .table_name("table")
        .key("pk", text(key))
        .consistent_read(true);
    let item = get.send().await.expect("an answer").item?;
    item["v"].as_s().ok().cloned()
}

#[tokio::test]
async fn a_conditional_put_that_fails_tells_what_is_there() {
    let engine = Engine::memory().await.unwrap();
    let client = engine.client();
    create_table(&client).await;
    put_new(&client, "a", "first").await.unwrap();
    let refused = put_new(&client, "a", "second")
        .await
        .unwrap_err()
        .into_service_error();
    let PutItemError::ConditionalCheckFailedException(failed) = refused else {
        panic!("another error: {refused}");
    };
    assert_eq!(failed.item().unwrap()["v"], text("first"));
    assert_eq!(get(&client, "a").await.as_deref(), Some("first"));
}

#[tokio::test]
async fn a_transaction_is_done_as_a_whole_or_not_at_all() {
    let engine = Engine::memory().await.unwrap();
    let client = engine.client();
    create_table(&client).await;
    put_new(&client, "taken", "x").await.unwrap();
    let put = |key: &str| {
        let put = Put::builder()
            .table_name("table")
            .item("pk", text(key))
            .item("v", text("y"));
        let put = put
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .unwrap();
        TransactWriteItem::builder().put(put).build()
    };
    let write = |items: Vec<_>| {
        client
            .transact_write_items()
            .set_transact_items(Some(items))
            .send()
    };

    let cancelled = write(vec![put("new"), put("taken")]).await.unwrap_err();
    let TransactWriteItemsError::TransactionCanceledException(cancelled) =
        cancelled.into_service_error()
    else {
        panic!("another error");
    };
    let codes: Vec<_> = cancelled
        .cancellation_reasons()
        .iter()
        .map(|it| it.code())
        .collect();
    assert_eq!(codes, [Some("None"), Some("ConditionalCheckFailed")]);
    assert_eq!(get(&client, "new").await, None);
    write(vec![put("new"), put("other")]).await.unwrap();
    assert_eq!(get(&client, "other").await.as_deref(), Some("y"));
}

#[tokio::test]
async fn what_was_written_survives_a_stop_and_a_drop() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("malipo.db");
    let engine = Engine::open(&path).await.unwrap();
    create_table(&engine.client()).await;
    put_new(&engine.client(), "a", "1").await.unwrap();
    engine.stop().await.unwrap();

    let engine = Engine::open(&path).await.unwrap();
    assert_eq!(get(&engine.client(), "a").await.as_deref(), Some("1"));
    put_new(&engine.client(), "b", "2").await.unwrap();
    drop(engine);

    let engine = Engine::open(&path).await.unwrap();
    assert_eq!(get(&engine.client(), "b").await.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_snapshot_of_a_running_engine_holds_what_was_written_before() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (
        folder.path().join("malipo.db"),
        folder.path().join("copy.db"),
    );
    let engine = Engine::open(&path).await.unwrap();
    create_table(&engine.client()).await;
    put_new(&engine.client(), "before", "1").await.unwrap();
    snapshot(&path, &copy).unwrap();
    put_new(&engine.client(), "after", "2").await.unwrap();

    let twice = snapshot(&path, &copy);
    assert!(matches!(twice, Err(DataFileError::AlreadyExists(_))));
    let copied = Engine::open(&copy).await.unwrap();
    assert_eq!(get(&copied.client(), "before").await.as_deref(), Some("1"));
    assert_eq!(get(&copied.client(), "after").await, None);
    assert_eq!(get(&engine.client(), "after").await.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("malipo.db");
    let engine = Engine::open(&path).await.unwrap();
    let second = Engine::open(&path).await;
    assert!(matches!(
        second,
        Err(EngineError::DataFile(DataFileError::InUse(_)))
    ));
    engine.stop().await.unwrap();

    let connection = rusqlite::Connection::open(&path).unwrap();
    let newer = "UPDATE _config SET value = '99' WHERE key = 'schema_version'";
    assert_eq!(connection.execute(newer, []).unwrap(), 1);
    let newer = Engine::open(&path).await.err().unwrap();
    let is_newer = matches!(
        newer,
        EngineError::DataFile(DataFileError::Newer { found: 99, .. })
    );
    assert!(is_newer, "{newer}");
    connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let locked = Engine::open(&path).await;
    assert!(matches!(
        locked,
        Err(EngineError::DataFile(DataFileError::InUse(_)))
    ));
    drop(connection);

    std::fs::write(&path, "not a database, but long enough to be looked at").unwrap();
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    let damaged = Engine::open(&path).await;
    assert!(matches!(
        damaged,
        Err(EngineError::DataFile(DataFileError::Damaged { .. }))
    ));
    let copy = snapshot(&path, &folder.path().join("copy.db"));
    assert!(matches!(copy, Err(DataFileError::Damaged { .. })));
    let missing = snapshot(
        &folder.path().join("none.db"),
        &folder.path().join("copy.db"),
    );
    assert!(matches!(missing, Err(DataFileError::Missing(_))));
}
