//! One row of a pull: a payment as M-PESA's list has it.
//! Receipt and amount are read exactly or not at all; everything else may be missing.

use billing::civil::nairobi_instant;
use billing::payment::{Channel, Payer};
use billing::receipt::Provider;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::value::RawValue;

use crate::mpesa::facts::{self, Note};
use crate::mpesa::text::{self, NAME_CHARACTERS_MAX, REFERENCE_CHARACTERS_MAX};
use crate::mpesa::unreadable::Unreadable;
use crate::mpesa::wire::{Fields, Value};
use crate::report::PaymentReport;

/// Characters kept of a row that cannot be read; those seen have 250.
const RAW_CHARACTERS_MAX: usize = 4096;

/// How the time of a payment is written, without what follows the seconds.
const TIME_FORMS: [&str; 3] = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];

/// A row that is a payment.
#[derive(Debug, Clone, PartialEq)]
pub struct PulledRow {
    /// The payment; its holder is the short code that was asked about.
    pub report: PaymentReport,
    /// What is odd about it.
    pub notes: Vec<Note>,
    /// M-PESA's `sender`, whose meaning is not documented: a name in some lists, a system in others. Not a payer's name
    /// that anything may be decided by.
    pub sender: Option<String>,
}

/// A row that is none, or not readably so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableRow {
    /// The row as it came, as far as it is kept: somebody's private data.
    pub raw: String,
    /// Why it is no payment.
    pub reason: Unreadable,
}

/// Reads a row of the list of `holder`; `at` stands in for a time that cannot be read.
pub(super) fn read(
    raw: &RawValue,
    holder: &str,
    at: DateTime<Utc>,
) -> Result<PulledRow, UnreadableRow> {
    payment(raw, holder, at).map_err(|reason| UnreadableRow {
        raw: raw.get().chars().take(RAW_CHARACTERS_MAX).collect(),
        reason,
    })
}

fn payment(raw: &RawValue, holder: &str, at: DateTime<Utc>) -> Result<PulledRow, Unreadable> {
    let fields = Fields::of_value(raw)?;
    let mut notes = Vec::new();

    // The list is said to hold customers' payments only. What says that it is something else is not credited.
    let kind = fields.get("transactiontype");
    let kind = kind.text().unwrap_or_default().trim().to_ascii_lowercase();
    if !kind.is_empty() && !kind.starts_with("c2b") {
        return Err(Unreadable::NotACustomersPayment);
    }
    let receipt = facts::receipt("transactionId", &fields.get("transactionId"), &mut notes)?;
    let amount = facts::amount("amount", &fields.get("amount"))?;
    let paid_at = instant(&fields.get("trxDate")).unwrap_or_else(|| {
        notes.push(Note::TimeUnreadable);
        at
    });
    let (phone, phone_text) = facts::phone(&fields.get("msisdn"));
    let report = PaymentReport {
        provider: Provider::mpesa(),
        receipt,
        channel: Channel::MpesaPull,
        holder: holder.to_owned(),
        amount,
        paid_at,
        payer: Payer {
            name: String::new(),
            phone,
            phone_text,
        },
        reference: text::kept(&fields.get("billreference"), REFERENCE_CHARACTERS_MAX),
        checkout_request: None,
        holder_balance: None,
    };
    Ok(PulledRow {
        report,
        notes,
        sender: text::trimmed(&fields.get("sender"), NAME_CHARACTERS_MAX),
    })
}

/// The time of a payment, read as Nairobi's **even where it ends in `Z`**. Whether that means what it says is not
/// documented; every other time of M-PESA's is local, and a payment three hours in the future would be worse than one
/// three hours early. Payments are matched by receipt, never by this.
fn instant(value: &Value<'_>) -> Option<DateTime<Utc>> {
    let text = value.text()?.trim();
    if let Some(instant) = facts::instant(text) {
        return Some(instant);
    }
    let text = text.trim_end_matches(['Z', 'z']);
    let text = text.split_once('.').map_or(text, |(seconds, _)| seconds);
    let read = |form: &&str| NaiveDateTime::parse_from_str(text, form).ok();
    TIME_FORMS.iter().find_map(read).map(nairobi_instant)
}
