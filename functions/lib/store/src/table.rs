//! The shape of the table, for whoever creates it without CloudFormation.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, TimeToLiveSpecification,
};

use crate::error::StoreError;
use crate::keys;

/// Creates the table with its one index, or does nothing where it exists.
///
/// # Errors
/// [`StoreError::Unavailable`] or [`StoreError::Refused`] as the engine answers.
///
/// # Panics
/// Never: the definitions below are complete.
pub async fn create(client: &Client, name: &str) -> Result<(), StoreError> {
    let created = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(
            [keys::PK, keys::SK, keys::LPK, keys::LSK]
                .into_iter()
                .map(text_attribute)
                .collect(),
        ))
        .set_key_schema(Some(key_schema(keys::PK, keys::SK)))
        .global_secondary_indexes(
            GlobalSecondaryIndex::builder()
                .index_name(keys::LIST_INDEX)
                .set_key_schema(Some(key_schema(keys::LPK, keys::LSK)))
                .projection(
                    Projection::builder()
                        .projection_type(ProjectionType::All)
                        .build(),
                )
                .build()
                .expect("an index with name, keys and projection is complete"),
        )
        .send()
        .await;
    match created {
        Ok(_) => {}
        Err(error)
            if error
                .as_service_error()
                .is_some_and(|e| e.is_resource_in_use_exception()) =>
        {
            return Ok(());
        }
        Err(error) => return Err(StoreError::from_sdk("CreateTable", &error)),
    }
    client
        .update_time_to_live()
        .table_name(name)
        .time_to_live_specification(
            TimeToLiveSpecification::builder()
                .enabled(true)
                .attribute_name(keys::EXPIRES_AT)
                .build()
                .expect("name and switch are set"),
        )
        .send()
        .await
        .map_err(|error| StoreError::from_sdk("UpdateTimeToLive", &error))?;
    Ok(())
}

fn text_attribute(name: &str) -> AttributeDefinition {
    AttributeDefinition::builder()
        .attribute_name(name)
        .attribute_type(ScalarAttributeType::S)
        .build()
        .expect("name and type are set")
}

fn key_schema(partition: &str, sort: &str) -> Vec<KeySchemaElement> {
    [(partition, KeyType::Hash), (sort, KeyType::Range)]
        .into_iter()
        .map(|(name, kind)| {
            KeySchemaElement::builder()
                .attribute_name(name)
                .key_type(kind)
                .build()
                .expect("name and type are set")
        })
        .collect()
}
