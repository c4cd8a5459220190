//! The texts of messages that staff changed; what nobody changed is in the program.

use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::Key;

const PARTITION: &str = "TPL";

/// A text as staff want it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRecord {
    /// For which message.
    pub kind: MessageKind,
    /// In which language.
    pub language: Language,
    /// Over which channel.
    pub channel: Channel,
    /// The text; nothing where the program's own holds again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TemplateText>,
    /// Who changed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// The text of a message, with placeholders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateText {
    /// The subject of an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The body.
    pub body: String,
}

impl TemplateRecord {
    fn key(kind: MessageKind, language: Language, channel: Channel) -> Key {
        let sk = format!("A#{}#{}#{}", kind.name(), language.tag(), channel.name());
        Key::new(PARTITION, sk)
    }

    fn history_key(&self) -> Key {
        let Key { pk, sk } = Self::key(self.kind, self.language, self.channel);
        Key::new(
            pk,
            format!("H{}#{:06}", sk.trim_start_matches('A'), self.version),
        )
    }
}

impl Store {
    /// One text that staff changed, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn template(
        &self,
        kind: MessageKind,
        language: Language,
        channel: Channel,
    ) -> Result<Option<TemplateRecord>, StoreError> {
        let key = TemplateRecord::key(kind, language, channel);
        self.get(&key, true).await?.map(body_of).transpose()
    }

    /// Every text that staff changed, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn templates(&self) -> Result<Vec<TemplateRecord>, StoreError> {
        let items = self.query(PARTITION, "A#").await?;
        items.into_iter().map(body_of).collect()
    }

    /// Replaces a text; what it was is kept. `before` is what was loaded.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_template(
        &self,
        before: Option<&TemplateRecord>,
        after: &TemplateRecord,
    ) -> Result<(), StoreError> {
        let key = TemplateRecord::key(after.kind, after.language, after.channel);
        let mut commit = Commit::default();
        commit.put_versioned(item_of(&key, after)?, before.map(|record| record.version));
        if let Some(before) = before {
            commit.put_versioned(item_of(&before.history_key(), before)?, None);
        }
        self.commit(commit).await
    }
}
