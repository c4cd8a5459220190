//! How amounts are shown to people and how they are stored.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money, MoneyError};

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

/// For people: `KES 1,250.00`, and `KES −3.50` with a real minus sign.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "\u{2212}" } else { "" };
        let text = self.amount.abs().to_string();
        let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
        let grouped = whole
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(String::from_utf8_lossy)
            .collect::<Vec<_>>()
            .join(",");
        formatter.pad(&format!("{} {sign}{grouped}.{cents}", self.currency))
    }
}

/// An amount as it is stored, not yet checked.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredMoney {
    cents: i64,
    currency: Currency,
}

impl From<Money> for StoredMoney {
    fn from(money: Money) -> Self {
        StoredMoney {
            cents: money.cents(),
            currency: money.currency,
        }
    }
}

impl TryFrom<StoredMoney> for Money {
    type Error = MoneyError;

    fn try_from(stored: StoredMoney) -> Result<Self, Self::Error> {
        Money::from_cents(stored.cents, stored.currency)
    }
}
