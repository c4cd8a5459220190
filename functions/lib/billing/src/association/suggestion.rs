//! Suggestions: whose payment it may be, ranked, with reasons, for a person to decide.

use std::collections::BTreeMap;

use crate::association::{Candidate, Evidence, Findings, SUGGESTIONS_MAX, Suggestion, rules};
use crate::ids::CustomerId;
use crate::name;
use crate::phone::{Msisdn, PayerPhone};
use crate::typed;

/// The highest score; only a person is certain.
const SCORE_MAX: u8 = 99;

const NAME_CHARS_MAX: usize = 60;

/// How much each piece of evidence weighs by itself.
mod weight {
    pub(super) const ACCOUNT: u8 = 95;
    pub(super) const PAYMENT_CODE: u8 = 90;
    pub(super) const PHONE: u8 = 85;
    pub(super) const PHONE_SHARED: u8 = 70;
    pub(super) const REFERENCE_PHONE: u8 = 65;
    pub(super) const NEAR_ACCOUNT: u8 = 60;
    pub(super) const MASK: u8 = 50;
    pub(super) const NAME_WORDS: u8 = 40;
    pub(super) const NAME_WORD: u8 = 20;
}

#[derive(Default)]
pub(super) struct Tally<'a> {
    clues: BTreeMap<&'a CustomerId, BTreeMap<&'static str, (u8, String)>>,
}

impl<'a> Tally<'a> {
    /// Counts one piece of evidence of a `kind`; a second one of the same kind for the same customer adds nothing.
    fn add(&mut self, candidate: &'a Candidate, kind: &'static str, weight: u8, reason: String) {
        self.clues
            .entry(&candidate.customer)
            .or_default()
            .entry(kind)
            .or_insert((weight, reason));
    }

    pub(super) fn add_reference(&mut self, findings: &'a Findings) {
        for candidate in findings.account.iter() {
            let account = shown(candidate.customer.account().as_str());
            let reason = format!("the reference is account number {account}");
            self.add(candidate, "account", weight::ACCOUNT, reason);
        }
        for (candidate, _) in &findings.payment_code {
            let reason = "the reference is a payment code of this customer".to_owned();
            self.add(candidate, "code", weight::PAYMENT_CODE, reason);
        }
        for candidate in &findings.near_accounts {
            let account = shown(candidate.customer.account().as_str());
            let reason = format!("the reference is nearly account number {account}");
            self.add(candidate, "near", weight::NEAR_ACCOUNT, reason);
        }
        for candidate in &findings.reference_phone {
            let reason = "the reference is a phone number of this customer".to_owned();
            self.add(
                candidate,
                "reference_phone",
                weight::REFERENCE_PHONE,
                reason,
            );
        }
    }

    pub(super) fn add_phone(&mut self, evidence: &Evidence, findings: &'a Findings) {
        let phone = match &evidence.payer.phone {
            Some(PayerPhone::Number(number)) => number.masked(),
            _ => "this customer's phone".to_owned(),
        };
        let shared = rules::customers(&findings.phone).len() > 1;
        for candidate in &findings.phone {
            let (weight, reason) = if shared {
                (
                    weight::PHONE_SHARED,
                    format!("it was paid from {phone}, which several customers have"),
                )
            } else {
                (weight::PHONE, format!("it was paid from {phone}"))
            };
            self.add(candidate, "phone", weight, reason);
        }
        for (candidate, number) in &findings.mask {
            let reason = format!("the payer's hidden phone number fits {}", number.masked());
            self.add(candidate, "mask", weight::MASK, reason);
        }
    }

    /// Names of whom the names found, and of whom anything else found: a name confirms other evidence.
    pub(super) fn add_names(&mut self, evidence: &Evidence, findings: &'a Findings) {
        for candidate in every_candidate(findings) {
            let payer = name::similarity_words(&evidence.payer.name, &candidate.name);
            let reference = name::similarity_words(&evidence.reference, &candidate.name);
            let (source, words) = if payer >= reference {
                ("payer's name", payer)
            } else {
                ("reference", reference)
            };
            let weight = match words {
                0 => continue,
                1 => weight::NAME_WORD,
                _ => weight::NAME_WORDS,
            };
            let reason = format!("the {source} resembles {}", shown(&candidate.name));
            self.add(candidate, "name", weight, reason);
        }
    }

    pub(super) fn ranked(self) -> Vec<Suggestion> {
        let mut suggestions: Vec<Suggestion> = self
            .clues
            .into_iter()
            .map(|(customer, clues)| suggestion(customer, clues.into_values().collect()))
            .collect();
        suggestions
            .sort_by(|one, other| (other.score, &one.customer).cmp(&(one.score, &other.customer)));
        suggestions.truncate(SUGGESTIONS_MAX);
        suggestions
    }
}

fn suggestion(customer: &CustomerId, mut clues: Vec<(u8, String)>) -> Suggestion {
    clues.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    let score = clues
        .iter()
        .fold(0, |score, (weight, _)| combined(score, *weight));
    let reasons: Vec<String> = clues.into_iter().map(|(_, reason)| reason).collect();
    Suggestion {
        customer: customer.clone(),
        score,
        reason: sentence(&reasons.join("; ")),
    }
}

/// Independent evidence takes away a share of the remaining doubt.
fn combined(score: u8, weight: u8) -> u8 {
    let doubt = u16::from(100_u8.saturating_sub(score));
    let removed = doubt.saturating_mul(u16::from(weight)).div_euclid(100);
    let removed = u8::try_from(removed).unwrap_or(SCORE_MAX);
    score.saturating_add(removed).min(SCORE_MAX)
}

fn every_candidate(findings: &Findings) -> impl Iterator<Item = &Candidate> {
    findings
        .account
        .iter()
        .chain(findings.payment_code.iter().map(|(candidate, _)| candidate))
        .chain(&findings.phone)
        .chain(findings.mask.iter().map(|(candidate, _)| candidate))
        .chain(&findings.near_accounts)
        .chain(&findings.reference_phone)
        .chain(&findings.names)
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).chain(['.']).collect()
}

/// A name or number as it may stand in a reason: visible characters, not too many, and no full phone number.
pub(super) fn shown(text: &str) -> String {
    match Msisdn::parse(text) {
        Ok(number) => number.masked(),
        Err(_) => typed::visible(text).chars().take(NAME_CHARS_MAX).collect(),
    }
}
