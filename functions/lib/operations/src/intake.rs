//! Takes in one callback, whichever way it reached us: over HTTP, from the queue where it waited for the store, or from the parked.
//! It owns the decision between payment, other result and parking; it must not know how the callback is answered.

use billing::ids::{ParkedId, PaymentId};
use chrono::{DateTime, Utc};
use providers::mpesa::facts::Note;
use providers::mpesa::hook::Hook;
use providers::mpesa::stk::StkResult;
use providers::mpesa::{c2b, stk};
use providers::report::PaymentReport;
use store::client::Store;
use store::error::StoreError;
use store::parked::ParkedKind;

use crate::accept::{Accepted, accept};
use crate::park::{Unreadable, park};
use crate::stk_result::keep_stk_result;

/// The longest body that is kept with its payment, well under the store's limit for one record.
/// M-PESA's have about 500 bytes; a longer one that reads as a payment is for a person to judge.
pub const PAYMENT_BODY_BYTES_MAX: usize = 256 * 1024;

/// What became of a callback. It is durable now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// The payment that the queue should hear of.
    pub dispatch: Option<PaymentId>,
    /// What it was.
    pub outcome: Outcome,
}

/// What a callback was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A payment that is new.
    Recorded(PaymentId),
    /// A payment that is known.
    Replayed(PaymentId),
    /// A payment that is known from another channel.
    Corroborated(PaymentId),
    /// A payment that is known with another amount.
    Conflicting(PaymentId),
    /// A push that was not paid.
    NotPaid,
    /// Something that waits for a person.
    Parked(ParkedId),
    /// A readable question before a payment: no money has moved, so there is nothing to keep.
    NothingHappened,
}

impl Outcome {
    /// The outcome in a word or two, for a log.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Recorded(_) => "recorded",
            Self::Replayed(_) => "replayed",
            Self::Corroborated(_) => "corroborated",
            Self::Conflicting(_) => "conflicting",
            Self::NotPaid => "not_paid",
            Self::Parked(_) => "parked",
            Self::NothingHappened => "nothing_happened",
        }
    }

    /// The payment that it is about.
    #[must_use]
    pub fn payment(&self) -> Option<&PaymentId> {
        match self {
            Self::Recorded(payment)
            | Self::Replayed(payment)
            | Self::Corroborated(payment)
            | Self::Conflicting(payment) => Some(payment),
            Self::NotPaid | Self::Parked(_) | Self::NothingHappened => None,
        }
    }

    /// What it waits under for a person.
    #[must_use]
    pub fn parked(&self) -> Option<&ParkedId> {
        match self {
            Self::Parked(parked) => Some(parked),
            _ => None,
        }
    }
}

impl From<Accepted> for Outcome {
    fn from(accepted: Accepted) -> Self {
        match accepted {
            Accepted::Recorded(payment) => Self::Recorded(payment),
            Accepted::Replayed(payment) => Self::Replayed(payment),
            Accepted::Corroborated(payment) => Self::Corroborated(payment),
            Accepted::Conflicting(payment) => Self::Conflicting(payment),
        }
    }
}

impl From<Outcome> for TakenIn {
    /// Only what is new about a payment is dispatched.
    fn from(outcome: Outcome) -> Self {
        let dispatch = match &outcome {
            Outcome::Recorded(payment) | Outcome::Corroborated(payment) => Some(payment.clone()),
            _ => None,
        };
        Self { dispatch, outcome }
    }
}

/// Makes one callback durable. `hook` is the end of its address, `short_code` the one that the address
/// belongs to, `now` the time when it reached us.
///
/// # Idempotency
/// The same body may be taken in any number of times, over any way.
///
/// # Errors
/// Only where the store is at fault: whether it was kept is unknown then, and taking it in again is safe.
/// A body of whatever content is no error.
pub async fn take_in(
    store: &Store,
    hook: &str,
    short_code: &str,
    raw: &[u8],
    now: DateTime<Utc>,
) -> Result<TakenIn, StoreError> {
    let outcome = match read(hook, short_code, raw, now) {
        Content::Payment(report) => accept(store, &report, raw, now).await?.into(),
        Content::NotPaid(result) => {
            let stk::NotPaid {
                checkout_request,
                code,
                description,
            } = &result;
            keep_stk_result(store, checkout_request, code, description, raw, now).await?;
            Outcome::NotPaid
        }
        Content::Nothing => Outcome::NothingHappened,
        Content::ForAPerson(kind, reason) => {
            let why = Unreadable {
                hook: hook.to_owned(),
                holder: short_code.to_owned(),
                kind,
                reason,
                truncated: false,
            };
            Outcome::Parked(park(store, &why, raw, now).await?)
        }
    };
    Ok(outcome.into())
}

/// What a body says, before anything is done about it.
enum Content {
    Payment(Box<PaymentReport>),
    NotPaid(stk::NotPaid),
    Nothing,
    ForAPerson(ParkedKind, String),
}

fn read(hook: &str, short_code: &str, raw: &[u8], now: DateTime<Utc>) -> Content {
    let content = match Hook::parse(hook) {
        Some(Hook::Confirmation) => c2b::confirmation(raw, now).map(|confirmation| {
            note(hook, &confirmation.notes);
            Content::Payment(Box::new(confirmation.report))
        }),
        Some(Hook::Validation) => c2b::validation(raw).map(|_| Content::Nothing),
        Some(Hook::Stk) => stk::result(raw, short_code, now).map(|result| match result {
            StkResult::Paid(paid) => {
                note(hook, &paid.notes);
                Content::Payment(Box::new(paid.report))
            }
            StkResult::NotPaid(result) => Content::NotPaid(result),
        }),
        None => {
            let reason = "this version does not know the address that it came to".to_owned();
            return Content::ForAPerson(ParkedKind::Unreadable, reason);
        }
    };
    match content {
        Err(unreadable) => Content::ForAPerson(ParkedKind::Unreadable, unreadable.to_string()),
        Ok(Content::Payment(_) | Content::NotPaid(_)) if raw.len() > PAYMENT_BODY_BYTES_MAX => {
            let reason = "the body is far longer than any that M-PESA sends".to_owned();
            Content::ForAPerson(ParkedKind::Unreadable, reason)
        }
        Ok(Content::Payment(report)) if report.holder != short_code => {
            let reason = format!(
                "unexpected short code: this address is for {short_code}, the body names another"
            );
            Content::ForAPerson(ParkedKind::UnexpectedHolder, reason)
        }
        Ok(content) => content,
    }
}

fn note(hook: &str, notes: &[Note]) {
    for note in notes {
        tracing::warn!(hook, note = %note, "a payment with something odd about it");
    }
}
