//! The list of payments as a spreadsheet.

use billing::account_number::AccountNumber;
use billing::civil::nairobi_date;
use billing::language::Language;
use billing::money::Money;
use billing::payment::{AllocationStatus, Channel, Method};
use billing::receipt::Receipt;
use chrono::{DateTime, NaiveDate, Utc};

use crate::sheet::{Cell, Sheet};
use crate::words::Words;

/// One payment of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRow {
    /// When the payer paid.
    pub paid_at: DateTime<Utc>,
    /// The provider's code for it.
    pub code: Receipt,
    /// How we first heard of it.
    pub channel: Channel,
    /// How a person took it.
    pub method: Option<Method>,
    /// The payer's name as the provider told it; may be empty.
    pub payer: String,
    /// The payer's phone as far as the reader may see it; may be empty.
    pub phone: String,
    /// What the payer typed; may be empty.
    pub reference: String,
    /// The account whose payment it is.
    pub account: Option<AccountNumber>,
    /// The name of that customer; may be empty.
    pub customer: String,
    /// How much.
    pub amount: Money,
    /// How much of it was put to something.
    pub status: AllocationStatus,
    /// The day on which the money went back.
    pub reversed_on: Option<NaiveDate>,
}

/// The payments as CSV, in the order given.
pub fn payments_csv<'a>(
    payments: impl IntoIterator<Item = &'a PaymentRow>,
    language: Language,
) -> Vec<u8> {
    let words = Words::of(language);
    let (things, own) = (&words.things, &words.payments);
    let mut sheet = Sheet::new(&[
        things.date,
        own.time,
        own.code,
        own.channel,
        own.payer,
        own.phone,
        things.reference,
        things.account_number,
        things.customer,
        things.amount,
        things.currency,
        own.used,
        own.reversed,
    ]);
    for payment in payments {
        sheet.row([
            Cell::Day(nairobi_date(payment.paid_at)),
            Cell::Time(payment.paid_at),
            Cell::text(payment.code.as_str()),
            Cell::text((things.channel)(payment.channel, payment.method)),
            Cell::text(&payment.payer),
            Cell::text(&payment.phone),
            Cell::text(&payment.reference),
            Cell::optional(payment.account.as_ref(), |it| Cell::text(it.as_str())),
            Cell::text(&payment.customer),
            Cell::Amount(payment.amount),
            Cell::text(payment.amount.currency().code()),
            Cell::text((own.status)(payment.status)),
            Cell::optional(payment.reversed_on, Cell::Day),
        ]);
    }
    sheet.finish()
}
