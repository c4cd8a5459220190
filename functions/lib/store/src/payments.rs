//! Payments as the provider told them: written once, never changed.
//!
//! The partition of a payment holds its facts, its state, what other channels said about the same
//! receipt, and the history of corrections, so one query loads all of it.

use std::collections::HashMap;
use std::io::{Read, Write};

use billing::ids::{ParkedId, PaymentId, PushId};
use billing::money::{Currency, Money};
use billing::payment::{Channel, Method, Payer, Payment};
use billing::phone::PayerPhone;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Item, Put, Store, body_of, item_of, text};
use crate::error::StoreError;
use crate::keys::{self, Key, List};
use crate::states::{HistoryRecord, PaymentState};

/// What a channel said about a payment, with the bytes it said it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFacts {
    /// The payment.
    pub payment: Payment,
    /// The request that started it, where the channel names it.
    pub checkout_request: Option<String>,
    /// The push of ours that it came for, where the address that it came to names one.
    pub push: Option<PushId>,
    /// Why it is not believed by itself, in words for staff; nothing for what is.
    pub suspect: Option<String>,
    /// The running balance of the receiving account after this payment, where the channel tells it.
    pub holder_balance: Option<Money>,
    /// The body as it arrived.
    pub raw: Vec<u8>,
}

/// A report of a known receipt with other facts: the first stands, and a person decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictNote {
    /// The parked callback that holds the body.
    pub parked: ParkedId,
    /// What differs.
    pub reason: String,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// Everything that is known about one payment.
#[derive(Clone, Debug)]
pub struct PaymentFile {
    /// The first report, which stands.
    pub facts: PaymentFacts,
    /// Reports of the same receipt by other channels.
    pub reports: Vec<PaymentFacts>,
    /// Whose it is and what it was put to; nothing until a rule or a person has looked.
    pub state: Option<PaymentState>,
    /// Corrections, oldest first.
    pub history: Vec<HistoryRecord>,
    /// Reports that contradict the facts.
    pub conflicts: Vec<ConflictNote>,
}

/// What writing a payment found.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// The receipt is new, and the payment is durable now.
    New,
    /// The receipt is known; the facts that stand.
    Known(Box<PaymentFacts>),
}

#[derive(Serialize, Deserialize)]
struct FactsItem {
    id: PaymentId,
    channel: Channel,
    holder: String,
    cents: i64,
    currency: Currency,
    paid_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    payer_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payer_phone: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reference: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<Method>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checkout_request: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    push: Option<PushId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suspect: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    holder_balance_cents: Option<i64>,
    raw: serde_bytes::ByteBuf,
}

impl Store {
    /// Makes a payment durable with one conditional write. `now` has to be `facts.payment.received_at`.
    ///
    /// # Idempotency
    /// A receipt is written at most once, whatever the channel; a retry of the very same write
    /// after a lost answer reports [`Recorded::New`] again.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: whether it was written is unknown; writing again is safe.
    pub async fn record_payment(&self, facts: &PaymentFacts) -> Result<Recorded, StoreError> {
        let item = facts_item(facts, keys::HEAD, true)?;
        match self.put_new(item).await? {
            Put::Done => Ok(Recorded::New),
            Put::Refused(standing) => {
                let standing = facts_of(standing)?;
                if standing == *facts {
                    return Ok(Recorded::New);
                }
                Ok(Recorded::Known(Box::new(standing)))
            }
        }
    }

