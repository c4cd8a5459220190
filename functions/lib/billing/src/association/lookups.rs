//! What to look up in order to find the owner of a payment.

use std::collections::BTreeSet;

use crate::account_number::{AccountNumber, GENERATED_DIGITS};
use crate::association::{Evidence, Lookups, normalise_code};
use crate::name::PersonName;
use crate::phone::{Msisdn, PayerPhone};

/// The most account numbers one slip away that are looked up.
const NEAR_ACCOUNTS_MAX: usize = 20;

/// The most words by which a name is looked up.
const NAME_LOOKUPS_MAX: usize = 6;

/// The fewest letters of a word by which a name is looked up.
const NAME_LOOKUP_LETTERS_MIN: usize = 3;

impl Lookups {
    /// What to look up for `evidence`.
    pub fn for_evidence(evidence: &Evidence) -> Lookups {
        let phone = evidence.payer.phone.as_ref();
        let account = AccountNumber::from_reference(&evidence.reference);
        Lookups {
            near_accounts: near_accounts(&evidence.reference, account.as_ref()),
            account,
            payment_code: normalise_code(&evidence.reference),
            phone_hash: phone.and_then(PayerPhone::sha256),
            mask: match phone {
                Some(PayerPhone::Mask(mask)) => Some(mask.clone()),
                _ => None,
            },
            reference_phone: Msisdn::parse(&evidence.reference)
                .ok()
                .map(|number| number.sha256()),
            name_words: name_words(evidence),
        }
    }
}

/// Slips of the reference, and a number of ours that stands among other words: `acc 10000012`.
fn near_accounts(reference: &str, account: Option<&AccountNumber>) -> Vec<AccountNumber> {
    let embedded = reference
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| digits.len() == GENERATED_DIGITS)
        .filter_map(AccountNumber::from_reference)
        .filter(|number| number.looks_generated());
    let slips = account.map(AccountNumber::near_misses).unwrap_or_default();
    let near: BTreeSet<AccountNumber> = embedded
        .chain(slips)
        .filter(|number| Some(number) != account)
        .take(NEAR_ACCOUNTS_MAX)
        .collect();
    near.into_iter().collect()
}

fn name_words(evidence: &Evidence) -> Vec<String> {
    let payer = PersonName::new(&evidence.payer.name);
    let reference = PersonName::new(&evidence.reference);
    let mut words: Vec<String> = Vec::new();
    for word in payer.words().iter().chain(reference.words()) {
        let tells = word.chars().count() >= NAME_LOOKUP_LETTERS_MIN
            && word.chars().all(char::is_alphabetic);
        if tells && !words.contains(word) && words.len() < NAME_LOOKUPS_MAX {
            words.push(word.clone());
        }
    }
    words
}
