//! What became of an STK push: paid, or not paid and why.
//! It names neither account nor short code; the push that it answers is found by its checkout request.

use billing::payment::{Channel, Payer};
use billing::receipt::Provider;
use chrono::{DateTime, Utc};

use super::facts::{self, Note};
use super::text::trimmed;
use super::unreadable::Unreadable;
use super::wire::{Fields, Value};
use crate::report::PaymentReport;

/// Characters of a checkout request's name; those seen have about 30.
pub(super) const CHECKOUT_REQUEST_CHARACTERS_MAX: usize = 100;

/// Characters of a result code.
pub(super) const CODE_CHARACTERS_MAX: usize = 40;

/// Characters kept of what M-PESA says about a result.
pub(super) const DESCRIPTION_CHARACTERS_MAX: usize = 300;

/// More items than any success carries.
const ITEMS_MAX: usize = 64;

/// The outcome of one push.
#[derive(Debug, Clone, PartialEq)]
pub enum StkResult {
    /// Money has moved.
    Paid(Box<Paid>),
    /// Nothing has been paid, as far as this result goes.
    NotPaid(NotPaid),
}

/// A push that was paid.
#[derive(Debug, Clone, PartialEq)]
pub struct Paid {
    /// The payment; its holder is the short code whose address received the result.
    pub report: PaymentReport,
    /// What is odd about it.
    pub notes: Vec<Note>,
}

/// A push that was not paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotPaid {
    /// The push, as M-PESA named it when it was accepted.
    pub checkout_request: String,
    /// M-PESA's code, which need not be a number.
    pub code: String,
    /// M-PESA's words for it; not fit for a customer.
    pub description: String,
}

/// Reads a result that arrived at the address of `short_code`.
///
/// # Errors
/// The first thing without which the body is no result.
pub fn result(
    raw: &[u8],
    short_code: &str,
    received_at: DateTime<Utc>,
) -> Result<StkResult, Unreadable> {
    let envelope = Fields::of_body(raw)?;
    let body = envelope
        .object("Body")?
        .ok_or(Unreadable::Missing("Body"))?;
    let result = body
        .object("stkCallback")?
        .ok_or(Unreadable::Missing("stkCallback"))?;
    let code = code(&result.get("ResultCode"))?;
    let items = Items::of(&result)?;

    if code != "0" {
        let receipt = items.get("MpesaReceiptNumber");
        if receipt
            .text()
            .is_some_and(|receipt| !receipt.trim().is_empty())
        {
            return Err(Unreadable::FailureWithReceipt);
        }
        return Ok(StkResult::NotPaid(NotPaid {
            checkout_request: checkout_request(&result)?
                .ok_or(Unreadable::Missing("CheckoutRequestID"))?,
            code,
            description: trimmed(&result.get("ResultDesc"), DESCRIPTION_CHARACTERS_MAX)
                .unwrap_or_default(),
        }));
    }
    paid(&items, checkout_request(&result)?, short_code, received_at)
        .map(|paid| StkResult::Paid(Box::new(paid)))
}

fn paid(
    items: &Items<'_>,
    checkout_request: Option<String>,
    short_code: &str,
    received_at: DateTime<Utc>,
) -> Result<Paid, Unreadable> {
    let mut notes = Vec::new();
    let receipt = facts::receipt(
        "MpesaReceiptNumber",
        &items.get("MpesaReceiptNumber"),
        &mut notes,
    )?;
    let amount = facts::amount("Amount", &items.get("Amount"))?;
    let paid_at = facts::paid_at(&items.get("TransactionDate"), received_at, &mut notes);
    let (phone, phone_text) = facts::phone(&items.get("PhoneNumber"));
    let report = PaymentReport {
        provider: Provider::mpesa(),
        receipt,
        channel: Channel::MpesaStk,
        holder: short_code.to_owned(),
        amount,
        paid_at,
        payer: Payer {
            name: String::new(),
            phone,
            phone_text,
        },
        reference: String::new(),
        checkout_request,
        // The item called Balance, where there is one, is the payer's and none of our business.
        holder_balance: None,
    };
    Ok(Paid { report, notes })
}

/// `0` and `"0"` are the same code; `0.0` and `"00"` are not.
fn code(value: &Value<'_>) -> Result<String, Unreadable> {
    facts::bounded("ResultCode", value, CODE_CHARACTERS_MAX)
}

fn checkout_request(result: &Fields<'_>) -> Result<Option<String>, Unreadable> {
    const FIELD: &str = "CheckoutRequestID";
    facts::bounded_if_any(FIELD, &result.get(FIELD), CHECKOUT_REQUEST_CHARACTERS_MAX)
}

/// The pairs of name and value that a success carries, in any order.
struct Items<'a> {
    pairs: Vec<(String, Value<'a>)>,
}

impl<'a> Items<'a> {
    /// Items without a name are passed over; a name that occurs twice makes the whole unreadable.
    fn of(result: &Fields<'a>) -> Result<Self, Unreadable> {
        let mut pairs: Vec<(String, Value<'a>)> = Vec::new();
        let Some(metadata) = result.object("CallbackMetadata")? else {
            return Ok(Self { pairs });
        };
        let items = metadata.list("Item");
        if items.len() > ITEMS_MAX {
            return Err(Unreadable::TooManyFields);
        }
        for item in items {
            let item = Fields::of_value(item)?;
            let Value::Text(name) = item.get("Name") else {
                continue;
            };
            if pairs.iter().any(|(known, _)| *known == name) {
                return Err(Unreadable::DuplicateField);
            }
            pairs.push((name, item.get("Value")));
        }
        Ok(Self { pairs })
    }

    fn get(&self, name: &str) -> Value<'a> {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found.map_or(Value::Absent, |(_, value)| value.clone())
    }
}
