//! A payment: what a provider or a cashier told us about money that reached us.
//! It knows neither whose it is nor what it settles; those are records of their own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PaymentId;
use crate::money::Money;
use crate::phone::PayerPhone;
use crate::receipt::{Provider, Receipt};

/// How often a payment may be associated or disassociated before an administrator has to decide.
pub const ASSOCIATION_EDITS_MAX: u8 = 5;

/// The immutable facts of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Made from provider and receipt.
    pub id: PaymentId,
    /// Who took it.
    pub provider: Provider,
    /// The provider's code for it.
    pub receipt: Receipt,
    /// How we first heard of it.
    pub channel: Channel,
    /// Where the money lies: a short code, a till, a bank account. It names the asset account.
    pub holder: String,
    /// How much, always positive.
    pub amount: Money,
    /// When the payer paid.
    pub paid_at: DateTime<Utc>,
    /// When we heard of it.
    pub received_at: DateTime<Utc>,
    /// Who paid.
    pub payer: Payer,
    /// What the payer typed, as typed; may be empty.
    pub reference: String,
    /// How a person took it; `None` for what a provider reported.
    pub method: Option<Method>,
}

/// The interface over which we heard of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An M-PESA confirmation of a payment to a pay bill or till number.
    MpesaC2b,
    /// The answer to an STK push of ours.
    MpesaStk,
    /// M-PESA's list of the last two days' payments, asked for because a confirmation may be lost.
    MpesaPull,
    /// M-PESA's answer about one receipt that somebody quoted.
    MpesaStatus,
    /// A bank's notification.
    Bank,
    /// A person's entry.
    Manual,
}

impl Channel {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Channel::MpesaC2b => "mpesa_c2b",
            Channel::MpesaStk => "mpesa_stk",
            Channel::MpesaPull => "mpesa_pull",
            Channel::MpesaStatus => "mpesa_status",
            Channel::Bank => "bank",
            Channel::Manual => "manual",
        }
    }
}

/// How a person took a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Notes and coins.
    Cash,
    /// A cheque.
    Cheque,
    /// A bank transfer.
    Bank,
    /// A mobile wallet that does not notify us.
    Mobile,
    /// A card terminal.
    Card,
}

impl Method {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Cash => "cash",
            Method::Cheque => "cheque",
            Method::Bank => "bank",
            Method::Mobile => "mobile",
            Method::Card => "card",
        }
    }
}

/// Who paid, as the provider told it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The name, as given; may be empty or a first name only.
    pub name: String,
    /// The phone, when its form was recognised.
    pub phone: Option<PayerPhone>,
    /// The phone as given, when its form was not recognised.
    pub phone_text: Option<String>,
}

/// How much of a payment has been put to instalments; derived, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllocationStatus {
    /// Nothing.
    NotAllocated,
    /// A part.
    PartiallyAllocated,
    /// All of it.
    Allocated,
}

/// The status of a payment of `amount` of which `allocated` has been put to instalments.
///
/// # Panics
/// If the currencies differ: then the caller mixed up two ledgers.
pub fn allocation_status(amount: Money, allocated: Money) -> AllocationStatus {
    if amount.left_after(allocated).is_zero() {
        AllocationStatus::Allocated
    } else if allocated.is_positive() {
        AllocationStatus::PartiallyAllocated
    } else {
        AllocationStatus::NotAllocated
    }
}

#[cfg(test)]
mod tests {
    use super::{AllocationStatus, Channel, Method, allocation_status};
    use crate::money::{Currency, Money};

    #[test]
    fn the_allocation_status_follows_from_the_amounts() {
        use AllocationStatus::{Allocated, NotAllocated, PartiallyAllocated};
        let table = [
            (0, NotAllocated),
            (1, PartiallyAllocated),
            (99, PartiallyAllocated),
            (100, Allocated),
        ];
        for (allocated, expected) in table {
            let money = |cents| Money::from_cents(cents, Currency::Kes).unwrap();
            assert_eq!(
                allocation_status(money(100), money(allocated)),
                expected,
                "{allocated}"
            );
        }
    }

    #[test]
    fn names_are_those_of_the_api() {
        for channel in [
            Channel::MpesaC2b,
            Channel::MpesaStk,
            Channel::MpesaPull,
            Channel::MpesaStatus,
            Channel::Bank,
            Channel::Manual,
        ] {
            let stored = serde_json::to_string(&channel).unwrap();
            assert_eq!(stored, format!("\"{}\"", channel.name()));
        }
        for method in [
            Method::Cash,
            Method::Cheque,
            Method::Bank,
            Method::Mobile,
            Method::Card,
        ] {
            let stored = serde_json::to_string(&method).unwrap();
            assert_eq!(stored, format!("\"{}\"", method.name()));
        }
        let stored = serde_json::to_string(&AllocationStatus::PartiallyAllocated).unwrap();
        assert_eq!(stored, "\"partially_allocated\"");
    }
}
