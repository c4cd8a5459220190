//! What was changed of an obligation after it was written down: the record that stays.

use billing::ids::ObligationId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Store, body_of, item_of};
use crate::error::StoreError;
use crate::keys::{self, Key};

/// What kind of change it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Words or whether the customer is told.
    Described,
    /// The amount or the date of one instalment, by a person.
    InstalmentChanged,
    /// The date of one instalment, by a new holiday.
    DateMoved,
    /// What was unpaid was cancelled.
    Cancelled,
    /// A cancellation was taken back.
    Restored,
}

impl ChangeKind {
    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Described => "described",
            Self::InstalmentChanged => "instalment_changed",
            Self::DateMoved => "date_moved",
            Self::Cancelled => "cancelled",
            Self::Restored => "restored",
        }
    }
}

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its name in the API.
    pub field: String,
    /// What it was, as the API writes it.
    pub from: Option<String>,
    /// What it became.
    pub to: Option<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObligationChange {
    /// The version of the head that it led to.
    pub version: u32,
    /// What kind.
    pub kind: ChangeKind,
    /// The instalment, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment: Option<u32>,
    /// Every field that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldChange>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Store {
    /// Every change of an obligation, oldest first, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn obligation_changes(
        &self,
        id: &ObligationId,
    ) -> Result<Vec<ObligationChange>, StoreError> {
        let prefix = format!("H#{}#", id.suffix());
        let items = self.query(&keys::customer(&id.customer()), &prefix).await?;
        items.into_iter().map(body_of).collect()
    }
}

pub(crate) fn change_item(
    id: &ObligationId,
    change: &ObligationChange,
) -> Result<Item, StoreError> {
    let key = Key::new(
        keys::customer(&id.customer()),
        keys::change_sk(id, change.version),
    );
    item_of(&key, change)
}
