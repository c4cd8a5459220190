//! Every key of the table, in one place.
//!
//! Parts that come from outside are validated newtypes or hashes, so no part can contain the `#`
//! that separates them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use billing::ids::of_notification::{Addressee, NotificationId};
use billing::ids::{CustomerId, InstitutionId, ObligationId, ParkedId, PaymentId};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

/// Partition key attribute.
pub(crate) const PK: &str = "pk";
/// Sort key attribute.
pub(crate) const SK: &str = "sk";
/// Partition key of the list index.
pub(crate) const LPK: &str = "lpk";
/// Sort key of the list index.
pub(crate) const LSK: &str = "lsk";
/// The one index: everything that is listed by time.
pub(crate) const LIST_INDEX: &str = "list";
/// Optimistic lock of the items that change.
pub(crate) const VERSION: &str = "version";
/// Attribute that DynamoDB's time to live looks at; only what is about requests carries it: answers to them, and who is
/// signed in.
pub(crate) const EXPIRES_AT: &str = "expires_at";

/// Partitions that one list is spread over: 6,000 payments a second, the peak of all of M-PESA,
/// are 750 writes a second for each, under DynamoDB's limit of 1,000.
pub(crate) const SHARDS: u8 = 8;

/// Sort key of the one main item of a partition.
pub(crate) const HEAD: &str = "A";
/// Sort key of a payment's state.
pub(crate) const STATE: &str = "B";

/// A full primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub pk: String,
    pub sk: String,
}

impl Key {
    pub(crate) fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self {
            pk: pk.into(),
            sk: sk.into(),
        }
    }

    pub(crate) fn attributes(&self) -> HashMap<String, AttributeValue> {
        HashMap::from([
            (PK.to_owned(), AttributeValue::S(self.pk.clone())),
            (SK.to_owned(), AttributeValue::S(self.sk.clone())),
        ])
    }
}

pub(crate) fn payment(id: &PaymentId) -> String {
    format!("PAY#{}#{}", id.provider().as_str(), id.receipt().as_str())
}

pub(crate) fn customer(id: &CustomerId) -> String {
    format!("CUS#{}", id.account().as_str())
}

pub(crate) fn entry_sk(seq: u64) -> String {
    format!("J#{seq:012}")
}

pub(crate) fn obligation_sk(id: &ObligationId) -> String {
    format!("O#{}", id.suffix())
}

pub(crate) fn instalment_sk(id: &ObligationId, number: u32) -> String {
    format!("O#{}#{number:03}", id.suffix())
}

pub(crate) fn parked(id: &ParkedId) -> String {
    format!("PRK#{id}")
}

pub(crate) fn change_sk(id: &ObligationId, version: u32) -> String {
    format!("H#{}#{version:06}", id.suffix())
}

/// A month of the list of due dates: one of its shards.
pub(crate) fn due_pk(month: &str, shard: u8) -> String {
    format!("DUE#{month}#{shard}")
}

/// A day of the audit: one of its shards.
pub(crate) fn audit_pk(day: NaiveDate, shard: u8) -> String {
    format!("AUD#{day}#{shard}")
}

/// Text order is the order of the dates.
pub(crate) fn due_sk(on: NaiveDate, id: &ObligationId, number: u32) -> String {
    format!("{on}#{id}#{number:03}")
}

pub(crate) fn notification(id: &NotificationId) -> Key {
    let pk = match id.addressee() {
        Addressee::Customer(customer) => format!("NTF#{}", customer.account().as_str()),
        // Nobody's own, so a partition for each day.
        Addressee::Payer => format!("NTF#payer#{}", id.day()),
        Addressee::Staff => format!("NTF#staff#{}", id.day()),
    };
    Key::new(pk, format!("{}#{}", id.day(), id.digest()))
}

pub(crate) fn pushes_of(customer: &CustomerId) -> String {
    format!("PSH#{}", customer.account().as_str())
}