    /// Keeps what another channel said about a receipt that is known.
    /// True if that channel had not spoken before.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn record_report(&self, facts: &PaymentFacts) -> Result<bool, StoreError> {
        let sk = report_sk(facts.payment.channel);
        let key = Key::new(keys::payment(&facts.payment.id), &sk);
        // A replay is common and a read costs less than a refused write.
        if self.get(&key, true).await?.is_some() {
            return Ok(false);
        }
        Ok(matches!(
            self.put_new(facts_item(facts, &sk, false)?).await?,
            Put::Done
        ))
    }

    /// Notes on a payment that a report contradicts it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: noting it again is safe.
    pub async fn note_conflict(
        &self,
        payment: &PaymentId,
        note: &ConflictNote,
    ) -> Result<(), StoreError> {
        let key = Key::new(keys::payment(payment), format!("C#{}", note.parked));
        match self.put_new(item_of(&key, note)?).await? {
            Put::Done | Put::Refused(_) => Ok(()),
        }
    }

    /// The facts of one payment.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn payment_facts(&self, id: &PaymentId) -> Result<Option<PaymentFacts>, StoreError> {
        let found = self
            .get(&Key::new(keys::payment(id), keys::HEAD), true)
            .await?;
        found.map(facts_of).transpose()
    }

    /// Facts of many payments at once; unknown ones are absent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn payments_by_id(
        &self,
        ids: &[PaymentId],
    ) -> Result<HashMap<PaymentId, PaymentFacts>, StoreError> {
        let wanted: Vec<Key> = ids
            .iter()
            .map(|id| Key::new(keys::payment(id), keys::HEAD))
            .collect();
        let found = self.get_many(&wanted, false).await?;
        found
            .into_iter()
            .map(|item| facts_of(item).map(|facts| (facts.payment.id.clone(), facts)))
            .collect()
    }

    /// Everything about one payment, in one consistent query.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn payment_file(&self, id: &PaymentId) -> Result<Option<PaymentFile>, StoreError> {
        let mut facts = None;
        let mut reports = Vec::new();
        let mut state = None;
        let mut history = Vec::new();
        let mut conflicts = Vec::new();
        for item in self.query(&keys::payment(id), "").await? {
            let sk = text(&item, keys::SK).to_owned();
            match sk.as_str() {
                keys::HEAD => facts = Some(facts_of(item)?),
                keys::STATE => state = Some(body_of(item)?),
                _ if sk.starts_with("R#") => reports.push(facts_of(item)?),
                _ if sk.starts_with("C#") => conflicts.push(body_of(item)?),
                _ if sk.starts_with("H#") => history.push(body_of(item)?),
                _ => {}
            }
        }
        Ok(facts.map(|facts| PaymentFile {
            facts,
            reports,
            state,
            history,
            conflicts,
        }))
    }
}

fn report_sk(channel: Channel) -> String {
    let name = match channel {
        Channel::MpesaC2b => "c2b",
        Channel::MpesaStk => "stk",
        Channel::MpesaPull => "pull",
        Channel::MpesaStatus => "status",
        Channel::Bank => "bank",
        Channel::Manual => "manual",
    };
    format!("R#{name}")
}

pub(crate) fn facts_item(facts: &PaymentFacts, sk: &str, listed: bool) -> Result<Item, StoreError> {
    let payment = &facts.payment;
    let key = Key::new(keys::payment(&payment.id), sk);
    let body = FactsItem {
        id: payment.id.clone(),
        channel: payment.channel,
        holder: payment.holder.clone(),
        cents: payment.amount.cents(),
        currency: payment.amount.currency(),
        paid_at: payment.paid_at,
        received_at: payment.received_at,
        payer_name: payment.payer.name.clone(),
        payer_phone: payment.payer.phone_text.clone(),
        reference: payment.reference.clone(),
        method: payment.method,
        checkout_request: facts.checkout_request.clone(),
        push: facts.push.clone(),
        suspect: facts.suspect.clone(),
        holder_balance_cents: facts.holder_balance.map(Money::cents),
        raw: serde_bytes::ByteBuf::from(pack(&facts.raw)),
    };
    let mut item = item_of(&key, &body)?;
    if listed {
        item.extend(List::Payments.attributes(payment.received_at, payment.id.as_str()));
    }
    Ok(item)
}

pub(crate) fn facts_of(item: Item) -> Result<PaymentFacts, StoreError> {
    let key = text(&item, keys::PK).to_owned();
    let body: FactsItem = body_of(item)?;
    let wrong = |error: &dyn std::fmt::Display| StoreError::corrupt(&key, error);
    let money = |cents| Money::from_cents(cents, body.currency).map_err(|error| wrong(&error));
    Ok(PaymentFacts {
        payment: Payment {
            provider: body.id.provider().clone(),
            receipt: body.id.receipt().clone(),
            channel: body.channel,
            holder: body.holder,
            amount: money(body.cents)?,
            paid_at: body.paid_at,
            received_at: body.received_at,
            payer: Payer {
                name: body.payer_name,
                phone: body.payer_phone.as_deref().and_then(PayerPhone::parse),
                phone_text: body.payer_phone,
            },
            reference: body.reference,
            method: body.method,
            id: body.id,
        },
        checkout_request: body.checkout_request,
        push: body.push,
        suspect: body.suspect,
        holder_balance: body.holder_balance_cents.map(money).transpose()?,
        raw: unpack(&body.raw).map_err(|error| wrong(&error))?,
    })
}

/// Compressed, which keeps a usual callback with all its facts under one write unit of 1 KB.
pub(crate) fn pack(raw: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    let packed = encoder.write_all(raw).and_then(|()| encoder.finish());
    // Writing to memory cannot fail; should it, an empty body is better than a lost payment.
    packed.unwrap_or_default()
}

pub(crate) fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    flate2::read::DeflateDecoder::new(packed).read_to_end(&mut raw)?;
    Ok(raw)
}
