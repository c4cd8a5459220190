//! How far the sweeper has come in each shard of the list of payments.

use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::error::StoreError;
use crate::keys::{self, Key};

#[derive(Serialize, Deserialize)]
struct Watermark {
    position: String,
}

impl Store {
    /// The position in the list of payments up to which all are dispatched.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn sweep_position(&self) -> Result<Option<String>, StoreError> {
        let found = self.get(&key(), true).await?;
        Ok(found
            .map(body_of::<Watermark>)
            .transpose()?
            .map(|mark| mark.position))
    }

    /// Moves the position. Two sweepers at once may move it back, which only costs reads.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn set_sweep_position(&self, position: &str) -> Result<(), StoreError> {
        let mark = Watermark {
            position: position.to_owned(),
        };
        self.put(item_of(&key(), &mark)?).await
    }
}

fn key() -> Key {
    Key::new("SWEEP", keys::HEAD)
}
