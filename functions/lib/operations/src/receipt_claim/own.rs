//! Quoted receipts as the customer sees them who quoted them. One that is somebody else's looks like one that nobody
//! knows, and what staff wrote is not told.

use billing::ids::{ClaimId, CustomerId, PaymentId};
use billing::money::Money;
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, Utc};
use store::claims::{ClaimRecord, ClaimStatus};
use store::client::Store;

use super::find::said;
use crate::error::OperationError;
use crate::payments::{self, Shown};

/// How it stands with a quoted receipt, for the one who quoted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The payment is in their account.
    Credited,
    /// Somebody looks for it: M-PESA or staff. A customer must not be told the two apart.
    Looking,
    /// The payment was in their account and is not any more: it was reversed, or turned out to be somebody else's.
    TakenBack,
    /// Staff looked and gave no payment for it.
    NotFound,
}

/// A quoted receipt of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnClaim {
    /// Which one.
    pub id: ClaimId,
    /// The receipt.
    pub receipt: Option<Receipt>,
    /// What was paid where the payment is theirs, or else what the message named.
    pub amount: Option<Money>,
    /// When it was quoted.
    pub quoted_at: DateTime<Utc>,
    /// How it stands.
    pub standing: Standing,
    /// The payment, where it is theirs.
    pub payment: Option<PaymentId>,
}

/// The latest receipts that a customer quoted, newest first, as many as the store keeps of them.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn latest(store: &Store, customer: &CustomerId) -> Result<Vec<OwnClaim>, OperationError> {
    let claims = store.latest_claims(customer).await?;
    told(store, customer, claims).await
}

/// One of them; somebody else's is not found.
///
/// # Errors
/// [`OperationError::ClaimNotFound`], [`OperationError::Store`], [`OperationError::Money`].
pub async fn get(
    store: &Store,
    customer: &CustomerId,
    id: &ClaimId,
) -> Result<OwnClaim, OperationError> {
    let claim = super::of(store, customer, id).await?;
    let told = told(store, customer, vec![claim]).await?;
    told.into_iter().next().ok_or(OperationError::ClaimNotFound)
}

async fn told(
    store: &Store,
    customer: &CustomerId,
    claims: Vec<ClaimRecord>,
) -> Result<Vec<OwnClaim>, OperationError> {
    let mut wanted: Vec<PaymentId> = claims.iter().filter_map(payment).collect();
    wanted.sort();
    wanted.dedup();
    let mut theirs = payments::show(store, &wanted).await?;
    theirs.retain(|shown| shown.state.customer() == Some(customer));
    let told = claims.into_iter().map(|claim| {
        let found = payment(&claim);
        let found = theirs
            .iter()
            .find(|shown| Some(shown.id()) == found.as_ref());
        own(claim, found)
    });
    told.collect()
}

/// The payment that was found for it, or the one that would be.
fn payment(claim: &ClaimRecord) -> Option<PaymentId> {
    let quoted = claim.receipt.as_ref();
    let quoted = quoted.map(|receipt| PaymentId::of(&Provider::mpesa(), receipt));
    claim.payment.clone().or(quoted)
}

fn own(claim: ClaimRecord, found: Option<&Shown>) -> Result<OwnClaim, OperationError> {
    let standing = match (found, claim.status) {
        // Also one that reached them some other way meanwhile.
        (Some(_), _) => Standing::Credited,
        (None, ClaimStatus::Asked | ClaimStatus::WithStaff) => Standing::Looking,
        (None, ClaimStatus::Closed) if claim.payment.is_none() => Standing::NotFound,
        (None, ClaimStatus::Settled | ClaimStatus::Closed) => Standing::TakenBack,
    };
    let amount = match found {
        Some(shown) => Some(shown.facts.payment.amount),
        None => said(&claim)?.amount,
    };
    Ok(OwnClaim {
        id: claim.id,
        receipt: claim.receipt,
        amount,
        quoted_at: claim.quoted_at,
        standing,
        payment: found.map(|shown| shown.id().clone()),
    })
}
