//! Obligations and their instalments, in the partition of the customer who owes them.
//!
//! The id of an obligation names its customer, so it is found without an index, and a caller who
//! may only see one customer's records cannot reach another's.

use std::collections::BTreeMap;

use billing::business_days::ClosedDay;
use billing::ids::{CustomerId, ObligationId};
use billing::money::{Currency, Money};
use billing::obligation::{Instalment, Obligation, Payee};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Store, body_of, item_of, text};
use crate::error::StoreError;
use crate::keys::{self, Key, List};

/// The head of an obligation: what does not change when it is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObligationRecord {
    /// Its id.
    pub id: ObligationId,
    /// To whom it is owed.
    pub payee: Payee,
    /// What for.
    pub description: String,
    /// What the payer may quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_code: Option<String>,
    /// Total, in cents.
    pub cents: i64,
    /// Its currency.
    pub currency: Currency,
    /// Whether the customer is told about it.
    pub notify_customer: bool,
    /// What only staff see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager_comments: Option<String>,
    /// Name of the customer when it was made, for lists and suggestions.
    pub customer_name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
    /// Set while what was unpaid of it is cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation: Option<Cancellation>,
    /// Optimistic lock, 1 for the first; the number of its last change.
    pub version: u32,
}

/// What was not paid need not be paid any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancellation {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One dose of an obligation with what is paid of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentRecord {
    /// The obligation.
    pub obligation: ObligationId,
    /// Number within it, from 1.
    pub number: u32,
    /// The day as planned.
    pub nominal_on: NaiveDate,
    /// The day that counts.
    pub due_on: NaiveDate,
    /// The closed days because of which the two differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved_over: Vec<ClosedDay>,
    /// Whether a person insisted on the date, be it open or not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub insisted: bool,
    /// When the customer was first reminded of this date; it stays where it is from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced_at: Option<DateTime<Utc>>,
    /// Amount, in cents.
    pub cents: i64,
    /// Paid of it, in cents.
    pub paid_cents: i64,
    /// What was cancelled of it and is no longer part of the amount, in cents.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cancelled_cents: i64,
    /// Its currency.
    pub currency: Currency,
    /// When the obligation was made; breaks ties between equal due dates.
    pub created_at: DateTime<Utc>,
    /// When a person or a new holiday last changed it, apart from what is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<DateTime<Utc>>,
    /// Optimistic lock, 1 for the first.
    pub version: u32,
}

fn is_zero(cents: &i64) -> bool {
    *cents == 0
}

impl InstalmentRecord {
    /// Still due, in cents.
    #[must_use]
    pub fn outstanding_cents(&self) -> i64 {
        self.cents - self.paid_cents
    }
}

/// An obligation with all of its instalments, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObligationFile {
    /// The head.
    pub head: ObligationRecord,
    /// Its doses, by number.
    pub instalments: Vec<InstalmentRecord>,
}

