//! Results of STK pushes that moved no money, kept by the request they answer.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Put, Store, body_of, item_of};
use crate::error::StoreError;
use crate::keys::{self, Key};
use crate::payments::pack;

/// What M-PESA answered to a push, other than a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StkResult {
    /// The push, by M-PESA's name for it.
    pub checkout_request: String,
    /// The result code as it came, number or text.
    pub code: String,
    /// Its description as it came.
    pub description: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

impl Store {
    /// Keeps one result; the same bytes are kept once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: keeping it again is safe.
    pub async fn keep_stk_result(&self, result: &StkResult, raw: &[u8]) -> Result<(), StoreError> {
        let key = Key::new(
            pk(&result.checkout_request),
            format!("R#{}", keys::digest(raw)),
        );
        let mut item = item_of(&key, result)?;
        item.insert("raw".to_owned(), AttributeValue::B(Blob::new(pack(raw))));
        match self.put_new(item).await? {
            Put::Done | Put::Refused(_) => Ok(()),
        }
    }

    /// Results that came for one push, in no order.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn stk_results(&self, checkout_request: &str) -> Result<Vec<StkResult>, StoreError> {
        self.query(&pk(checkout_request), "R#")
            .await?
            .into_iter()
            .map(body_of)
            .collect()
    }
}

/// The name of a request is the provider's free text, so its digest is the key.
fn pk(checkout_request: &str) -> String {
    format!("STK#{}", keys::digest(checkout_request.as_bytes()))
}
