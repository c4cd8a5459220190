//! The changing side of a payment: whose it is, what it was put to, whether it was taken back.
//!
//! One small item per payment, replaced under an optimistic lock. Whoever replaces it also writes
//! a history record of what was superseded, except for the first automatic decision, which the
//! state itself still shows.

use billing::association::Rule;
use billing::ids::{AllocationId, CustomerId, ObligationId, PaymentId};
use billing::payment::Method;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use crate::client::{Item, Store, body_of, item_of, text};
use crate::error::StoreError;
use crate::keys::{self, Key, List};

/// What an association edit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditAction {
    /// The payment was given to a customer.
    Associated,
    /// The payment was taken from its customer.
    Disassociated,
}

/// One change of the association, by a rule or by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssociationEdit {
    /// What was done.
    pub action: EditAction,
    /// The customer who got or lost the payment.
    pub customer: CustomerId,
    /// The customer who lost it, where it moved in one step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<CustomerId>,
    /// The rule, or nothing where a person decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Why, for a person to read.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether an administrator went over the limit of edits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beyond_limit: bool,
    /// Whether it is part of entering the payment by hand, which changes nothing yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub entered: bool,
}

impl AssociationEdit {
    /// Whether it counts towards the limit: a person changed whose the payment is.
    #[must_use]
    pub fn is_by_person(&self) -> bool {
        self.rule.is_none() && !self.entered
    }
}

/// What the payer or a person wants a payment to settle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settle {
    /// What the payer pointed at, then oldest due first.
    #[default]
    OldestFirst,
    /// These obligations in this order and nothing else.
    Chosen(Vec<ObligationId>),
    /// What falls due between two days, both included.
    DueBetween(NaiveDate, NaiveDate),
    /// Nothing: keep it all as credit.
    Nothing,
}

/// An amount of this payment put to one instalment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// Its number within the payment; never used twice.
    pub number: u32,
    /// The obligation.
    pub obligation: ObligationId,
    /// The dose of the obligation.
    pub instalment: u32,
    /// Cents of the payment's currency.
    pub cents: i64,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Allocation {
    /// The id of this allocation of `payment`.
    #[must_use]
    pub fn id(&self, payment: &PaymentId) -> AllocationId {
        AllocationId::new(payment, self.number)
    }
}

/// The payment was voided or taken back by the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What staff wrote on a manual payment after it was recorded; the original stays in the facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotations {
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The reference that the customer gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The day on which it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<NaiveDate>,
    /// The till that took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub till: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// Whose a payment is and what it was put to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentState {
    /// Optimistic lock, 1 for the first.
    pub version: u32,
    /// Every association edit, oldest first; the last one tells whose the payment is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<AssociationEdit>,
    /// What is still to be settled by itself; nothing once that was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_settle: Option<Settle>,
    /// The obligation that the payer pointed at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_at: Option<ObligationId>,
    /// What it is put to now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allocations: Vec<Allocation>,
    /// The last allocation number that was given out.
    #[serde(default)]
    pub last_allocation: u32,
    /// Set once the money went back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversal: Option<Reversal>,
    /// What staff wrote on a manual payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Annotations>,
    /// Why nobody may own it yet, in words for staff: nothing that can be trusted has confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
    /// Set once a person confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
}

/// A person found a payment where it can be trusted, as on a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Where they found it.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl PaymentState {
    /// The edit that gave the payment to whoever has it.
    #[must_use]
    pub fn association(&self) -> Option<&AssociationEdit> {
        self.last_given().filter(|_| self.reversal.is_none())
    }

    fn last_given(&self) -> Option<&AssociationEdit> {
        let last = self.edits.last();
        last.filter(|edit| edit.action == EditAction::Associated)
    }

    /// Whose it is.
    #[must_use]
    pub fn customer(&self) -> Option<&CustomerId> {
        self.association().map(|edit| &edit.customer)
    }

    /// Whose account it stands in: that of who has it, or of who had it when the money went back.
    #[must_use]
    pub fn account_holder(&self) -> Option<&CustomerId> {
        self.last_given().map(|edit| &edit.customer)
    }

    /// Edits that count towards the limit: those that a person made.
    #[must_use]
    pub fn edits_by_people(&self) -> usize {
        self.edits.iter().filter(|edit| edit.is_by_person()).count()
    }

    /// Cents put to instalments.
    #[must_use]
    pub fn allocated_cents(&self) -> i64 {
        self.allocations.iter().map(|one| one.cents).sum()
    }
}

/// A correction of a payment: what was done, and what it superseded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRecord {
    /// The version of the state that this correction led to.
    pub version: u32,
    /// What was done: `allocated`, `deallocated`, `reallocated`, `unmapped`, `disassociated`,
    /// `reversed`, `annotated`.
    pub what: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Allocations that this took away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Allocation>,
    /// Allocations that this put in place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Allocation>,
    /// Annotations that this replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotations: Option<Annotations>,
}

impl Store {
    /// States of many payments at once, consistent; payments that nothing has looked at are absent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn payment_states(
        &self,
        ids: &[PaymentId],
    ) -> Result<HashMap<PaymentId, PaymentState>, StoreError> {
        let by_key: HashMap<String, &PaymentId> =
            ids.iter().map(|id| (keys::payment(id), id)).collect();
        let wanted: Vec<Key> = by_key.keys().map(|pk| Key::new(pk, keys::STATE)).collect();
        let mut states = HashMap::with_capacity(ids.len());
        for item in self.get_many(&wanted, true).await? {
            let id = by_key.get(text(&item, keys::PK)).copied();
            if let Some(id) = id {
                states.insert(id.clone(), body_of(item)?);
            }
        }
        Ok(states)
    }
}

pub(crate) fn state_key(payment: &PaymentId) -> Key {
    Key::new(keys::payment(payment), keys::STATE)
}

/// The item of a state; listed as unassociated while nobody owns the payment.
pub(crate) fn state_item(
    payment: &PaymentId,
    received_at: DateTime<Utc>,
    state: &PaymentState,
) -> Result<Item, StoreError> {
    let mut item = item_of(&state_key(payment), state)?;
    if state.association().is_none() && state.reversal.is_none() {
        item.extend(List::Unassociated.attributes(received_at, payment.as_str()));
    } else if state.to_settle.is_some() && state.version > 1 {
        // The sweeper's place in the list of payments may be past it. A first decision needs no listing: its
        // payment holds that place back until it is settled.
        item.extend(List::Unsettled.attributes(received_at, payment.as_str()));
    }
    Ok(item)
}

pub(crate) fn history_item(
    payment: &PaymentId,
    record: &HistoryRecord,
) -> Result<Item, StoreError> {
    let key = Key::new(keys::payment(payment), format!("H#{:06}", record.version));
    item_of(&key, record)
}