impl ObligationFile {
    /// The obligation as the domain sees it.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if a stored amount is out of range.
    pub fn obligation(&self) -> Result<Obligation, StoreError> {
        let head = &self.head;
        let money = |cents| {
            Money::from_cents(cents, head.currency)
                .map_err(|error| StoreError::corrupt(head.id.as_str(), error))
        };
        let instalments = self
            .instalments
            .iter()
            .map(|record| {
                Ok(Instalment {
                    number: record.number,
                    nominal_on: record.nominal_on,
                    due_on: record.due_on,
                    moved_over: record.moved_over.clone(),
                    amount: money(record.cents)?,
                    paid: money(record.paid_cents)?,
                    cancelled: money(record.cancelled_cents)?,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(Obligation {
            id: head.id.clone(),
            customer: head.id.customer(),
            payee: head.payee.clone(),
            description: head.description.clone(),
            payment_code: head.payment_code.clone(),
            amount: money(head.cents)?,
            notify_customer: head.notify_customer,
            manager_comments: head.manager_comments.clone(),
            created_at: head.created_at,
            instalments,
        })
    }
}

/// An obligation that a payment code leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePointer {
    /// The obligation.
    pub obligation: ObligationId,
    /// Name of its customer.
    pub customer_name: String,
}

impl Store {
    /// One obligation, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn obligation(
        &self,
        id: &ObligationId,
    ) -> Result<Option<ObligationFile>, StoreError> {
        let items = self
            .query(&keys::customer(&id.customer()), &keys::obligation_sk(id))
            .await?;
        Ok(files(items)?.into_iter().find(|file| file.head.id == *id))
    }

    /// All obligations of a customer in the order they were made, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn obligations_of(
        &self,
        customer: &CustomerId,
    ) -> Result<Vec<ObligationFile>, StoreError> {
        files(self.query(&keys::customer(customer), "O#").await?)
    }

    /// Several instalments at once, in no order; unknown ones are left out. Eventually consistent, for figures and not
    /// for decisions.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn instalments(
        &self,
        wanted: &[(ObligationId, u32)],
    ) -> Result<Vec<InstalmentRecord>, StoreError> {
        let keys: Vec<Key> = wanted
            .iter()
            .map(|(id, number)| {
                let pk = keys::customer(&id.customer());
                Key::new(pk, keys::instalment_sk(id, *number))
            })
            .collect();
        let found = self.get_many(&keys, false).await?;
        found.into_iter().map(body_of).collect()
    }

    /// Obligations that carry a payment code, normalised as [`billing::association::normalise_code`] does.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn obligations_by_code(&self, code: &str) -> Result<Vec<CodePointer>, StoreError> {
        self.query(&code_pk(code), "")
            .await?
            .into_iter()
            .map(body_of)
            .collect()
    }
}

fn files(items: Vec<Item>) -> Result<Vec<ObligationFile>, StoreError> {
    let mut heads = Vec::new();
    let mut doses: BTreeMap<ObligationId, Vec<InstalmentRecord>> = BTreeMap::new();
    for item in items {
        let is_dose = text(&item, keys::SK).matches('#').count() == 2;
        if is_dose {
            let dose: InstalmentRecord = body_of(item)?;
            doses.entry(dose.obligation.clone()).or_default().push(dose);
        } else {
            heads.push(body_of::<ObligationRecord>(item)?);
        }
    }
    Ok(heads
        .into_iter()
        .map(|head| ObligationFile {
            instalments: doses.remove(&head.id).unwrap_or_default(),
            head,
        })
        .collect())
}

fn code_pk(code: &str) -> String {
    format!("COD#{}", keys::digest(code.as_bytes()))
}

pub(crate) fn head_item(record: &ObligationRecord) -> Result<Item, StoreError> {
    let key = Key::new(
        keys::customer(&record.id.customer()),
        keys::obligation_sk(&record.id),
    );
    let mut item = item_of(&key, record)?;
    item.extend(List::Obligations.attributes(record.created_at, record.id.as_str()));
    Ok(item)
}

pub(crate) fn instalment_item(record: &InstalmentRecord) -> Result<Item, StoreError> {
    let customer = record.obligation.customer();
    let key = Key::new(
        keys::customer(&customer),
        keys::instalment_sk(&record.obligation, record.number),
    );
    item_of(&key, record)
}

pub(crate) fn code_item(record: &ObligationRecord) -> Result<Option<Item>, StoreError> {
    let Some(key) = code_key(record) else {
        return Ok(None);
    };
    let pointer = CodePointer {
        obligation: record.id.clone(),
        customer_name: record.customer_name.clone(),
    };
    item_of(&key, &pointer).map(Some)
}

/// Where the code of an obligation leads to it.
pub(crate) fn code_key(record: &ObligationRecord) -> Option<Key> {
    let code = record.payment_code.as_deref();
    let code = code.and_then(billing::association::normalise_code)?;
    Some(Key::new(code_pk(&code), record.id.as_str()))
}
