//! What is known about a payer, and who it could be.

use billing::account_number::AccountNumber;
use billing::association::Lookups;
use billing::association::{Suggestion, suggestions};
use billing::association::{Candidate, Evidence, Findings};
use billing::ids::CustomerId;
use billing::payment::{Channel, Payer};
use billing::phone::PayerPhone;
use store::client::Store;
use store::customers::CustomerPointer;
use store::error::StoreError;
use store::payments::{PaymentFacts, PaymentFile};

/// The best of what all channels said: a reference only a C2B confirmation carries, and the fullest
/// form of the phone.
#[must_use]
pub fn evidence(file: &PaymentFile) -> Evidence {
    let mut told: Vec<&PaymentFacts> = std::iter::once(&file.facts).chain(&file.reports).collect();
    told.sort_by_key(|facts| facts.payment.channel != Channel::MpesaC2b);
    let reference = told
        .iter()
        .map(|facts| facts.payment.reference.trim())
        .find(|reference| !reference.is_empty())
        .unwrap_or_default();
    let name = told
        .iter()
        .map(|facts| facts.payment.payer.name.trim())
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    let phone = told
        .iter()
        .filter(|facts| facts.payment.payer.phone.is_some())
        .min_by_key(|facts| match facts.payment.payer.phone {
            Some(PayerPhone::Number(_)) => 0,
            Some(PayerPhone::Hash(_)) => 1,
            Some(PayerPhone::Mask(_)) | None => 2,
        })
        .map(|facts| &facts.payment.payer);
    Evidence {
        reference: reference.to_owned(),
        payer: Payer {
            name: name.to_owned(),
            phone: phone.and_then(|payer| payer.phone.clone()),
            phone_text: phone.and_then(|payer| payer.phone_text.clone()),
        },
        amount: file.facts.payment.amount,
    }
}

/// Looks up what a rule may decide on, stopping at the first rule that has somebody.
///
/// # Errors
/// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
pub async fn decisive_findings(store: &Store, lookups: &Lookups) -> Result<Findings, StoreError> {
    let mut findings = Findings::default();
    if let Some(account) = &lookups.account {
        findings.account = account_holder(store, account).await?;
        if findings.account.is_some() {
            return Ok(findings);
        }
    }
    if let Some(code) = &lookups.payment_code {
        findings.payment_code = store
            .obligations_by_code(code)
            .await?
            .into_iter()
            .map(|found| {
                let candidate = Candidate {
                    customer: found.obligation.customer(),
                    name: found.customer_name,
                };
                (candidate, found.obligation)
            })
            .collect();
        if !findings.payment_code.is_empty() {
            return Ok(findings);
        }
    }
    if let Some(hash) = &lookups.phone_hash {
        findings.phone = candidates(store.customers_by_phone(hash).await?);
    } else if let Some(mask) = &lookups.mask {
        findings.mask = store
            .customers_by_mask(mask)
            .await?
            .into_iter()
            .filter_map(|found| {
                let phone = found.phone.clone()?;
                Some((candidate(found), phone))
            })
            .collect();
    }
    Ok(findings)
}

/// Who an unassociated payment could belong to, best first.
///
/// # Errors
/// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
pub async fn ranked_suggestions(store: &Store, file: &PaymentFile) -> Result<Vec<Suggestion>, StoreError> {
    let evidence = evidence(file);
    let lookups = Lookups::for_evidence(&evidence);
    let mut findings = decisive_findings(store, &lookups).await?;
    if !lookups.near_accounts.is_empty() {
        findings.near_accounts = store
            .customers_by_account(&lookups.near_accounts)
            .await?
            .into_iter()
            .map(|customer| Candidate {
                customer: customer.id,
                name: customer.name,
            })
            .collect();
    }
    if let Some(hash) = &lookups.reference_phone {
        findings.reference_phone = candidates(store.customers_by_phone(hash).await?);
    }
    for word in &lookups.name_words {
        let found = candidates(store.customers_by_name(word).await?);
        findings.names.extend(found);
    }
    Ok(suggestions(&evidence, &findings))
}

async fn account_holder(store: &Store, account: &AccountNumber) -> Result<Option<Candidate>, StoreError> {
    let customer = store.customer(&CustomerId::from(account)).await?;
    Ok(customer.map(|customer| Candidate {
        customer: customer.id,
        name: customer.name,
    }))
}

fn candidates(found: Vec<CustomerPointer>) -> Vec<Candidate> {
    found.into_iter().map(candidate).collect()
}

fn candidate(found: CustomerPointer) -> Candidate {
    Candidate {
        customer: found.customer,
        name: found.name,
    }
}
