//! Association: whose payment is it. Rules in a fixed order, each with a name and a reason that a cashier understands.
//! It looks nothing up: [`Lookups`] says what to look up, [`Findings`] is what came back.

mod lookups;
mod rules;
mod suggestion;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::account_number::{self, AccountNumber};
use crate::ids::{CustomerId, ObligationId};
use crate::money::Money;
use crate::payment::Payer;
use crate::phone::mask::PhoneMask;
use crate::phone::{Msisdn, PhoneHash};

/// The most characters of a payment code.
pub const PAYMENT_CODE_CHARS_MAX: usize = 40;

/// The most suggestions for one payment.
pub const SUGGESTIONS_MAX: usize = 10;

/// What a payment tells about its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The reference as typed; may be empty.
    pub reference: String,
    /// Who paid.
    pub payer: Payer,
    /// How much.
    pub amount: Money,
}

/// A customer whom some piece of evidence points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The customer.
    pub customer: CustomerId,
    /// The customer's name, for comparing and for reasons.
    pub name: String,
}

/// Whom the lookups found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The customer whose account number the reference is.
    pub account: Option<Candidate>,
    /// The customers who have obligations with the reference as payment code.
    pub payment_code: Vec<(Candidate, ObligationId)>,
    /// The customers who have the payer's phone, found by the number or its hash.
    pub phone: Vec<Candidate>,
    /// The customers who have a phone that fits the payer's mask.
    pub mask: Vec<(Candidate, Msisdn)>,
    /// The customers whose account number is one slip away from the reference.
    pub near_accounts: Vec<Candidate>,
    /// The customers whose phone was typed as the reference.
    pub reference_phone: Vec<Candidate>,
    /// The customers who share words of the payer's name or of the reference.
    pub names: Vec<Candidate>,
}

/// The rule by which a payment was associated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// It answers an STK push of ours.
    #[serde(rename = "stk_push")]
    StkPush,
    /// The customer quoted its receipt, and the payer's phone is theirs.
    #[serde(rename = "quoted_receipt")]
    QuotedReceipt,
    /// The reference is an account number.
    #[serde(rename = "account_number")]
    AccountNumber,
    /// The reference is the payment code of an obligation.
    #[serde(rename = "payment_code")]
    PaymentCode,
    /// The payer's phone is one customer's.
    #[serde(rename = "phone")]
    Phone,
    /// The hash of the payer's phone is one customer's.
    #[serde(rename = "phone_sha256")]
    PhoneHash,
    /// The payer's masked phone fits one customer, and the name agrees.
    #[serde(rename = "masked_phone_and_name")]
    MaskedPhoneAndName,
}

impl Rule {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Rule::StkPush => "stk_push",
            Rule::QuotedReceipt => "quoted_receipt",
            Rule::AccountNumber => "account_number",
            Rule::PaymentCode => "payment_code",
            Rule::Phone => "phone",
            Rule::PhoneHash => "phone_sha256",
            Rule::MaskedPhoneAndName => "masked_phone_and_name",
        }
    }
}

/// Whose payment it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Certainly this customer's.
    Associate {
        /// The customer.
        customer: CustomerId,
        /// The rule that decided.
        rule: Rule,
        /// Why, in words for a cashier.
        reason: String,
        /// The obligation that the payer meant, to be settled first.
        points_at: Option<ObligationId>,
    },
    /// Perhaps one of these customers', best first; may be empty. A person decides.
    Suggest(Vec<Suggestion>),
}

/// A customer whose payment it may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The customer.
    pub customer: CustomerId,
    /// How likely, from 0 to 100; good for ordering, not a probability.
    pub score: u8,
    /// Why, in words for a cashier.
    pub reason: String,
}

/// The keys to look up for one payment; an empty one needs no lookup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookups {
    /// The reference as an account number.
    pub account: Option<AccountNumber>,
    /// The reference as a payment code.
    pub payment_code: Option<String>,
    /// The payer's phone, known as number or hash.
    pub phone_hash: Option<PhoneHash>,
    /// The payer's phone, of which only some digits are known.
    pub mask: Option<PhoneMask>,
    /// Account numbers that the payer may have meant.
    pub near_accounts: Vec<AccountNumber>,
    /// The reference as a phone number.
    pub reference_phone: Option<PhoneHash>,
    /// Words of the payer's name and of the reference.
    pub name_words: Vec<String>,
}

/// Decides whose payment it is. The rules, in order:
///
/// 1. The reference is a customer's account number. It wins over the phone: paying for somebody else is normal.
/// 2. The reference is the payment code of one customer's obligation or obligations.
/// 3. The payer's phone, or its hash, belongs to exactly one customer.
/// 4. The payer's masked phone fits exactly one customer, and the name agrees.
///
/// A reference that means two different customers (an account number, a payment code or a phone) decides nothing,
/// and no rule on the payer's phone overrules a reference that means somebody else.
pub fn decide(evidence: &Evidence, findings: &Findings) -> Decision {
    match rules::first_that_decides(evidence, findings) {
        Some(found) => Decision::Associate {
            points_at: rules::obligation_meant(findings, &found.customer),
            customer: found.customer,
            rule: found.rule,
            reason: found.reason,
        },
        None => Decision::Suggest(suggestions(evidence, findings)),
    }
}

/// Whose payment it may be: one suggestion per customer, the likeliest first, at most [`SUGGESTIONS_MAX`].
/// Several pieces of evidence for one customer raise the score, and all of them are the reason.
pub fn suggestions(evidence: &Evidence, findings: &Findings) -> Vec<Suggestion> {
    let mut tally = suggestion::Tally::default();
    tally.add_reference(findings);
    tally.add_phone(evidence, findings);
    tally.add_names(evidence, findings);
    tally.ranked()
}

/// A payment code as it is stored and looked up: upper case, without separators, 1 to 40 letters and digits.
pub fn normalise_code(text: &str) -> Option<String> {
    let mut code = String::new();
    for character in text
        .chars()
        .filter(|character| !account_number::is_separator(*character))
    {
        if !character.is_ascii_alphanumeric() || code.len() == PAYMENT_CODE_CHARS_MAX {
            return None;
        }
        code.push(character.to_ascii_uppercase());
    }
    (!code.is_empty()).then_some(code)
}
