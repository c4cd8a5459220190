//! STK pushes: the intent before the call, what everybody said since, and who was prompted lately.
//!
//! A push lies with its customer. M-PESA's own name for it leads back to it, and the prompts of a phone are one small
//! item that is replaced together with the intent, so that two requests cannot both be the only one.

use billing::ids::{CustomerId, ObligationId, PaymentId, PushId};
use billing::phone::{Msisdn, PhoneHash};
use billing::push::PushStatus;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Store, body_of, item_of, text};
use crate::commit::Commit;
use crate::error::StoreError;
use crate::keys::{self, HEAD, Key, List};
use crate::stk::StkResult;

/// The most steps that a push remembers; what comes later is still acted on.
pub const PUSH_STEPS_MAX: usize = 30;

/// Something that was said about a push, and what it made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushStep {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: `request`, `callback`, `query`, `payment`, `reconciliation`, `staff`.
    pub source: String,
    /// M-PESA's code, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// M-PESA's words, or ours for a person of the staff.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The status after it.
    pub status: PushStatus,
}

/// Why a person should look at a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReview {
    /// In words for staff.
    pub reason: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// One push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRecord {
    /// Its customer and the request that asked for it.
    pub id: PushId,
    /// Whose phone is prompted.
    pub phone: Msisdn,
    /// Whole shillings.
    pub shillings: u32,
    /// Which of our short codes collects.
    pub short_code: String,
    /// What is being paid, where the customer chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<ObligationId>,
    /// How far it is.
    pub status: PushStatus,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// By whom.
    pub requested_by: String,
    /// M-PESA's name for it, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkout_request: Option<String>,
    /// The code that the status rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The payment that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
    /// Whether that was found by amount, phone and time, and not told by M-PESA: who is told better may correct it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub found: bool,
    /// What was said, oldest first.
    #[serde(default)]
    pub steps: Vec<PushStep>,
    /// How often M-PESA was asked about it.
    #[serde(default)]
    pub asked: u32,
    /// When it is looked at again; nothing once there is nothing left to find out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<DateTime<Utc>>,
    /// Set while a person should look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<PushReview>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

/// A prompt that a phone got, or was about to get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// Whole shillings.
    pub shillings: u32,
    /// The push.
    pub push: PushId,
    /// The phone, as its hash.
    pub phone: PhoneHash,
}

/// The latest prompts of one phone, or of one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompts {
    /// Oldest first.
    #[serde(default)]
    pub recent: Vec<PromptRecord>,
    /// Optimistic lock, 0 before the first prompt.
    pub version: u32,
}

/// The prompts before and after one more.
#[derive(Clone, Debug)]
pub struct PromptsChange {
    /// As loaded.
    pub before: Prompts,
    /// With the new one, and without those that are too old to matter.
    pub recent: Vec<PromptRecord>,
}

/// What is known under M-PESA's name of a push.
#[derive(Clone, Debug, Default)]
pub struct Checkout {
    /// The push of ours that has this name.
    pub push: Option<PushId>,
    /// Results that came for it and moved no money, in no order.
    pub results: Vec<StkResult>,
    /// Payments that came for it before it was known to be ours.
    pub payments: Vec<PaymentId>,
}

#[derive(Serialize, Deserialize)]
struct CheckoutItem {
    push: PushId,
}

#[derive(Serialize, Deserialize)]
struct EarlyPaymentItem {
    payment: PaymentId,
}

impl Store {
    /// The latest prompts of a phone, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn prompts_of_phone(&self, phone: &PhoneHash) -> Result<Prompts, StoreError> {
        let found = self.get(&phone_key(phone), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// The latest prompts that a customer asked for, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn prompts_of_customer(&self, customer: &CustomerId) -> Result<Prompts, StoreError> {
        let found = self.get(&account_key(customer), true).await?;
        Ok(found.map(body_of).transpose()?.unwrap_or_default())
    }

    /// Writes a new push with the prompts of its phone and of its customer, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the push exists or somebody else prompted meanwhile: load again, decide again.
    pub async fn begin_push(
        &self,
        push: &PushRecord,
        of_phone: &PromptsChange,
        of_customer: &PromptsChange,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        commit.put_versioned(push_item(push)?, None);
        let phone = phone_key(&push.phone.sha256());
        commit_prompts(&mut commit, &phone, of_phone)?;
        let account = account_key(&push.id.customer());
        commit_prompts(&mut commit, &account, of_customer)?;
        self.commit(commit).await
    }

