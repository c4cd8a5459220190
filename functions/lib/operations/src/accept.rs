//! Makes a reported payment durable, once.

use billing::ids::{PaymentId, PushId};
use billing::payment::{Channel, Payment};
use chrono::{DateTime, Utc};
use providers::report::PaymentReport;
use store::client::Store;
use store::error::StoreError;
use store::parked::{ParkedKind, ParkedRecord};
use store::payments::{ConflictNote, PaymentFacts, Recorded};

/// What became of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// New and durable: dispatch it.
    Recorded(PaymentId),
    /// Known already, nothing to do.
    Replayed(PaymentId),
    /// Known from another channel; what this one says may tell whose it is: dispatch it again.
    Corroborated(PaymentId),
    /// Known with another amount: the first stands, and a person is shown both.
    Conflicting(PaymentId),
}

/// How a report reached us, beyond what it says.
#[derive(Clone, Debug, Default)]
pub struct Circumstances {
    /// The push that its address was given out for.
    pub push: Option<PushId>,
    /// Why it is not to be believed by itself, in words for staff.
    pub suspect: Option<String>,
}

/// Records what a provider reported. One conditional write for a new payment.
///
/// # Idempotency
/// The receipt is the identity: any repetition, by any channel and at any time, credits nothing.
///
/// # Errors
/// [`StoreError::Unavailable`]: whether it was recorded is unknown; accepting again is safe.
pub async fn accept(
    store: &Store,
    report: &PaymentReport,
    circumstances: Circumstances,
    raw: &[u8],
    now: DateTime<Utc>,
) -> Result<Accepted, StoreError> {
    let facts = facts(report, circumstances, raw, now);
    let id = facts.payment.id.clone();
    let standing = match store.record_payment(&facts).await? {
        Recorded::New => return Ok(Accepted::Recorded(id)),
        Recorded::Known(standing) => standing,
    };
    if standing.payment.amount != report.amount {
        keep_conflict(store, &standing, &facts, raw, now).await?;
        return Ok(Accepted::Conflicting(id));
    }
    // What was not believed is worth hearing again from where it is believed.
    let is_better = standing.suspect.is_some() && facts.suspect.is_none();
    if standing.payment.channel == report.channel && !is_better {
        return Ok(Accepted::Replayed(id));
    }
    Ok(if store.record_report(&facts).await? {
        Accepted::Corroborated(id)
    } else {
        Accepted::Replayed(id)
    })
}

fn facts(
    report: &PaymentReport,
    circumstances: Circumstances,
    raw: &[u8],
    now: DateTime<Utc>,
) -> PaymentFacts {
    PaymentFacts {
        payment: Payment {
            id: PaymentId::of(&report.provider, &report.receipt),
            provider: report.provider.clone(),
            receipt: report.receipt.clone(),
            channel: report.channel,
            holder: report.holder.clone(),
            amount: report.amount,
            paid_at: report.paid_at,
            received_at: now,
            payer: report.payer.clone(),
            reference: report.reference.clone(),
            method: None,
        },
        checkout_request: report.checkout_request.clone(),
        push: circumstances.push,
        suspect: circumstances.suspect,
        holder_balance: report.holder_balance,
        raw: raw.to_vec(),
    }
}

async fn keep_conflict(
    store: &Store,
    standing: &PaymentFacts,
    other: &PaymentFacts,
    raw: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let hook = match other.payment.channel {
        Channel::MpesaC2b => "c2b/confirmation",
        Channel::MpesaStk => "stk",
        Channel::MpesaPull => "pull",
        Channel::MpesaStatus => "status",
        Channel::Bank => "bank",
        Channel::Manual => "manual",
    };
    let id = Store::parked_id(hook, raw)?;
    let reason = format!(
        "Receipt {} is recorded with {}; this report says {}. The first one stands and no money was moved.",
        standing.payment.receipt.as_str(),
        standing.payment.amount,
        other.payment.amount,
    );
    let record = ParkedRecord {
        id: id.clone(),
        kind: ParkedKind::Conflict,
        hook: hook.to_owned(),
        holder: other.payment.holder.clone(),
        reason: reason.clone(),
        payment: Some(standing.payment.id.clone()),
        received_at: now,
        body_bytes: u64::try_from(raw.len()).unwrap_or(u64::MAX),
        truncated: false,
        version: 1,
        resolution: None,
    };
    store.park(&record, raw).await?;
    let note = ConflictNote {
        parked: id,
        reason,
        at: now,
    };
    store.note_conflict(&standing.payment.id, &note).await
}
