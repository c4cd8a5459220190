//! The rules that associate by themselves.

use std::collections::BTreeSet;

use crate::association::suggestion::shown;
use crate::association::{Candidate, Evidence, Findings, Rule};
use crate::ids::{CustomerId, ObligationId};
use crate::name;
use crate::phone::PayerPhone;

/// The first rule that applies, unless the reference means somebody else, or is one slip away from
/// somebody else's account number: who pays for another person types that person's number.
pub(super) fn first_that_decides(evidence: &Evidence, findings: &Findings) -> Option<Found> {
    let named = named_by_reference(findings);
    by_account(findings, &named)
        .or_else(|| by_payment_code(findings, &named))
        .or_else(|| by_phone(evidence, findings))
        .or_else(|| by_mask_and_name(evidence, findings))
        .filter(|found| named.is_empty() || named.contains(&found.customer))
        .filter(|found| {
            let nearly = customers(&findings.near_accounts);
            !named.is_empty() || nearly.is_empty() || nearly.contains(&found.customer)
        })
}

/// What a rule found.
pub(super) struct Found {
    pub(super) customer: CustomerId,
    pub(super) rule: Rule,
    pub(super) reason: String,
}

/// Everybody whom the reference means exactly, leaving out a phone when there is something better.
fn named_by_reference(findings: &Findings) -> BTreeSet<&CustomerId> {
    let exact: BTreeSet<&CustomerId> = findings
        .account
        .iter()
        .chain(findings.payment_code.iter().map(|(candidate, _)| candidate))
        .map(|candidate| &candidate.customer)
        .collect();
    if exact.is_empty() {
        customers(&findings.reference_phone)
    } else {
        exact
    }
}

fn by_account(findings: &Findings, named: &BTreeSet<&CustomerId>) -> Option<Found> {
    let candidate = findings.account.as_ref()?;
    (named.len() == 1).then(|| Found {
        customer: candidate.customer.clone(),
        rule: Rule::AccountNumber,
        reason: format!(
            "The reference is account number {} of {}.",
            shown(candidate.customer.account().as_str()),
            shown(&candidate.name)
        ),
    })
}

fn by_payment_code(findings: &Findings, named: &BTreeSet<&CustomerId>) -> Option<Found> {
    let (candidate, _) = findings.payment_code.first()?;
    (named.len() == 1).then(|| Found {
        customer: candidate.customer.clone(),
        rule: Rule::PaymentCode,
        reason: format!(
            "The reference is the payment code of what {} has to pay.",
            shown(&candidate.name)
        ),
    })
}

fn by_phone(evidence: &Evidence, findings: &Findings) -> Option<Found> {
    let candidate = only(findings.phone.iter())?;
    let name = shown(&candidate.name);
    let (rule, reason) = match evidence.payer.phone.as_ref()? {
        PayerPhone::Number(number) => (
            Rule::Phone,
            format!(
                "It was paid from {}, a phone that only {name} has.",
                number.masked()
            ),
        ),
        PayerPhone::Hash(_) => (
            Rule::PhoneHash,
            format!(
                "It was paid from a phone that only {name} has; M-PESA sent the number as a code."
            ),
        ),
        PayerPhone::Mask(_) => return None,
    };
    Some(Found {
        customer: candidate.customer.clone(),
        rule,
        reason,
    })
}

fn by_mask_and_name(evidence: &Evidence, findings: &Findings) -> Option<Found> {
    let Some(PayerPhone::Mask(mask)) = &evidence.payer.phone else {
        return None;
    };
    let candidate = only(findings.mask.iter().map(|(candidate, _)| candidate))?;
    let fits = findings.mask.iter().all(|(_, number)| mask.matches(number));
    (fits && name::agrees(&evidence.payer.name, &candidate.name)).then(|| Found {
        customer: candidate.customer.clone(),
        rule: Rule::MaskedPhoneAndName,
        reason: format!(
            "The phone ending in {} fits only {}, and the payer's name agrees.",
            mask.last_digits(),
            shown(&candidate.name)
        ),
    })
}

/// The candidate, if all of them are the same customer.
fn only<'a>(mut candidates: impl Iterator<Item = &'a Candidate>) -> Option<&'a Candidate> {
    let first = candidates.next()?;
    candidates
        .all(|candidate| candidate.customer == first.customer)
        .then_some(first)
}

pub(super) fn customers(candidates: &[Candidate]) -> BTreeSet<&CustomerId> {
    candidates
        .iter()
        .map(|candidate| &candidate.customer)
        .collect()
}

/// The one obligation of `customer` whose payment code the reference is.
pub(super) fn obligation_meant(findings: &Findings, customer: &CustomerId) -> Option<ObligationId> {
    let meant: BTreeSet<&ObligationId> = findings
        .payment_code
        .iter()
        .filter(|(candidate, _)| candidate.customer == *customer)
        .map(|(_, obligation)| obligation)
        .collect();
    let mut meant = meant.into_iter();
    match (meant.next(), meant.next()) {
        (Some(obligation), None) => Some(obligation.clone()),
        _ => None,
    }
}