/// M-PESA's name of a push is its free text, so the digest is the key.
pub(crate) fn stk(checkout_request: &str) -> String {
    format!("STK#{}", digest(checkout_request.as_bytes()))
}

/// The id that is meant, or made of the name that is: any text, of which capitals make no difference.
pub(crate) fn institution_id(name_or_id: &str) -> InstitutionId {
    let is_digest = |id: &InstitutionId| {
        let suffix = id.suffix();
        suffix.len() == DIGEST_CHARS && suffix.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    InstitutionId::parse(name_or_id)
        .ok()
        .filter(is_digest)
        .unwrap_or_else(|| {
            let id = InstitutionId::new(&digest(name_or_id.to_uppercase().as_bytes()));
            id.expect("a digest is digits and small letters")
        })
}

pub(crate) fn institution(name_or_id: &str) -> String {
    format!("INS#{}", institution_id(name_or_id).suffix())
}

/// Length of a [`digest`].
const DIGEST_CHARS: usize = 32;

/// Digest of text that is too long or too free to be part of a key.
pub(crate) fn digest(text: &[u8]) -> String {
    Sha256::digest(text)
        .iter()
        .take(DIGEST_CHARS / 2)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// All of the digest of a secret that somebody presents; the secret itself is not kept.
pub(crate) fn secret_digest(secret: &str) -> String {
    Sha256::digest(secret.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A key as an error may tell it: of pointers by name and by number, which hold either, only what they are.
pub(crate) fn shown(pk: &str, sk: &str) -> String {
    match pk.split_once('#') {
        Some((kind @ ("NAM" | "PHE" | "PHN"), _)) => format!("{kind}#…"),
        _ => format!("{pk}/{sk}"),
    }
}

/// Fixed width, so that text order is time order.
pub fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

pub(crate) fn shard_of(text: &str) -> u8 {
    Sha256::digest(text.as_bytes())[0] % SHARDS
}

/// What the list index lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Every payment, by the time we received it.
    Payments,
    /// Payments that nobody owns yet, by the time we received them.
    Unassociated,
    /// Payments that got an owner after they had been looked at before, and are not allocated yet.
    Unsettled,
    /// Journal entries other than receipts, which are derived from the payments themselves.
    Entries,
    /// Obligations by the time they were created.
    Obligations,
    /// Customers by the time they were created.
    Customers,
    /// Callbacks that wait for a person.
    Parked,
    /// Notifications with something left to do, by the time when it is to be done.
    Outbox,
    /// Notifications that failed, or of which nobody knows whether they arrived, by the time of their event.
    Undelivered,
    /// STK pushes of which something is still to be found out, by the time of the next look.
    OpenPushes,
    /// STK pushes that a person should look at, by the time since when.
    PushesToReview,
    /// STK pushes that failed and that nobody has to look at, by the time they were asked for.
    FailedPushes,
    /// Receipts that customers quote and staff have to look for, by the time they were quoted.
    Claims,
}

impl List {
    pub(crate) fn partition(self, shard: u8) -> String {
        let name = match self {
            Self::Payments => "PAY",
            Self::Unassociated => "UNA",
            Self::Unsettled => "UNS",
            Self::Entries => "JRN",
            Self::Obligations => "OBL",
            Self::Customers => "CUS",
            Self::Parked => "PRK",
            Self::Outbox => "NTN",
            Self::Undelivered => "NTX",
            Self::OpenPushes => "PSH",
            Self::PushesToReview => "PSX",
            Self::FailedPushes => "PSF",
            Self::Claims => "CLM",
        };
        format!("{name}#{shard}")
    }

    /// The two index attributes of an item that is listed here.
    pub(crate) fn attributes(
        self,
        at: DateTime<Utc>,
        identity: &str,
    ) -> [(String, AttributeValue); 2] {
        [
            (
                LPK.to_owned(),
                AttributeValue::S(self.partition(shard_of(identity))),
            ),
            (
                LSK.to_owned(),
                AttributeValue::S(format!("{}#{identity}", stamp(at))),
            ),
        ]
    }
}
