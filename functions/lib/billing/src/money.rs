//! Amounts of money: whole cents, one currency, checked arithmetic, named rounding.
//! It knows nothing of payments, taxes or the journal.

mod parsing;
mod splitting;
mod written;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::written::StoredMoney;

/// The largest amount, in cents, of either sign: a thousand thousand million shillings.
pub const MAX_CENTS: i64 = 100_000_000_000_000;

/// The most decimal places of a rate given to [`Money::portion`]; with these the product is exact before it is rounded.
pub const RATE_PLACES_MAX: u32 = 10;

/// The largest rate, of either sign, given to [`Money::portion`].
pub const RATE_MAX: u32 = 1_000;

const CENT_PLACES: u32 = 2;

/// An amount in one currency, always a whole number of cents within [`MAX_CENTS`].
///
/// There is deliberately no `Ord`: amounts of different currencies have no order, see [`Money::cmp_same`].
/// It is stored as `{"cents": 125000, "currency": "KES"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "StoredMoney", into = "StoredMoney")]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// What is wrong with an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The text is not a plain decimal number.
    #[error("write the amount as digits with at most two decimals, like 1250.00")]
    NotAnAmount,
    /// There are parts of a cent.
    #[error("leave out parts of a cent: at most two decimals")]
    TooManyDecimals,
    /// The amount is beyond [`MAX_CENTS`].
    #[error("use an amount of at most 1,000,000,000,000.00")]
    OutOfRange,
    /// Two amounts of different currencies were combined.
    #[error("use one currency, not {left} together with {right}")]
    CurrencyMismatch {
        /// The currency of the amount itself.
        left: Currency,
        /// The currency of the other amount.
        right: Currency,
    },
    /// The currency code is not one of ours.
    #[error("use one of the currencies KES, UGX, TZS or USD")]
    UnknownCurrency,
    /// There is nothing to split by: no weights, or all of them zero.
    #[error("give at least one weight above zero")]
    NoWeights,
    /// The rate has more than [`RATE_PLACES_MAX`] decimals or is beyond [`RATE_MAX`].
    #[error("use a rate of at most 1000 with at most ten decimals")]
    RateOutOfRange,
}

/// A currency that we keep accounts in. Every one of them is kept in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Kenya shilling.
    Kes,
    /// Uganda shilling.
    Ugx,
    /// Tanzania shilling.
    Tzs,
    /// United States dollar.
    Usd,
}

impl Currency {
    /// Every currency.
    pub const ALL: [Currency; 4] = [Currency::Kes, Currency::Ugx, Currency::Tzs, Currency::Usd];

    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Currency::Kes => "KES",
            Currency::Ugx => "UGX",
            Currency::Tzs => "TZS",
            Currency::Usd => "USD",
        }
    }

    /// Reads an ISO 4217 code in upper case.
    pub fn parse(text: &str) -> Result<Currency, MoneyError> {
        Currency::ALL
            .into_iter()
            .find(|currency| currency.code() == text)
            .ok_or(MoneyError::UnknownCurrency)
    }
}

/// What happens to parts of a cent. Each acts on the size of an amount, so a negative amount rounds like its positive twin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// Half a cent becomes a cent; what shops and tax offices do.
    HalfUp,
    /// Half a cent goes to the even cent; does not drift over many amounts.
    HalfEven,
    /// Parts of a cent are dropped.
    Down,
    /// Any part of a cent becomes a cent.
    Up,
}

impl From<Rounding> for RoundingStrategy {
    fn from(rounding: Rounding) -> Self {
        match rounding {
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
            Rounding::Down => RoundingStrategy::ToZero,
            Rounding::Up => RoundingStrategy::AwayFromZero,
        }
    }
}

impl Money {
    /// An amount of `cents`, which may be negative. Errors with `OutOfRange` beyond [`MAX_CENTS`].
    pub fn from_cents(cents: i64, currency: Currency) -> Result<Money, MoneyError> {
        if cents.unsigned_abs() > MAX_CENTS.unsigned_abs() {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Money {
            amount: Decimal::new(cents, CENT_PLACES),
            currency,
        })
    }

