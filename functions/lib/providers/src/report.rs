//! What every provider's message comes down to: a payment that it reports to us.
//! It owns the shape that adapters map into; it must not know what becomes of the payment.

use billing::money::Money;
use billing::payment::{Channel, Payer};
use billing::receipt::{Provider, Receipt};
use chrono::{DateTime, Utc};

/// One payment as one provider reported it over one channel.
/// The same payment may be reported again, over the same channel or another.
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentReport {
    /// Who reports it; with the receipt it is the payment's identity.
    pub provider: Provider,
    /// The provider's code for this payment.
    pub receipt: Receipt,
    /// The way by which the report came.
    pub channel: Channel,
    /// Our short code, till or account that holds the money.
    pub holder: String,
    /// What was paid; positive.
    pub amount: Money,
    /// When the provider says it was paid.
    pub paid_at: DateTime<Utc>,
    /// Who paid, as far as the provider tells.
    pub payer: Payer,
    /// What the payer typed as account or reference; may be empty, never trusted.
    pub reference: String,
    /// The STK push that this payment answers, as M-PESA names it.
    pub checkout_request: Option<String>,
    /// The holder's balance after this payment, if the provider tells it.
    pub holder_balance: Option<Money>,
}
