//! Cutting an amount into parts that add up to it again, to the cent.

use std::cmp::Reverse;
use std::num::NonZeroU32;

use crate::money::{Money, MoneyError};

impl Money {
    /// Cuts the amount into `parts` that differ by at most a cent; the larger ones come first and the sum is preserved.
    /// It allocates one element per part, so the caller limits `parts`.
    pub fn split(self, parts: NonZeroU32) -> Vec<Money> {
        let count = u64::from(parts.get());
        let size = self.cents().unsigned_abs();
        let smaller = size.div_euclid(count);
        let larger_parts = size.rem_euclid(count);
        (0..count)
            .map(|index| self.with_size(smaller.saturating_add(u64::from(index < larger_parts))))
            .collect()
    }

    /// Cuts the amount in proportion to `weights`, in their order; the sum is preserved.
    /// Cents that do not divide go one each to the largest remainders, earlier ones first.
    pub fn split_by_weights(self, weights: &[u64]) -> Result<Vec<Money>, MoneyError> {
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        if total == 0 {
            return Err(MoneyError::NoWeights);
        }
        let size = self.cents().unsigned_abs();
        let mut left = size;
        let mut parts = Vec::with_capacity(weights.len());
        let mut remainders = Vec::with_capacity(weights.len());
        for (index, weight) in weights.iter().enumerate() {
            let product = u128::from(size)
                .checked_mul(u128::from(*weight))
                .ok_or(MoneyError::OutOfRange)?;
            let part =
                u64::try_from(product.div_euclid(total)).map_err(|_| MoneyError::OutOfRange)?;
            left = left.saturating_sub(part);
            parts.push(part);
            remainders.push((Reverse(product.rem_euclid(total)), index));
        }
        remainders.sort_unstable();
        for (_, index) in remainders {
            if left == 0 {
                break;
            }
            parts[index] = parts[index].saturating_add(1);
            left = left.saturating_sub(1);
        }
        Ok(parts.into_iter().map(|part| self.with_size(part)).collect())
    }

    /// `cents` with the sign and the currency of this amount; `cents` is never more than this amount.
    fn with_size(self, cents: u64) -> Money {
        let part = Money::from_wide_cents(i128::from(cents), self.currency)
            .expect("a part is not larger than the whole");
        if self.is_negative() {
            part.negated()
        } else {
            part
        }
    }
}
