//! Takes in one callback, whichever way it reached us: over HTTP, from the queue where it waited for the store, or from the parked.
//! It owns the decision between payment, other result and parking; it must not know how the callback is answered.

use billing::ids::{ParkedId, PaymentId, PushId};
use billing::money::Money;
use billing::payment::Channel;
use chrono::{DateTime, Utc};
use providers::mpesa::facts::Note;
use providers::mpesa::hook::Hook;
use providers::mpesa::stk::StkResult;
use providers::mpesa::{c2b, stk};
use providers::report::PaymentReport;
use store::client::Store;
use store::error::StoreError;
use store::parked::ParkedKind;

use crate::accept::{Accepted, Circumstances, accept};
use crate::answers;
use crate::error::OperationError;
use crate::park::{Unreadable, park};
use crate::push_result;

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
    /// How much money is new, where the callback itself said so; what answers a question of ours does not.
    pub received: Option<Money>,
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
        Self {
            dispatch,
            outcome,
            received: None,
        }
    }
}

/// A callback as it reached us.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// The end of its address, with what it is about where the address says so: `stk/stk_…`.
    pub hook: &'a str,
    /// The short code that the address belongs to.
    pub short_code: &'a str,
    /// Its body.
    pub raw: &'a [u8],
    /// When it reached us.
    pub at: DateTime<Utc>,
    /// Set where it came from somewhere that the provider does not send from.
    pub unexpected: Option<Unexpected<'a>>,
}

/// Where a callback came from that was not expected from there.
#[derive(Clone, Copy, Debug)]
pub struct Unexpected<'a> {
    /// The network address.
    pub source: &'a str,
    /// Up to this much is believed all the same, in cents.
    pub believed_cents: i64,
}

impl<'a> Arrival<'a> {
    /// A callback from where it is expected.
    #[must_use]
    pub fn new(hook: &'a str, short_code: &'a str, raw: &'a [u8], at: DateTime<Utc>) -> Self {
        Self {
            hook,
            short_code,
            raw,
            at,
            unexpected: None,
        }
    }

    fn subject(&self) -> Option<&'a str> {
        Hook::parse(self.hook).and_then(|(_, subject)| subject)
    }

    /// Why a payment in it is not to be believed by itself, in words for staff.
    fn suspicion(&self, report: &PaymentReport) -> Option<String> {
        let unexpected = self.unexpected?;
        (report.channel == Channel::MpesaC2b && report.amount.cents() > unexpected.believed_cents)
            .then(|| {
                format!(
                    "It was reported from {}, which is no address of the provider's.",
                    unexpected.source
                )
            })
    }
}

/// Makes one callback durable.
///
/// # Idempotency
/// The same body may be taken in any number of times, over any way.
///
/// # Errors
/// Only where the store is at fault: whether it was kept is unknown then, and taking it in again is safe.
/// A body of whatever content is no error.
pub async fn take_in(store: &Store, arrival: &Arrival<'_>) -> Result<TakenIn, OperationError> {
    let Arrival { raw, at, .. } = *arrival;
    let mut received = None;
    let outcome: Outcome = match read(arrival) {
        Content::Payment(report) => {
            let subject = arrival.subject().and_then(|id| PushId::parse(id).ok());
            let circumstances = Circumstances {
                push: subject,
                suspect: arrival.suspicion(&report),
            };
            let accepted = accept(store, &report, circumstances, raw, at).await?;
            received = matches!(accepted, Accepted::Recorded(_)).then_some(report.amount);
            accepted.into()
        }
        Content::NotPaid(result) => {
            push_result::not_paid(store, arrival.subject(), &result, raw, at).await?;
            Outcome::NotPaid
        }
        Content::Answer => answers::take_in(store, arrival).await?,
        Content::Nothing => Outcome::NothingHappened,
        Content::ForAPerson(kind, reason) => {
            Outcome::Parked(for_a_person(store, arrival, kind, reason).await?)
        }
    };
    Ok(TakenIn {
        received,
        ..outcome.into()
    })
}

pub(crate) async fn for_a_person(
    store: &Store,
    arrival: &Arrival<'_>,
    kind: ParkedKind,
    reason: String,
) -> Result<ParkedId, StoreError> {
    let why = Unreadable {
        hook: arrival.hook.to_owned(),
        holder: arrival.short_code.to_owned(),
        kind,
        reason,
        truncated: false,
    };
    park(store, &why, arrival.raw, arrival.at).await
}

/// What a body says, before anything is done about it.
enum Content {
    Payment(Box<PaymentReport>),
    NotPaid(stk::NotPaid),
    Answer,
    Nothing,
    ForAPerson(ParkedKind, String),
}

fn read(arrival: &Arrival<'_>) -> Content {
    let Arrival {
        hook,
        short_code,
        raw,
        at: now,
        ..
    } = *arrival;
    let content = match Hook::parse(hook).map(|(hook, _)| hook) {
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
        Some(Hook::Results | Hook::Timeouts) => return Content::Answer,
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
