//! Which amounts one push can carry, and what to do with the others.
//! It knows M-PESA's limits, not what is being paid.

#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::money::{Currency, Money};

/// The least that M-PESA takes, in whole shillings.
pub const AMOUNT_SHILLINGS_MIN: u32 = 1;

/// The most that M-PESA takes at once, in whole shillings.
pub const AMOUNT_SHILLINGS_MAX: u32 = 250_000;

/// The most parts that a larger amount is offered in. A wallet pays two full parts a day, so these take five days.
pub const PARTS_MAX: usize = 10;

const CENTS_PER_SHILLING: i64 = 100;

/// Why an amount cannot be asked for by one push, in order of precedence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AmountRefused {
    /// M-PESA moves Kenya shillings only.
    #[error("ask for Kenya shillings: M-PESA takes no {currency}")]
    OtherCurrency {
        /// What was asked for.
        currency: Currency,
    },
    /// It is below [`AMOUNT_SHILLINGS_MIN`].
    #[error("ask for at least KES {min}.00: M-PESA takes nothing smaller", min = AMOUNT_SHILLINGS_MIN)]
    TooSmall,
    /// There are cents.
    #[error("ask for {below} or {above}: M-PESA takes whole shillings only")]
    NotWhole {
        /// The next whole amount below.
        below: Money,
        /// The next whole amount above.
        above: Money,
    },
    /// It is above [`AMOUNT_SHILLINGS_MAX`], but can be paid in parts.
    #[error(
        "pay in {count} parts, one after the other: {list}; M-PESA takes at most {max} at once",
        count = parts.len(),
        list = list(parts),
        max = whole(i64::from(AMOUNT_SHILLINGS_MAX))
    )]
    AboveLimit {
        /// Amounts that add up to it, as few as possible; each can be asked for.
        parts: Vec<Money>,
    },
    /// It takes more than [`PARTS_MAX`] parts.
    #[error("pay by bank: M-PESA would take this only in more than {max} parts", max = PARTS_MAX)]
    TooManyParts,
}

fn list(parts: &[Money]) -> String {
    let texts: Vec<String> = parts.iter().map(Money::to_string).collect();
    texts.join(", ")
}

/// The whole shillings of an amount that one push can carry.
///
/// # Errors
/// [`AmountRefused`] says which amounts would do.
pub fn check_amount(amount: Money) -> Result<u32, AmountRefused> {
    let currency = amount.currency();
    if currency != Currency::Kes {
        return Err(AmountRefused::OtherCurrency { currency });
    }
    let shillings = amount.cents().div_euclid(CENTS_PER_SHILLING);
    if shillings < i64::from(AMOUNT_SHILLINGS_MIN) {
        return Err(AmountRefused::TooSmall);
    }
    if amount.cents().rem_euclid(CENTS_PER_SHILLING) != 0 {
        return Err(AmountRefused::NotWhole {
            below: whole(shillings),
            above: whole(shillings.saturating_add(1)),
        });
    }
    match u32::try_from(shillings) {
        Ok(shillings) if shillings <= AMOUNT_SHILLINGS_MAX => Ok(shillings),
        _ => Err(in_parts(shillings)),
    }
}

/// What to ask for first towards an amount that is owed: rounded up to whole shillings, since what is too much stays as
/// credit and what is too little stays owed, and at most what M-PESA takes at once. Nothing where nothing can be asked.
pub fn first_ask(owed: Money) -> Option<Money> {
    if owed.currency() != Currency::Kes || !owed.is_positive() {
        return None;
    }
    let cents = owed.cents();
    let begun = i64::from(cents.rem_euclid(CENTS_PER_SHILLING) > 0);
    let shillings = cents.div_euclid(CENTS_PER_SHILLING).saturating_add(begun);
    Some(whole(shillings.min(i64::from(AMOUNT_SHILLINGS_MAX))))
}

/// Full parts and the rest. Equal parts would be as few, but two of the same amount within two minutes are refused.
fn in_parts(shillings: i64) -> AmountRefused {
    let full = i64::from(AMOUNT_SHILLINGS_MAX);
    let rest = shillings.rem_euclid(full);
    let Ok(count) = usize::try_from(shillings.div_euclid(full)) else {
        return AmountRefused::TooManyParts;
    };
    if count.saturating_add(usize::from(rest > 0)) > PARTS_MAX {
        return AmountRefused::TooManyParts;
    }
    let mut parts = vec![whole(full); count];
    if rest > 0 {
        parts.push(whole(rest));
    }
    AmountRefused::AboveLimit { parts }
}

/// `MAX_CENTS` is itself a whole number of shillings, so rounding up stays within it.
fn whole(shillings: i64) -> Money {
    let cents = shillings.saturating_mul(CENTS_PER_SHILLING);
    Money::from_cents(cents, Currency::Kes).expect("next to an amount that is within MAX_CENTS")
}
