//! What is known about a payer, and who it could be.

use billing::account_number::AccountNumber;
use billing::association::Lookups;
use billing::association::{Candidate, Evidence, Findings};
use billing::association::{Suggestion, suggestions};
use billing::ids::{CustomerId, ObligationId};
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
    // What was not believed must not steer the rules once something else has confirmed the payment.
    if told.iter().any(|facts| is_believed(facts)) {
        told.retain(|facts| is_believed(facts));
    }
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

/// Whether a report is believed by itself. The result of a push is not: it belongs to a push of ours, which is decisive
/// before any rule is asked, or to nobody's.
fn is_believed(facts: &PaymentFacts) -> bool {
    facts.suspect.is_none() && facts.payment.channel != Channel::MpesaStk
}

/// Looks up what a rule may decide on. What the reference says comes first; only where it says
/// nothing is the phone asked.
///
/// # Errors
/// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
pub async fn decisive_findings(store: &Store, lookups: &Lookups) -> Result<Findings, StoreError> {
    let (account, payment_code) = tokio::try_join!(
        account_holder(store, lookups.account.as_ref()),
        code_holders(store, lookups.payment_code.as_deref()),
    )?;
    let mut findings = Findings {
        account,
        payment_code,
        ..Findings::default()
    };
    if findings.account.is_none() && findings.payment_code.is_empty() {
        add_phones(store, lookups, &mut findings).await?;
        findings.near_accounts = near_accounts(store, lookups).await?;
    }
    Ok(findings)
}

async fn add_phones(
    store: &Store,
    lookups: &Lookups,
    findings: &mut Findings,
) -> Result<(), StoreError> {
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
    if let Some(hash) = &lookups.reference_phone {
        findings.reference_phone = candidates(store.customers_by_phone(hash).await?);
    }
    Ok(())
}

/// Who an unassociated payment could belong to, best first.
///
/// # Errors
/// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
pub async fn ranked_suggestions(
    store: &Store,
    file: &PaymentFile,
) -> Result<Vec<Suggestion>, StoreError> {
    let evidence = evidence(file);
    let lookups = Lookups::for_evidence(&evidence);
    let mut findings = decisive_findings(store, &lookups).await?;
    if findings.account.is_some() || !findings.payment_code.is_empty() {
        add_phones(store, &lookups, &mut findings).await?;
        findings.near_accounts = near_accounts(store, &lookups).await?;
    }
    for word in &lookups.name_words {
        let found = candidates(store.customers_by_name(word).await?);
        findings.names.extend(found);
    }
    Ok(suggestions(&evidence, &findings))
}

async fn near_accounts(store: &Store, lookups: &Lookups) -> Result<Vec<Candidate>, StoreError> {
    if lookups.near_accounts.is_empty() {
        return Ok(Vec::new());
    }
    let found = store.customers_by_account(&lookups.near_accounts).await?;
    Ok(found
        .into_iter()
        .map(|customer| Candidate {
            customer: customer.id,
            name: customer.name,
        })
        .collect())
}

async fn account_holder(
    store: &Store,
    account: Option<&AccountNumber>,
) -> Result<Option<Candidate>, StoreError> {
    let Some(account) = account else {
        return Ok(None);
    };
    let customer = store.customer(&CustomerId::from(account)).await?;
    Ok(customer.map(|customer| Candidate {
        customer: customer.id,
        name: customer.name,
    }))
}

async fn code_holders(
    store: &Store,
    code: Option<&str>,
) -> Result<Vec<(Candidate, ObligationId)>, StoreError> {
    let Some(code) = code else {
        return Ok(Vec::new());
    };
    let found = store.obligations_by_code(code).await?;
    Ok(found
        .into_iter()
        .map(|found| {
            let candidate = Candidate {
                customer: found.obligation.customer(),
                name: found.customer_name,
            };
            (candidate, found.obligation)
        })
        .collect())
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
