//! What became of a call, in the terms by which its caller decides what to do next.
//! It must not know how M-PESA said it.

use super::answer::in_brackets;
use crate::mpesa::unreadable::Unreadable;

/// How long M-PESA wants to be left alone when too much is asked of it.
const BUSY_RETRY_S: u32 = 60;

/// How long a phone is busy with another payment; the documentation says a minute at least.
const LOCKED_RETRY_S: u32 = 90;

/// How long until there may be a connection again.
const NOT_CONNECTED_RETRY_S: u32 = 15;

/// How long until a used-up quota may be filled again; its period is not documented.
const QUOTA_RETRY_S: u32 = 3600;

/// A no that is certain: nothing was done, no phone rings, no money moves.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("M-PESA refuses: {}{}{}", .reason.words(), in_brackets(.code), after_colon(.description))]
pub struct Refused {
    /// M-PESA's code, or `HTTP` and the status; empty where it was not asked.
    pub code: String,
    /// M-PESA's words, or ours where it was not asked; not fit for a customer.
    pub description: String,
    /// What follows from it.
    pub reason: Refusal,
}

/// What follows from a no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There was no connection, so nothing was handed over.
    NotConnected,
    /// This request is wrong and will be, however often it is made.
    Invalid,
    /// Short code, passkey, credentials, rights or address are wrong: every such request will be refused.
    Misconfigured,
    /// Too many requests at once.
    Busy,
    /// The application's quota is used up.
    QuotaExhausted,
    /// The phone has another payment under way.
    Locked,
    /// Anything else.
    Other,
}

impl Refusal {
    /// After how many seconds the same request makes sense; `None` where it never does by itself.
    #[must_use]
    pub const fn retry_after_s(self) -> Option<u32> {
        match self {
            Self::NotConnected => Some(NOT_CONNECTED_RETRY_S),
            Self::Busy => Some(BUSY_RETRY_S),
            Self::QuotaExhausted => Some(QUOTA_RETRY_S),
            Self::Locked => Some(LOCKED_RETRY_S),
            Self::Invalid | Self::Misconfigured | Self::Other => None,
        }
    }

    /// Whether the owner of the account has to do something about it.
    #[must_use]
    pub const fn needs_an_owner(self) -> bool {
        matches!(self, Self::Misconfigured | Self::QuotaExhausted)
    }

    const fn words(self) -> &'static str {
        match self {
            Self::NotConnected => "there is no connection",
            Self::Invalid => "the request is wrong",
            Self::Misconfigured => "check the address, the short code, the passkey and the rights",
            Self::Busy => "it has too much to do; try again in a minute",
            Self::QuotaExhausted => "the application's quota is used up; ask Safaricom for more",
            Self::Locked => "the phone has another payment under way; wait a minute or two",
            Self::Other => "it says so",
        }
    }
}

impl Refused {
    /// A no of our own, before anything is sent.
    pub(super) fn unsent(reason: Refusal, description: &str) -> Self {
        Self {
            code: String::new(),
            description: description.to_owned(),
            reason,
        }
    }
}

fn after_colon(description: &str) -> String {
    match description {
        "" => String::new(),
        description => format!(": {description}"),
    }
}

/// Why nobody knows what became of a call that may have been taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// The time was up after the request was under way.
    #[error("M-PESA did not answer in time")]
    TimedOut,
    /// The connection ended after the request was under way.
    #[error("the connection to M-PESA was lost before the answer")]
    ConnectionLost,
    /// The answer does not end.
    #[error("M-PESA's answer is too long")]
    AnswerTooLong,
    /// A failure without a code that we know.
    #[error("M-PESA failed after it had the request (HTTP {0})")]
    Status(u16),
    /// M-PESA's own word for not knowing.
    #[error("M-PESA had an internal error")]
    InternalError,
    /// A code whose meaning is not documented.
    #[error("M-PESA answers with the code {0}, which does not say whether it took the request")]
    OddCode(String),
    /// A yes by which nothing can be found again.
    #[error("M-PESA says yes without naming what it took")]
    Nameless,
    /// A yes and a no in one answer, or an answer about something else.
    #[error("M-PESA's answer contradicts itself or the request")]
    Contradictory,
    /// The answer is not what M-PESA answers.
    #[error("M-PESA's answer cannot be understood: {0}")]
    NotUnderstood(Unreadable),
}

/// Why a question has no answer. Questions may be asked again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoInformation {
    /// The question was not taken.
    #[error(transparent)]
    Refused(Refused),
    /// There is no answer, or none that can be understood.
    #[error(transparent)]
    Unknown(Doubt),
}
