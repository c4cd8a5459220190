//! Receipts that customers quote: "I paid, but…".

use billing::ids::{ClaimId, CustomerId, PaymentId};
use billing::receipt::Receipt;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Store, body_of, item_of};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, Key, List};

/// How far a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStatus {
    /// M-PESA was asked.
    Asked,
    /// The payment was found and is the customer's.
    Settled,
    /// Staff have to look.
    WithStaff,
    /// Staff looked.
    Closed,
}

/// A receipt that a customer quotes. Of a pasted message nothing else is kept than what names the payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// Its customer, and what staff and customer call it by.
    pub id: ClaimId,
    /// The receipt, as far as it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// The amount that the message named, in cents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cents: Option<i64>,
    /// The time of the payment that the message named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<DateTime<Utc>>,
    /// When it was quoted.
    pub quoted_at: DateTime<Utc>,
    /// By whom.
    pub quoted_by: String,
    /// How far it is.
    pub status: ClaimStatus,
    /// Why, in words for staff.
    pub reason: String,
    /// The payment, once found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
    /// Who of the staff closed it, when and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClaimClosed>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// What staff found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimClosed {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What came of it.
    pub reason: String,
}

/// Claims that a customer finds again in their list, the latest ones.
pub const LATEST_CLAIMS_MAX: usize = 20;

/// When a customer quoted receipts lately, so that nobody tries out many, and which ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimTimes {
    /// Oldest first.
    #[serde(default)]
    pub recent: Vec<DateTime<Utc>>,
    /// The latest claims, newest first: their ids tell no time, so no key lists them in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub latest: Vec<ClaimId>,
    /// Optimistic lock, 0 before the first.
    pub version: u32,
}

impl Store {
    /// When a customer quoted receipts lately, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn claim_times(&self, customer: &CustomerId) -> Result<ClaimTimes, StoreError> {
        let found = self.get(&times_key(customer), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Writes a new claim with the time of it, both or neither.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the claim exists or another was written meanwhile.
    pub async fn begin_claim(
        &self,
        claim: &ClaimRecord,
        before: &ClaimTimes,
        recent: Vec<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        let others = before.latest.iter().cloned();
        let latest = std::iter::once(claim.id.clone()).chain(others);
        let after = ClaimTimes {
            recent,
            latest: latest.take(LATEST_CLAIMS_MAX).collect(),
            version: before.version + 1,
        };
        let mut commit = Commit::default();
        commit.put_versioned(claim_item(claim)?, None);
        let key = times_key(&claim.id.customer());
        let standing = (before.version > 0).then_some(before.version);
        commit.put_versioned(item_of(&key, &after)?, standing);
        self.commit(commit).await
    }

    /// One claim, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn claim(&self, id: &ClaimId) -> Result<Option<ClaimRecord>, StoreError> {
        self.get(&claim_key(id), true)
            .await?
            .map(body_of)
            .transpose()
    }

    /// The latest claims of a customer, newest first, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn latest_claims(
        &self,
        customer: &CustomerId,
    ) -> Result<Vec<ClaimRecord>, StoreError> {
        let latest = self.claim_times(customer).await?.latest;
        let keys: Vec<Key> = latest.iter().map(claim_key).collect();
        let found = self.get_many(&keys, true).await?;
        let mut claims: Vec<ClaimRecord> =
            found.into_iter().map(body_of).collect::<Result<_, _>>()?;
        claims.sort_by_key(|claim| std::cmp::Reverse(claim.quoted_at));
        Ok(claims)
    }

    /// Replaces a claim.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_receipt_claim(
        &self,
        before: &ClaimRecord,
        after: &ClaimRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        commit.put_versioned(claim_item(after)?, Some(before.version));
        self.commit(commit).await
    }
}

/// Listed while staff have to look, or M-PESA has not answered.
fn claim_item(claim: &ClaimRecord) -> Result<Item, StoreError> {
    let mut item = item_of(&claim_key(&claim.id), claim)?;
    if matches!(claim.status, ClaimStatus::WithStaff | ClaimStatus::Asked) {
        item.extend(List::Claims.attributes(claim.quoted_at, claim.id.as_str()));
    }
    Ok(item)
}

fn claims_pk(customer: &CustomerId) -> String {
    format!("CLM#{}", customer.account().as_str())
}

fn claim_key(id: &ClaimId) -> Key {
    Key::new(claims_pk(&id.customer()), format!("C#{}", id.suffix()))
}

fn times_key(customer: &CustomerId) -> Key {
    Key::new(claims_pk(customer), keys::HEAD)
}