    /// One push, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn push(&self, id: &PushId) -> Result<Option<PushRecord>, StoreError> {
        let found = self.get(&push_key(id), true).await?;
        found.map(body_of).transpose()
    }

    /// Several pushes, consistent, in no order; unknown ones are left out.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn pushes(&self, ids: &[PushId]) -> Result<Vec<PushRecord>, StoreError> {
        let keys: Vec<Key> = ids.iter().map(push_key).collect();
        let found = self.get_many(&keys, true).await?;
        found.into_iter().map(body_of).collect()
    }

    /// Replaces a push.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else was quicker.
    pub async fn save_push(
        &self,
        before: &PushRecord,
        after: &PushRecord,
    ) -> Result<(), StoreError> {
        let mut commit = Commit::default();
        commit.put_versioned(push_item(after)?, Some(before.version));
        self.commit(commit).await
    }

    /// Lets M-PESA's name of a push lead to it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: doing it again is safe.
    pub async fn name_push(&self, checkout_request: &str, push: &PushId) -> Result<(), StoreError> {
        let key = Key::new(keys::stk(checkout_request), HEAD);
        let item = item_of(&key, &CheckoutItem { push: push.clone() })?;
        self.put(item).await
    }

    /// The push of ours that has this name at M-PESA, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn push_named(&self, checkout_request: &str) -> Result<Option<PushId>, StoreError> {
        let key = Key::new(keys::stk(checkout_request), HEAD);
        let found: Option<CheckoutItem> = self.get(&key, true).await?.map(body_of).transpose()?;
        Ok(found.map(|item| item.push))
    }

    /// Remembers a payment for a push that nobody knows yet, so that it is found once it is known.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: doing it again is safe.
    pub async fn keep_early_payment(
        &self,
        checkout_request: &str,
        payment: &PaymentId,
    ) -> Result<(), StoreError> {
        let key = Key::new(keys::stk(checkout_request), format!("P#{payment}"));
        let body = EarlyPaymentItem {
            payment: payment.clone(),
        };
        self.put(item_of(&key, &body)?).await
    }

    /// Everything under M-PESA's name of a push, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn checkout(&self, checkout_request: &str) -> Result<Checkout, StoreError> {
        let mut checkout = Checkout::default();
        for item in self.query(&keys::stk(checkout_request), "").await? {
            let sk = text(&item, keys::SK);
            if sk == HEAD {
                checkout.push = Some(body_of::<CheckoutItem>(item)?.push);
            } else if sk.starts_with("P#") {
                let early: EarlyPaymentItem = body_of(item)?;
                checkout.payments.push(early.payment);
            } else {
                checkout.results.push(body_of(item)?);
            }
        }
        Ok(checkout)
    }
}

fn commit_prompts(
    commit: &mut Commit,
    key: &Key,
    change: &PromptsChange,
) -> Result<(), StoreError> {
    let standing = change.before.version;
    let after = Prompts {
        recent: change.recent.clone(),
        version: standing + 1,
    };
    commit.put_versioned(item_of(key, &after)?, (standing > 0).then_some(standing));
    Ok(())
}

/// Listed while there is something to find out, after that for staff while a person should look, and else for the count
/// of those that failed.
fn push_item(push: &PushRecord) -> Result<Item, StoreError> {
    let mut item = item_of(&push_key(&push.id), push)?;
    if let Some(at) = push.next_at {
        item.extend(List::OpenPushes.attributes(at, push.id.as_str()));
    } else if let Some(review) = &push.review {
        item.extend(List::PushesToReview.attributes(review.at, push.id.as_str()));
    } else if push.status == PushStatus::Failed {
        item.extend(List::FailedPushes.attributes(push.requested_at, push.id.as_str()));
    }
    Ok(item)
}

fn push_key(id: &PushId) -> Key {
    let pk = keys::pushes_of(&id.customer());
    Key::new(pk, format!("P#{}", id.suffix()))
}

fn account_key(customer: &CustomerId) -> Key {
    Key::new(keys::pushes_of(customer), HEAD)
}

fn phone_key(phone: &PhoneHash) -> Key {
    Key::new(format!("PRM#{}", phone.as_str()), HEAD)
}
