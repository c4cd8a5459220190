//! Money, for any amount: splitting preserves the sum, text reads back, rounding stays within a cent.

use std::num::NonZeroU32;

use billing::money::{Currency, MAX_CENTS, Money, Rounding};
use proptest::prelude::*;

fn amount() -> impl Strategy<Value = Money> {
    (-MAX_CENTS..=MAX_CENTS)
        .prop_map(|cents| Money::from_cents(cents, Currency::Kes).expect("in range"))
}

proptest! {
    #[test]
    fn an_equal_split_preserves_the_sum_and_differs_by_a_cent(amount in amount(), parts in 1_u32..200) {
        let parts = amount.split(NonZeroU32::new(parts).expect("not zero"));
        prop_assert_eq!(Money::sum(Currency::Kes, parts.clone()), Ok(amount));
        let sizes: Vec<u64> = parts.iter().map(|part| part.cents().unsigned_abs()).collect();
        prop_assert!(sizes.is_sorted_by(|one, next| one >= next));
        prop_assert!(sizes[0] - sizes[sizes.len() - 1] <= 1);
    }

    #[test]
    fn a_weighted_split_preserves_the_sum_and_the_proportions(
        amount in amount(),
        weights in prop::collection::vec(0_u64..1_000_000, 1..40),
    ) {
        let total: u64 = weights.iter().sum();
        prop_assume!(total > 0);
        let parts = amount.split_by_weights(&weights).expect("some weight");
        prop_assert_eq!(Money::sum(Currency::Kes, parts.clone()), Ok(amount));
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = i128::from(amount.cents()) * i128::from(*weight);
            let given = i128::from(part.cents()) * i128::from(total);
            prop_assert!((given - exact).abs() < i128::from(total));
            prop_assert!(*weight > 0 || part.is_zero());
        }
    }

    #[test]
    fn what_is_written_reads_back(amount in amount()) {
        prop_assert_eq!(Money::parse(&amount.amount_text(), Currency::Kes), Ok(amount));
        let shown = amount.to_string().replace("KES ", "").replace('\u{2212}', "-");
        prop_assert_eq!(Money::parse_provider(&shown, Currency::Kes), Ok(amount));
        let stored = serde_json::to_string(&amount).expect("serialises");
        prop_assert_eq!(serde_json::from_str::<Money>(&stored).ok(), Some(amount));
    }

    #[test]
    fn reading_never_panics_and_strict_implies_tolerant(text in "\\PC*|-?[0-9,.e+ ]{0,12}") {
        let strict = Money::parse(&text, Currency::Kes);
        let tolerant = Money::parse_provider(&text, Currency::Kes);
        prop_assert!(strict.is_err() || strict == tolerant);
    }

    #[test]
    fn adding_and_taking_away_again_changes_nothing(one in amount(), other in amount()) {
        if let Ok(sum) = one.checked_add(other) {
            prop_assert_eq!(sum.checked_sub(other), Ok(one));
        }
        prop_assert_eq!(one.negated().negated(), one);
    }

    #[test]
    fn down_and_up_enclose_every_rounding(cents in -1_000_000_i64..1_000_000, rate in 0_i64..20_000) {
        let amount = Money::from_cents(cents, Currency::Kes).expect("in range");
        let rate = rust_decimal::Decimal::new(rate, 4);
        let size = |rounding| amount.portion(rate, rounding).map(|portion| portion.cents().unsigned_abs());
        let (down, up) = (size(Rounding::Down)?, size(Rounding::Up)?);
        prop_assert!(up - down <= 1);
        for rounding in [Rounding::HalfUp, Rounding::HalfEven] {
            prop_assert!((down..=up).contains(&size(rounding)?));
        }
    }
}
