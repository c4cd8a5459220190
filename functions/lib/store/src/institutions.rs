//! Institutions that we collect for: who they are, what was collected for them and what they were handed.

use billing::ids::{InstitutionId, ObligationId};
use billing::journal::Entry;
use billing::journal::account::LedgerAccount;
use billing::money::Currency;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Put, Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::journal;
use crate::keys::{self, Key};

const DIRECTORY: &str = "INSTITUTIONS";

/// An institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstitutionRecord {
    /// Its name, as it was written first.
    pub name: String,
}

/// What stands for an institution where not every text can, as in an address: made of its name, or the id that is
/// given. Wherever an institution is asked for, the two mean the same.
pub fn id_of(name_or_id: &str) -> InstitutionId {
    keys::institution_id(name_or_id)
}

/// An obligation that is owed to an institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstitutionPointer {
    /// The obligation.
    pub obligation: ObligationId,
}

/// Money that was handed to an institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceRecord {
    /// Counted from 1 for each institution.
    pub number: u32,
    /// The institution.
    pub institution: String,
    /// How much, in cents.
    pub cents: i64,
    /// Its currency.
    pub currency: Currency,
    /// Where it was taken from.
    pub paid_from: LedgerAccount,
    /// The number of the transfer, as the institution or the bank knows it.
    pub reference: String,
    /// The day of the transfer.
    pub remitted_on: NaiveDate,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The request that entered it, so that its repetition is recognised.
    pub created_for: String,
    /// Set once it was undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<Undone>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// A transfer was entered by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Store {
    /// Every institution, by no order.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn institutions(&self) -> Result<Vec<InstitutionRecord>, StoreError> {
        let items = self.query(DIRECTORY, "").await?;
        items.into_iter().map(body_of).collect()
    }

    /// One institution; capitals make no difference.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn institution(&self, name: &str) -> Result<Option<InstitutionRecord>, StoreError> {
        let found = self.get(&directory_key(name), true).await?;
        found.map(body_of).transpose()
    }

    /// Enters an institution, where it is new, and answers its name as it was written first.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: doing it again is safe; [`StoreError::Corrupt`].
    pub async fn enter_institution(&self, name: &str) -> Result<String, StoreError> {
        if let Some(standing) = self.institution(name).await? {
            return Ok(standing.name);
        }
        let record = InstitutionRecord {
            name: name.to_owned(),
        };
        match self
            .put_new(item_of(&directory_key(name), &record)?)
            .await?
        {
            Put::Done => Ok(record.name),
            Put::Refused(standing) => Ok(body_of::<InstitutionRecord>(standing)?.name),
        }
    }

    /// Notes that an obligation is owed to an institution. Made before the obligation, so whoever follows it looks
    /// whether that is there.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: doing it again is safe.
    pub async fn point_at_institution(
        &self,
        name: &str,
        obligation: &ObligationId,
    ) -> Result<(), StoreError> {
        let pointer = InstitutionPointer {
            obligation: obligation.clone(),
        };
        let key = Key::new(keys::institution(name), format!("O#{obligation}"));
        self.put(item_of(&key, &pointer)?).await
    }

    /// Obligations that are owed to an institution, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn obligations_to(
        &self,
        institution: &str,
    ) -> Result<Vec<InstitutionPointer>, StoreError> {
        let items = self.query(&keys::institution(institution), "O#").await?;
        items.into_iter().map(body_of).collect()
    }

    /// What an institution was handed, oldest first, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn remittances_to(
        &self,
        institution: &str,
    ) -> Result<Vec<RemittanceRecord>, StoreError> {
        let items = self.query(&keys::institution(institution), "R#").await?;
        items.into_iter().map(body_of).collect()
    }

    /// Writes a transfer with its entry; `before` is what was loaded, nothing for a new one. The next number is the
    /// lock: two transfers that were decided on the same figures cannot both be written.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_remittance(
        &self,
        before: Option<&RemittanceRecord>,
        after: &RemittanceRecord,
        entry: &Entry,
    ) -> Result<(), StoreError> {
        let pk = keys::institution(&after.institution);
        let key = Key::new(&pk, format!("R#{:06}", after.number));
        let mut commit = Commit::default();
        commit.put_versioned(item_of(&key, after)?, before.map(|record| record.version));
        let sk = format!("J#{:06}#{}", after.number, after.version);
        commit.put_versioned(journal::other_entry_item(&Key::new(pk, sk), entry)?, None);
        self.commit(commit).await
    }
}

fn directory_key(name: &str) -> Key {
    Key::new(DIRECTORY, keys::institution(name))
}
