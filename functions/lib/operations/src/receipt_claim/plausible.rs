//! Whether a payment that nobody owns can be the one that a customer quotes. Knows neither store nor clock.
//!
//! A receipt can be read over a shoulder, so it proves nothing by itself: the money has to have come from a phone of
//! the customer's. Only what can be trusted counts, and all of it has to agree.

use billing::money::Money;
use billing::name;
use billing::payment::Channel;
use billing::phone::{Msisdn, PayerPhone};
use chrono::{DateTime, TimeDelta, Utc};
use store::customers::Customer;
use store::payments::{PaymentFacts, PaymentFile};

/// The time in a message and the time of the payment are at most so far apart, in days.
const APART_DAYS_MAX: i64 = 1;

/// What the message said beside the receipt.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// How much.
    pub amount: Option<Money>,
    /// When.
    pub paid_at: Option<DateTime<Utc>>,
}

/// Whether it can be theirs, with the reason in words for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plausible {
    /// It is.
    Yes(String),
    /// It may be: what is known says too little.
    Unproven(String),
    /// It is not, or nobody can tell.
    No(String),
}

/// Judges one payment for one customer.
pub(super) fn judge(file: &PaymentFile, customer: &Customer, said: Said) -> Plausible {
    let payment = &file.facts.payment;
    if !file.conflicts.is_empty() {
        let reason = "It was reported with different amounts; look at the contradiction first.";
        return Plausible::No(reason.to_owned());
    }
    if let Some(amount) = said.amount.filter(|amount| *amount != payment.amount) {
        return Plausible::No(format!(
            "The quoted message says {amount}, the payment is {}.",
            payment.amount
        ));
    }
    let told: Vec<&PaymentFacts> = std::iter::once(&file.facts)
        .chain(&file.reports)
        .filter(|facts| is_trusted(facts))
        .collect();
    let phones: Vec<&PayerPhone> = told
        .iter()
        .filter_map(|facts| facts.payment.payer.phone.as_ref())
        .collect();
    let own = customer
        .phones
        .iter()
        .find(|own| phones.iter().all(|phone| fits(phone, own)));
    let is_certain = phones
        .iter()
        .any(|phone| !matches!(phone, PayerPhone::Mask(_)));
    match own {
        Some(own) if is_certain => Plausible::Yes(format!(
            "The customer quoted its receipt, and it was paid from their own phone {}.",
            own.masked()
        )),
        Some(_) if !phones.is_empty() && details_agree(&told, customer, said) => {
            let reason = "The customer quoted its receipt, amount and time, and what is shown of the payer's phone and \
                the payer's name are theirs.";
            Plausible::Yes(reason.to_owned())
        }
        Some(_) => unproven(&told),
        None if phones.is_empty() => unproven(&told),
        None => {
            let reason = "It was paid from a phone that the customer does not have.";
            Plausible::No(reason.to_owned())
        }
    }
}

/// Whoever can forge a callback could put a phone of theirs into it.
fn is_trusted(facts: &PaymentFacts) -> bool {
    let told_by_mpesa = matches!(
        facts.payment.channel,
        Channel::MpesaC2b | Channel::MpesaPull | Channel::MpesaStatus
    );
    told_by_mpesa && facts.suspect.is_none()
}

/// M-PESA's answer names the payer; without it one can still ask.
fn unproven(told: &[&PaymentFacts]) -> Plausible {
    let was_asked = told
        .iter()
        .any(|facts| facts.payment.channel == Channel::MpesaStatus);
    let reason =
        "M-PESA does not tell enough of the payer's phone to see whose payment it is.".to_owned();
    match was_asked {
        true => Plausible::No(reason),
        false => Plausible::Unproven(reason),
    }
}

fn fits(phone: &PayerPhone, own: &Msisdn) -> bool {
    match phone {
        PayerPhone::Number(number) => number == own,
        PayerPhone::Hash(hash) => *hash == own.sha256(),
        PayerPhone::Mask(mask) => mask.matches(own),
    }
}

/// Amount and time were in the message, and every name that was told is the customer's. The amount was compared before.
fn details_agree(told: &[&PaymentFacts], customer: &Customer, said: Said) -> bool {
    let (Some(_), Some(said_at)) = (said.amount, said.paid_at) else {
        return false;
    };
    let mut names = told
        .iter()
        .map(|facts| facts.payment.payer.name.trim())
        .filter(|name| !name.is_empty())
        .peekable();
    let is_near = told
        .iter()
        .all(|facts| (facts.payment.paid_at - said_at).abs() <= TimeDelta::days(APART_DAYS_MAX));
    is_near && names.peek().is_some() && names.all(|payer| name::agrees(payer, &customer.name))
}
