//! What M-PESA knows of a receipt.
//! It must not know who quoted it.

use billing::money::Money;
use billing::payment::Channel;
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, Utc};

use super::parameters::Parameters;
use super::party::Party;
use crate::mpesa::facts::{self, Note};
use crate::mpesa::text::trimmed;
use crate::mpesa::unreadable::Unreadable;
use crate::mpesa::wire::Value;
use crate::report::PaymentReport;

/// Characters kept of a status and of a reason.
const WORDS_CHARACTERS_MAX: usize = 100;

/// The one status that means that money has moved.
const COMPLETED: &str = "Completed";

/// A transaction as M-PESA has it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusFacts {
    /// The receipt that was asked about. The transaction id of the result is a dummy.
    pub receipt: Receipt,
    /// M-PESA's word for how far it is: `Completed`, and others that are not documented.
    pub status: String,
    /// How much, where it says so.
    pub amount: Option<Money>,
    /// Who paid.
    pub debit_party: Party,
    /// Who was paid.
    pub credit_party: Party,
    /// When it began, where that can be read.
    pub initiated_at: Option<DateTime<Utc>>,
    /// When it ended, where that can be read.
    pub finalised_at: Option<DateTime<Utc>>,
    /// M-PESA's word for what kind of transaction it is; may be empty.
    pub reason_type: String,
    /// What is odd about it.
    pub notes: Vec<Note>,
}

impl StatusFacts {
    /// Whether the money has moved, for good as far as this says.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.status.eq_ignore_ascii_case(COMPLETED)
    }

    /// The payment that this proves, if it is one: completed, with an amount, and paid to one of `ours`, short codes and
    /// tills. A receipt of a payment to somebody else is as real, and no payment to us. `holder` is what holds the
    /// money; the time of the end, else of the beginning, else `received_at` is taken for the time of payment.
    #[must_use]
    pub fn report(
        &self,
        ours: &[&str],
        holder: &str,
        received_at: DateTime<Utc>,
    ) -> Option<PaymentReport> {
        if !self.is_completed() || !ours.contains(&self.credit_party.number.as_str()) {
            return None;
        }
        Some(PaymentReport {
            provider: Provider::mpesa(),
            receipt: self.receipt.clone(),
            channel: Channel::MpesaStatus,
            holder: holder.to_owned(),
            amount: self.amount?,
            paid_at: self
                .finalised_at
                .or(self.initiated_at)
                .unwrap_or(received_at),
            payer: self.debit_party.payer(),
            reference: String::new(),
            checkout_request: None,
            holder_balance: None,
        })
    }
}

pub(super) fn read(parameters: &Parameters<'_>) -> Result<StatusFacts, Unreadable> {
    let mut notes = Vec::new();
    let receipt = facts::receipt("ReceiptNo", &parameters.get("ReceiptNo")?, &mut notes)?;
    let status = facts::bounded(
        "TransactionStatus",
        &parameters.get("TransactionStatus")?,
        WORDS_CHARACTERS_MAX,
    )?;
    let amount = match facts::amount("Amount", &parameters.get("Amount")?) {
        Err(Unreadable::Missing(_)) => None,
        amount => Some(amount?),
    };
    let (debit_party, credit_party) = parties(parameters)?;
    let time = |key| parameters.get(key).ok().as_ref().and_then(instant);
    let reason = parameters.get("ReasonType").unwrap_or(Value::Absent);
    Ok(StatusFacts {
        receipt,
        status,
        amount,
        debit_party,
        credit_party,
        initiated_at: time("InitiatedTime"),
        finalised_at: time("FinalisedTime"),
        reason_type: trimmed(&reason, WORDS_CHARACTERS_MAX).unwrap_or_default(),
        notes,
    })
}

/// Who paid and who was paid. The documentation's sample names both `DebitPartyName`, payer first; only where there is
/// no `CreditPartyName` at all are two of them read like that.
fn parties(parameters: &Parameters<'_>) -> Result<(Party, Party), Unreadable> {
    if !parameters.has("CreditPartyName") {
        let mut debit = parameters.all("DebitPartyName");
        if let (Some(payer), Some(payee), None) = (debit.next(), debit.next(), debit.next()) {
            return Ok((Party::of(payer), Party::of(payee)));
        }
    }
    let debit = parameters.get("DebitPartyName")?;
    let credit = parameters.get("CreditPartyName")?;
    Ok((Party::of(&debit), Party::of(&credit)))
}

fn instant(value: &Value<'_>) -> Option<DateTime<Utc>> {
    facts::instant(value.text()?)
}
