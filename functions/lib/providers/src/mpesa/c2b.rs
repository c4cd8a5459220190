//! Notifications of payments to a paybill or till: the validation before, the confirmation after.
//! It owns the meaning of their fields; whose the payment is, and whether the short code is ours, others decide.

use billing::money::Money;
use billing::payment::{Channel, Payer};
use billing::receipt::Provider;
use chrono::{DateTime, Utc};

use super::facts::{self, Note};
use super::text::{self, REFERENCE_CHARACTERS_MAX};
use super::unreadable::{AmountFault, Unreadable};
use super::wire::Fields;
use crate::report::PaymentReport;

/// Characters of a short code; the longest known has seven.
const SHORT_CODE_CHARACTERS_MAX: usize = 20;

/// A payment that has happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirmation {
    /// The payment; its holder is the short code that the body names.
    pub report: PaymentReport,
    /// What is odd about it.
    pub notes: Vec<Note>,
}

/// A payment that is about to happen, and waits for our word.
#[derive(Debug, Clone, PartialEq)]
pub struct Validation {
    /// The paybill or till, if the body names one.
    pub short_code: Option<String>,
    /// What would be paid; `None` if that is not positive.
    pub amount: Option<Money>,
    /// What the payer typed as account number.
    pub reference: String,
}

/// Reads a confirmation.
///
/// # Errors
/// The first thing without which the body is no payment.
pub fn confirmation(raw: &[u8], received_at: DateTime<Utc>) -> Result<Confirmation, Unreadable> {
    let fields = Fields::of_body(raw)?;
    let mut notes = Vec::new();

    let receipt = facts::receipt("TransID", &fields.get("TransID"), &mut notes)?;
    let amount = facts::amount("TransAmount", &fields.get("TransAmount"))?;
    let holder = short_code(&fields)?.ok_or(Unreadable::Missing("BusinessShortCode"))?;
    let paid_at = facts::paid_at(&fields.get("TransTime"), received_at, &mut notes);
    let (phone, phone_text) = facts::phone(&fields.get("MSISDN"));
    let name = ["FirstName", "MiddleName", "LastName"].map(|part| fields.get(part));

    let report = PaymentReport {
        provider: Provider::mpesa(),
        receipt,
        channel: Channel::MpesaC2b,
        holder,
        amount,
        paid_at,
        payer: Payer {
            name: text::name(&name),
            phone,
            phone_text,
        },
        reference: text::kept(&fields.get("BillRefNumber"), REFERENCE_CHARACTERS_MAX),
        checkout_request: None,
        holder_balance: facts::balance(&fields.get("OrgAccountBalance")),
    };
    Ok(Confirmation { report, notes })
}

/// Reads a validation. It has hardly any receipt or time worth reading: nothing has been paid.
///
/// # Errors
/// The first thing that leaves no question to answer.
pub fn validation(raw: &[u8]) -> Result<Validation, Unreadable> {
    let fields = Fields::of_body(raw)?;
    let amount = match facts::amount("TransAmount", &fields.get("TransAmount")) {
        Ok(amount) => Some(amount),
        Err(Unreadable::Amount(_, AmountFault::NotPositive)) => None,
        Err(unreadable) => return Err(unreadable),
    };
    Ok(Validation {
        short_code: short_code(&fields)?,
        amount,
        reference: text::kept(&fields.get("BillRefNumber"), REFERENCE_CHARACTERS_MAX),
    })
}

fn short_code(fields: &Fields<'_>) -> Result<Option<String>, Unreadable> {
    const FIELD: &str = "BusinessShortCode";
    facts::bounded_if_any(FIELD, &fields.get(FIELD), SHORT_CODE_CHARACTERS_MAX)
}
