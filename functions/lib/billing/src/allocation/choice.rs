//! What has to hold for an allocation that a person asked for.

use std::collections::BTreeSet;

use crate::allocation::{self, ALLOCATIONS_MAX, AllocationError, OpenInstalment, Wanted};
use crate::money::Money;

pub(super) fn check_wanted(wanted: &[Wanted]) -> Result<(), AllocationError> {
    if wanted.len() > ALLOCATIONS_MAX {
        return Err(AllocationError::TooMany);
    }
    let amounts = wanted.iter().filter_map(|want| want.amount);
    if amounts.into_iter().any(|amount| !amount.is_positive()) {
        return Err(AllocationError::NotPositive);
    }
    let mut whole = BTreeSet::new();
    let mut single = BTreeSet::new();
    for want in wanted {
        let repeated = match want.instalment {
            None => {
                single
                    .iter()
                    .any(|(obligation, _)| *obligation == &want.obligation)
                    || !whole.insert(&want.obligation)
            }
            Some(number) => {
                whole.contains(&want.obligation) || !single.insert((&want.obligation, number))
            }
        };
        if repeated {
            return Err(AllocationError::Duplicate {
                obligation: want.obligation.clone(),
                instalment: want.instalment,
            });
        }
    }
    Ok(())
}

/// The open instalments that `want` means, oldest due first, at least one.
pub(super) fn doses_of<'a>(
    available: Money,
    open: &'a [OpenInstalment],
    want: &Wanted,
) -> Result<Vec<&'a OpenInstalment>, AllocationError> {
    let mut doses = allocation::settleable(available, open);
    doses.retain(|dose| {
        dose.obligation == want.obligation
            && want.instalment.is_none_or(|number| dose.number == number)
    });
    doses.sort_by_key(|dose| dose.seniority());
    if doses.is_empty() {
        return Err(AllocationError::UnknownInstalment {
            obligation: want.obligation.clone(),
            instalment: want.instalment,
        });
    }
    Ok(doses)
}

pub(super) fn check_outstanding(
    want: &Wanted,
    doses: &[&OpenInstalment],
) -> Result<(), AllocationError> {
    let Some(asked) = want.amount else {
        return Ok(());
    };
    let outstanding = Money::sum(asked.currency(), doses.iter().map(|dose| dose.outstanding))?;
    if asked.cmp_same(outstanding)?.is_gt() {
        return Err(AllocationError::ExceedsOutstanding {
            obligation: want.obligation.clone(),
            instalment: want.instalment,
            outstanding,
            asked,
        });
    }
    Ok(())
}

/// An instalment in an error.
pub(super) fn number(instalment: &Option<u32>) -> String {
    instalment.map_or_else(|| "any".to_owned(), |number| number.to_string())
}
