//! Looks for the payment behind a quoted receipt, and gives it to the customer where it is nobody's and plausible.

use billing::ids::PaymentId;
use billing::money::{Currency, Money};
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, Utc};
use store::claims::ClaimRecord;
use store::client::Store;
use store::customers::Customer;

use super::plausible::{Plausible, Said, judge};
use crate::associate;
use crate::error::OperationError;

/// What was found for one receipt and one customer.
#[derive(Clone, Debug)]
pub(super) enum Finding {
    /// It is theirs, and was before.
    Theirs {
        /// Which payment.
        payment: PaymentId,
        /// Whether it is still to be allocated.
        settle: bool,
    },
    /// It was nobody's, and is theirs now.
    Given {
        /// Which payment.
        payment: PaymentId,
    },
    /// Nobody has told us of it.
    Unknown,
    /// It is nobody's, and what is known of it is too little, or cannot be trusted.
    Unproven {
        /// The short code that holds the money.
        holder: String,
        /// Why, in words for staff.
        reason: String,
    },
    /// It is somebody else's, or for a person to judge.
    NotTheirs {
        /// Why, in words for staff.
        reason: String,
    },
}

impl Finding {
    /// How good it is for the customer.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Given { .. } => 3,
            Self::Theirs { .. } => 2,
            Self::Unknown | Self::Unproven { .. } => 1,
            Self::NotTheirs { .. } => 0,
        }
    }

    /// The payment, where it is theirs.
    pub(super) fn payment(&self) -> Option<&PaymentId> {
        match self {
            Self::Theirs { payment, .. } | Self::Given { payment } => Some(payment),
            _ => None,
        }
    }

    /// The payment, where it is theirs and not allocated yet.
    pub(super) fn to_allocate(&self) -> Option<PaymentId> {
        match self {
            Self::Theirs { settle: false, .. } => None,
            other => other.payment().cloned(),
        }
    }

    /// What it means, in words for staff.
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Theirs { .. } => "It was the customer's already.",
            Self::Given { .. } => "It was found and is the customer's now.",
            Self::Unknown => "No payment with this receipt is known.",
            Self::Unproven { reason, .. } | Self::NotTheirs { reason } => reason,
        }
    }
}

/// What a claim has kept of its message.
///
/// # Errors
/// [`OperationError::Money`] if a stored amount is out of range.
pub(super) fn said(claim: &ClaimRecord) -> Result<Said, OperationError> {
    let amount = claim
        .cents
        .map(|cents| Money::from_cents(cents, Currency::Kes));
    Ok(Said {
        amount: amount.transpose()?,
        paid_at: claim.paid_at,
    })
}

/// Finds it. The rules come first: where they give it to somebody, nobody gets it by quoting it earlier.
///
/// # Idempotency
/// A payment that was given is theirs the next time.
///
/// # Errors
/// [`OperationError::Store`].
pub(super) async fn find(
    store: &Store,
    customer: &Customer,
    receipt: &Receipt,
    said: Said,
    now: DateTime<Utc>,
) -> Result<Finding, OperationError> {
    let payment = PaymentId::of(&Provider::mpesa(), receipt);
    match associate::by_rules(store, &payment, now).await {
        Err(OperationError::PaymentNotFound) => return Ok(Finding::Unknown),
        decided => decided?,
    };
    let file = associate::load(store, &payment).await?;
    let state = file.state.clone().unwrap_or_default();
    let not_theirs = |reason: &str| Finding::NotTheirs {
        reason: reason.to_owned(),
    };
    let holder = file.facts.payment.holder.clone();
    if state.reversal.is_some() {
        return Ok(not_theirs("It was reversed."));
    }
    match state.customer() {
        Some(owner) if *owner == customer.id => {
            let settle = state.to_settle.is_some();
            return Ok(Finding::Theirs { payment, settle });
        }
        Some(_) => return Ok(not_theirs("It is another customer's.")),
        None => {}
    }
    if let Some(reason) = state.doubt {
        return Ok(Finding::Unproven { holder, reason });
    }
    if !state.edits.is_empty() {
        let reason = "It was taken from a customer before, so it is for people to give.";
        return Ok(not_theirs(reason));
    }
    let reason = match judge(&file, customer, said) {
        Plausible::Yes(reason) => reason,
        Plausible::Unproven(reason) => return Ok(Finding::Unproven { holder, reason }),
        Plausible::No(reason) => return Ok(Finding::NotTheirs { reason }),
    };
    match associate::by_quoted_receipt(store, &payment, &customer.id, reason, now).await? {
        true => Ok(Finding::Given { payment }),
        false => Ok(not_theirs("Somebody else decided about it meanwhile.")),
    }
}
