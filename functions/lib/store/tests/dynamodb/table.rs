//! A fresh table, and one line for each thing that a test does to it.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};

use crate::dynamodb::Dynamodb;

pub type Item = HashMap<String, AttributeValue>;

/// DynamoDB's code for a request that is wrong in itself.
pub const INVALID: &str = "ValidationException";

pub struct Table {
    pub client: Client,
    pub name: String,
    _dynamodb: Dynamodb,
}

impl Table {
    pub async fn new() -> Self {
        let dynamodb = Dynamodb::fresh().await;
        Self {
            client: dynamodb.client.clone(),
            name: dynamodb.table.clone(),
            _dynamodb: dynamodb,
        }
    }

    /// Puts it over whatever stands there.
    pub async fn put(&self, item: Item) {
        self.try_put(item).await.unwrap();
    }

    pub async fn try_put(&self, item: Item) -> Result<(), SdkError<PutItemError>> {
        let put = self.client.put_item().table_name(&self.name);
        put.set_item(Some(item)).send().await.map(|_| ())
    }

    /// Puts it where nothing stands; refused with what does.
    pub async fn put_new(&self, item: Item) -> Result<(), SdkError<PutItemError>> {
        let put = self.client.put_item().table_name(&self.name);
        let put = put
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)");
        let old = ReturnValuesOnConditionCheckFailure::AllOld;
        let put = put.return_values_on_condition_check_failure(old);
        put.send().await.map(|_| ())
    }

    pub async fn get(&self, pk: &str, sk: &str) -> Option<Item> {
        let get = self.client.get_item().table_name(&self.name);
        let get = get.set_key(Some(key(pk, sk))).consistent_read(true);
        get.send().await.unwrap().item
    }

    /// A query of one partition of the table.
    pub fn query(&self, pk: &str) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.name);
        let query = query.key_condition_expression("pk = :pk");
        query
            .expression_attribute_values(":pk", s(pk))
            .consistent_read(true)
    }

    /// A query of one partition of the index.
    pub fn list(&self, lpk: &str) -> QueryFluentBuilder {
        let query = self
            .client
            .query()
            .table_name(&self.name)
            .index_name("list");
        let query = query.key_condition_expression("lpk = :lpk");
        query.expression_attribute_values(":lpk", s(lpk))
    }
}

pub fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub fn n(number: &str) -> AttributeValue {
    AttributeValue::N(number.to_owned())
}

pub fn key(pk: &str, sk: &str) -> Item {
    Item::from([("pk".to_owned(), s(pk)), ("sk".to_owned(), s(sk))])
}

pub fn item(pk: &str, sk: &str, more: &[(&str, AttributeValue)]) -> Item {
    let mut item = key(pk, sk);
    let more = more
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    item.extend(more);
    item
}

/// Texts of one attribute, in the order of the items.
pub fn texts(items: &[Item], name: &str) -> Vec<String> {
    let text = |item: &Item| item[name].as_s().unwrap().clone();
    items.iter().map(text).collect()
}

/// The service's code for a failure; `none` where it is not the service's.
pub fn code<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> String {
    let service = error.as_service_error();
    let code = service.and_then(ProvideErrorMetadata::code);
    code.unwrap_or("none").to_owned()
}
