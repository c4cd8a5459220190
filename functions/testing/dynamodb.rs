//! The DynamoDB that a test stands on, with an empty table of its own: the embedded engine in memory or, where
//! `MALIPO_TEST_DYNAMODB` holds an address, another implementation. Included by path, as `bench.rs` is.
#![allow(dead_code, reason = "each crate's tests use a part of it")]

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::TimeToLiveSpecification;
use local_aws::engine::{self, Engine};
use store::client::Store;
use uuid::Uuid;

/// Where the other implementation listens, as in `http://127.0.0.1:4566`.
const OTHER: &str = "MALIPO_TEST_DYNAMODB";

/// A DynamoDB that nobody else uses, as far as this test can see.
pub struct Dynamodb {
    pub client: Client,
    pub address: String,
    pub table: String,
    engine: Option<Engine>,
}

impl Dynamodb {
    /// With an empty table.
    pub async fn fresh() -> Self {
        let dynamodb = match other() {
            Some(address) => Self {
                client: engine::client(&address),
                // All tests share the other one, also at the same time.
                table: format!("malipo-{}", Uuid::new_v4().simple()),
                address,
                engine: None,
            },
            None => {
                let engine = Engine::memory().await.expect("the engine starts");
                Self {
                    client: engine.client(),
                    table: "malipo".to_owned(),
                    address: engine.endpoint_url().to_owned(),
                    engine: Some(engine),
                }
            }
        };
        store::table::create(&dynamodb.client, &dynamodb.table)
            .await
            .expect("the table is created");
        if dynamodb.engine.is_none() {
            dynamodb.let_live().await;
        }
        dynamodb
    }

    /// Another implementation goes by its own clock, and would sweep what is new by the clock of a test.
    async fn let_live(&self) {
        let off = TimeToLiveSpecification::builder()
            .enabled(false)
            .attribute_name("expires_at");
        let update = self.client.update_time_to_live().table_name(&self.table);
        update
            .time_to_live_specification(off.build().expect("both are set"))
            .send()
            .await
            .expect("time to live is switched off");
    }

    /// The store over its table.
    pub fn store(&self) -> Store {
        Store::new(self.client.clone(), self.table.clone())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a choice of whoever runs the tests, which no deployment has"
)]
fn other() -> Option<String> {
    std::env::var(OTHER)
        .ok()
        .filter(|address| !address.is_empty())
}
