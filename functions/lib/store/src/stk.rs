//! Results of STK pushes that moved no money, kept by the request they answer.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Put, Store, item_of};
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
            keys::stk(&result.checkout_request),
            format!("R#{}", keys::digest(raw)),
        );
        let mut item = item_of(&key, result)?;
        item.insert("raw".to_owned(), AttributeValue::B(Blob::new(pack(raw))));
        match self.put_new(item).await? {
            Put::Done | Put::Refused(_) => Ok(()),
        }
    }
}
