//! An STK push: our request that M-PESA prompt a phone, and what became of it.
//! It knows neither how M-PESA is asked nor where a push is kept.

pub mod hold_back;
pub mod limits;
pub mod outcome;
pub mod progress;
pub mod reference;
pub mod schedule;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::push::outcome::{Debit, STILL_PROCESSING, debit};

/// How far a push is. It only moves forward, and only a payment is the end of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PushStatus {
    /// We mean to ask M-PESA, and nobody has written down its answer.
    Requested,
    /// M-PESA took the request; the prompt is on its way to the phone.
    Accepted,
    /// The customer paid. The receipt may still be missing: a query proves a payment without naming it,
    /// and then the confirmation, the result or the reconciliation brings the receipt.
    Paid,
    /// M-PESA says that nothing was paid; a late success may still prove it wrong.
    Failed,
    /// The customer may have paid: nobody may send the request again by themselves.
    Unknown,
}

impl PushStatus {
    /// Every status.
    pub const ALL: [PushStatus; 5] = [
        PushStatus::Requested,
        PushStatus::Accepted,
        PushStatus::Paid,
        PushStatus::Failed,
        PushStatus::Unknown,
    ];

    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            PushStatus::Requested => "requested",
            PushStatus::Accepted => "accepted",
            PushStatus::Paid => "paid",
            PushStatus::Failed => "failed",
            PushStatus::Unknown => "unknown",
        }
    }

    /// Whether nothing that anybody says can change it any more.
    pub const fn is_final(self) -> bool {
        matches!(self, PushStatus::Paid)
    }

    /// Whether M-PESA has still to be asked what became of it.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            PushStatus::Requested | PushStatus::Accepted | PushStatus::Unknown
        )
    }

    /// The place on the way forward. Unknown comes after accepted, because it is what a result without proof leaves.
    const fn rank(self) -> u8 {
        match self {
            PushStatus::Requested => 0,
            PushStatus::Accepted => 1,
            PushStatus::Unknown => 2,
            PushStatus::Failed => 3,
            PushStatus::Paid => 4,
        }
    }
}

/// What somebody said about a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// M-PESA did not take the request, so there is certainly no prompt.
    Refused {
        /// M-PESA's code, for people who look into it.
        code: String,
    },
    /// M-PESA took the request.
    Taken,
    /// M-PESA did not answer the request, or not in words that we can read.
    NoAnswer,
    /// The prompt has left the phone, and M-PESA tells no result.
    Silence,
    /// M-PESA told a result.
    Result {
        /// The result code, as text whatever its type was.
        code: String,
        /// Who brought it.
        source: Source,
    },
}

impl Told {
    /// Whether it says, with or without proof, that the customer did not pay.
    fn denies_payment(&self) -> bool {
        match self {
            Told::Refused { .. } => true,
            Told::Taken | Told::NoAnswer | Told::Silence => false,
            Told::Result { code, source } => {
                code != STILL_PROCESSING && debit(code, *source) != Debit::Done
            }
        }
    }

    /// The status of a push of which nothing else is known; `None` for what says nothing new.
    fn alone(&self) -> Option<PushStatus> {
        match self {
            Told::Refused { .. } => Some(PushStatus::Failed),
            Told::Taken => Some(PushStatus::Accepted),
            Told::NoAnswer | Told::Silence => Some(PushStatus::Unknown),
            Told::Result { code, .. } if code == STILL_PROCESSING => None,
            Told::Result { code, source } => Some(match debit(code, *source) {
                Debit::Done => PushStatus::Paid,
                Debit::None => PushStatus::Failed,
                Debit::NotDisproved => PushStatus::Unknown,
            }),
        }
    }
}

/// Who brought a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// M-PESA called us.
    Callback,
    /// We asked M-PESA.
    Query,
    /// M-PESA's own list of payments, complete for the time of the push.
    Statement,
}

/// What follows from what somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The push has another status from now on.
    Moves(PushStatus),
    /// Nothing changes. A success still brings its receipt to a push that is paid without one.
    Stays,
    /// It cannot be true together with what is known: the status stays, and a person has to look.
    Contradicts,
}

/// What follows for a push with this status from what somebody said, in whatever order it arrives.
///
/// A failure may become a payment, since results arrive late; a payment never becomes anything else.
pub fn after(status: PushStatus, told: &Told) -> Step {
    match (status, told) {
        (PushStatus::Paid, told) if told.denies_payment() => Step::Contradicts,
        (PushStatus::Accepted, Told::Refused { .. }) => Step::Contradicts,
        // Who writes "no answer" after "taken" is late: the answer was there.
        (PushStatus::Accepted, Told::NoAnswer) => Step::Stays,
        (status, told) => match told.alone() {
            Some(next) if next.rank() > status.rank() => Step::Moves(next),
            _ => Step::Stays,
        },
    }
}
