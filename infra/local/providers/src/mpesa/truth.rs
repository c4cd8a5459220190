//! What really happened, whatever anybody was told.

use chrono::{DateTime, Utc};

/// Everything that happened to pushes and money, each in the order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// Every push that M-PESA took, also those whose answer went wrong.
    pub pushes: Vec<PushTruth>,
    /// Every payment, also those that no push asked for.
    pub receipts: Vec<ReceiptTruth>,
}

/// A push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTruth {
    /// M-PESA's name for it.
    pub checkout_request: String,
    /// The short code that asked: for a till, the head office.
    pub short_code: String,
    /// The phone that was to ring, as `2547…`.
    pub phone: String,
    /// How much was asked for.
    pub amount_shillings: u32,
    /// What it was for.
    pub account_reference: String,
    /// When it was taken.
    pub asked_at: DateTime<Utc>,
    /// How often the phone rang: once, or never where it failed before.
    pub prompted: u32,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The prompt is on the phone.
    Open,
    /// Money moved.
    Paid {
        /// Under this receipt.
        receipt: String,
    },
    /// No money moved, for the reason with this code. A late success may still make it paid.
    NotPaid(String),
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptTruth {
    /// Its receipt.
    pub receipt: String,
    /// The short code that collected it: for a till, the head office.
    pub short_code: String,
    /// How much.
    pub amount_shillings: u32,
    /// Who paid, as `2547…`.
    pub msisdn: String,
    /// The account as typed or as the push named it; empty for a till.
    pub bill_ref: String,
    /// When money moved.
    pub at: DateTime<Utc>,
    /// What was in the utility account after it, in shillings.
    pub balance_after_shillings: i64,
    /// The push that asked for it.
    pub checkout_request: Option<String>,
    /// The receipt of its reversal.
    pub reversed_by: Option<String>,
}