    fn from_wide_cents(cents: i128, currency: Currency) -> Result<Money, MoneyError> {
        let cents = i64::try_from(cents).map_err(|_| MoneyError::OutOfRange)?;
        Money::from_cents(cents, currency)
    }

    /// Nothing, in `currency`.
    pub fn zero(currency: Currency) -> Money {
        Money {
            amount: Decimal::new(0, CENT_PLACES),
            currency,
        }
    }

    /// The amount as a whole number of cents.
    pub fn cents(self) -> i64 {
        i64::try_from(self.amount.mantissa()).expect("a Money is whole cents within MAX_CENTS")
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The amount with exactly two decimals.
    pub fn decimal(self) -> Decimal {
        self.amount
    }

    /// The amount as `1250.00` or `-3.50`: two decimals, no grouping, an ASCII minus sign.
    pub fn amount_text(self) -> String {
        self.amount.to_string()
    }

    /// The sum of two amounts.
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        Money::sum(self.currency, [self, other])
    }

    /// The difference of two amounts.
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        Money::sum(self.currency, [self, other.negated()])
    }

    /// The same amount with the other sign.
    #[must_use]
    pub fn negated(self) -> Money {
        let mut amount = self.amount;
        if !amount.is_zero() {
            amount.set_sign_positive(amount.is_sign_negative());
        }
        Money { amount, ..self }
    }

    /// True for exactly nothing.
    pub fn is_zero(self) -> bool {
        self.amount.is_zero()
    }

    /// True above zero.
    pub fn is_positive(self) -> bool {
        !self.is_zero() && self.amount.is_sign_positive()
    }

    /// True below zero.
    pub fn is_negative(self) -> bool {
        !self.is_zero() && self.amount.is_sign_negative()
    }

    /// The order of two amounts of one currency.
    pub fn cmp_same(self, other: Money) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.amount.cmp(&other.amount))
    }

    /// The smaller of two amounts.
    ///
    /// # Panics
    /// If the currencies differ: then the caller mixed up two ledgers.
    #[must_use]
    pub fn at_most(self, other: Money) -> Money {
        match self.cmp_same(other) {
            Ok(Ordering::Greater) => other,
            Ok(_) => self,
            Err(error) => panic!("{error}"),
        }
    }

    /// What is left of this amount when `used` is taken away, and nothing when more than all was taken.
    ///
    /// # Panics
    /// If the currencies differ: then the caller mixed up two ledgers.
    #[must_use]
    pub fn left_after(self, used: Money) -> Money {
        match self.checked_sub(used) {
            Ok(left) if left.is_negative() => Money::zero(self.currency),
            Ok(left) => left,
            Err(MoneyError::OutOfRange) if used.is_positive() => Money::zero(self.currency),
            Err(error) => panic!("{error}"),
        }
    }

    /// This amount times `rate`, rounded once: `portion(16%)` of a net price is its VAT.
    ///
    /// Errors with `RateOutOfRange` or `OutOfRange`.
    pub fn portion(self, rate: Decimal, rounding: Rounding) -> Result<Money, MoneyError> {
        let rate = rate.normalize();
        if rate.scale() > RATE_PLACES_MAX || rate.abs() > Decimal::from(RATE_MAX) {
            return Err(MoneyError::RateOutOfRange);
        }
        let mut rounded = self
            .amount
            .checked_mul(rate)
            .ok_or(MoneyError::OutOfRange)?
            .round_dp_with_strategy(CENT_PLACES, rounding.into());
        rounded.rescale(CENT_PLACES);
        Money::from_wide_cents(rounded.mantissa(), self.currency)
    }

    /// The sum of any number of amounts, whatever their order; zero for none.
    pub fn sum(
        currency: Currency,
        amounts: impl IntoIterator<Item = Money>,
    ) -> Result<Money, MoneyError> {
        let zero = Money::zero(currency);
        let mut total: i128 = 0;
        for amount in amounts {
            zero.same_currency(amount)?;
            total = total
                .checked_add(i128::from(amount.cents()))
                .ok_or(MoneyError::OutOfRange)?;
        }
        Money::from_wide_cents(total, currency)
    }

    fn same_currency(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch {
            left: self.currency,
            right: other.currency,
        })
    }
}
