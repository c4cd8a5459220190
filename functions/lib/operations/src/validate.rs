//! Before money moves: can this account number be ours?

use billing::account_number::AccountNumber;
use billing::association::normalise_code;
use billing::ids::CustomerId;
use store::client::Store;
use store::error::StoreError;

/// What to tell M-PESA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// It is ours, or it may be: a person can still find the owner.
    Accept,
    /// It has the form of our account numbers and belongs to nobody.
    RejectAccount,
}

/// Decides on the reference that a payer typed. Rejects only what is certainly wrong: eight digits,
/// as our own account numbers have, that are neither an account nor a payment code. Names, phone
/// numbers and the rest are accepted, since a person can still find out whose they are.
///
/// # Errors
/// [`StoreError::Unavailable`]: accept when in doubt.
pub async fn validate_reference(store: &Store, reference: &str) -> Result<Validation, StoreError> {
    let Some(account) = AccountNumber::from_reference(reference) else {
        return Ok(Validation::Accept);
    };
    if account.has_valid_check_digit().is_none() {
        return Ok(Validation::Accept);
    }
    if store.customer(&CustomerId::from(&account)).await?.is_some() {
        return Ok(Validation::Accept);
    }
    if let Some(code) = normalise_code(reference)
        && !store.obligations_by_code(&code).await?.is_empty()
    {
        return Ok(Validation::Accept);
    }
    Ok(Validation::RejectAccount)
}
