//! How amounts are shown to people and how they are stored.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money, MoneyError};

/// What most amounts fit into.
const NUMBER_BYTES: usize = 20;

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

/// For people: `KES 1,250.00`, and `KES −3.50` with a real minus sign.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{} {}", self.currency, self.number()))
    }
}

impl Money {
    /// For people, where the currency stands elsewhere: `1,250.00`, and `−3.50` with a real minus sign.
    #[must_use]
    pub fn number(self) -> String {
        let cents = self.cents().unsigned_abs();
        let whole = (cents / 100).to_string();
        // A long table writes thousands of these, so it is one text from the beginning.
        let mut text = String::with_capacity(NUMBER_BYTES);
        if self.is_negative() {
            text.push('\u{2212}');
        }
        let groups = whole.as_bytes().rchunks(3).rev();
        for (place, group) in groups.enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.extend(group.iter().copied().map(char::from));
        }
        text.push('.');
        if cents % 100 < 10 {
            text.push('0');
        }
        text.push_str(&(cents % 100).to_string());
        text
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
