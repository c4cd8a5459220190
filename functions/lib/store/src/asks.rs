//! Questions to M-PESA that it answers later, at an address of ours: only an answer to a question of ours is believed.

use billing::ids::ClaimId;
use billing::receipt::Receipt;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key};

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Question {
    /// Whether a receipt is real, and what it says.
    Status {
        /// The receipt.
        receipt: Receipt,
        /// The customer's claim that it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<ClaimId>,
    },
    /// To send a payment back.
    Reversal {
        /// The payment's receipt.
        receipt: Receipt,
    },
    /// What the accounts of a short code hold.
    Balance,
}

/// A question and how it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskRecord {
    /// Part of the address that the answer comes to: 32 hexadecimal digits that nobody guesses.
    pub id: String,
    /// What was asked.
    pub question: Question,
    /// Of which paybill or till.
    pub short_code: String,
    /// Every number that it goes by: a till has its head office's beside its own.
    pub numbers: Vec<String>,
    /// By whom.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When the first answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
    /// M-PESA's code and words, or ours where it did not take the question.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// Which question was the latest about the same thing, so that it is not asked twice at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestAsk {
    /// The question; empty before the first.
    pub id: String,
    /// Optimistic lock, 0 before the first.
    pub version: u32,
}

impl Store {
    /// The latest question like this one of a short code, consistent. Who asks for it makes no difference.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn latest_ask(
        &self,
        question: &Question,
        short_code: &str,
    ) -> Result<LatestAsk, StoreError> {
        let found = self.get(&latest_key(question, short_code), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Writes a question before it is asked; `before` is the latest one like it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else asks the same.
    pub async fn begin_ask(&self, ask: &AskRecord, before: &LatestAsk) -> Result<(), StoreError> {
        let after = LatestAsk {
            id: ask.id.clone(),
            version: before.version + 1,
        };
        let key = latest_key(&ask.question, &ask.short_code);
        let standing = (before.version > 0).then_some(before.version);
        let mut commit = Commit::default();
        commit.put_versioned(item_of(&ask_key(&ask.id), ask)?, None);
        commit.put_versioned(item_of(&key, &after)?, standing);
        self.commit(commit).await
    }

    /// A question of ours, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn ask(&self, id: &str) -> Result<Option<AskRecord>, StoreError> {
        self.get(&ask_key(id), true).await?.map(body_of).transpose()
    }

    /// Replaces a question.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_ask(&self, before: &AskRecord, after: &AskRecord) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        commit.put_versioned(item_of(&ask_key(&after.id), after)?, Some(before.version));
        self.commit(commit).await
    }
}

fn latest_key(question: &Question, short_code: &str) -> Key {
    let about = match question {
        Question::Status { receipt, .. } => format!("status\n{receipt}"),
        Question::Reversal { receipt } => format!("reversal\n{receipt}"),
        Question::Balance => "balance".to_owned(),
    };
    let digest = keys::digest(format!("{short_code}\n{about}").as_bytes());
    Key::new(format!("ASL#{digest}"), HEAD)
}

fn ask_key(id: &str) -> Key {
    Key::new(format!("ASK#{}", id.replace('#', "")), HEAD)
}
