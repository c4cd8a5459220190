//! The instalments that a decision touches: what they were, what they become.

use std::collections::BTreeMap;

use billing::allocation::{OpenInstalment, Share};
use billing::ids::{CustomerId, ObligationId};
use billing::money::{Currency, Money};
use store::client::Store;
use store::commit::Commit;
use store::error::StoreError;
use store::obligations::InstalmentRecord;
use store::states::Allocation;

use crate::error::OperationError;

/// Instalments of one customer, before and after.
#[derive(Debug)]
pub(crate) struct Doses {
    before: BTreeMap<(ObligationId, u32), InstalmentRecord>,
    after: BTreeMap<(ObligationId, u32), InstalmentRecord>,
}

impl Doses {
    /// All that a customer owes or owed.
    pub(crate) async fn of(store: &Store, customer: &CustomerId) -> Result<Self, StoreError> {
        let before: BTreeMap<_, _> = store
            .obligations_of(customer)
            .await?
            .into_iter()
            .flat_map(|file| file.instalments)
            .map(|dose| ((dose.obligation.clone(), dose.number), dose))
            .collect();
        Ok(Self {
            after: before.clone(),
            before,
        })
    }

    /// Only the instalments that some allocations are on.
    pub(crate) async fn under(
        store: &Store,
        allocations: &[Allocation],
    ) -> Result<Self, StoreError> {
        let mut before = BTreeMap::new();
        let mut obligations: Vec<&ObligationId> =
            allocations.iter().map(|one| &one.obligation).collect();
        obligations.sort();
        obligations.dedup();
        for id in obligations {
            let file = store.obligation(id).await?;
            for dose in file.into_iter().flat_map(|file| file.instalments) {
                before.insert((dose.obligation.clone(), dose.number), dose);
            }
        }
        Ok(Self {
            after: before.clone(),
            before,
        })
    }

    /// What is open now, in a currency, as the domain allocates over it.
    pub(crate) fn open(&self, currency: Currency) -> Result<Vec<OpenInstalment>, OperationError> {
        self.after
            .values()
            .filter(|dose| dose.currency == currency && dose.outstanding_cents() > 0)
            .map(|dose| {
                Ok(OpenInstalment {
                    obligation: dose.obligation.clone(),
                    number: dose.number,
                    due_on: dose.due_on,
                    created_at: dose.created_at,
                    outstanding: Money::from_cents(dose.outstanding_cents(), currency)?,
                })
            })
            .collect()
    }

    /// Takes allocations back: what they settled is open again.
    ///
    /// The allocations were read before the instalments, and somebody may have taken them back in between.
    pub(crate) fn release(&mut self, allocations: &[Allocation]) -> Result<(), OperationError> {
        for one in allocations {
            self.change(&one.obligation, one.instalment, -one.cents)?;
        }
        Ok(())
    }

    /// Puts shares of a payment to instalments.
    pub(crate) fn settle(&mut self, shares: &[Share]) -> Result<(), OperationError> {
        for share in shares {
            self.change(&share.obligation, share.instalment, share.amount.cents())?;
        }
        Ok(())
    }

    fn change(
        &mut self,
        obligation: &ObligationId,
        number: u32,
        cents: i64,
    ) -> Result<(), OperationError> {
        let wrong = |detail| OperationError::Disagreement {
            key: format!("{obligation}/{number}"),
            detail,
        };
        let dose = self
            .after
            .get_mut(&(obligation.clone(), number))
            .ok_or_else(|| wrong("an allocation is on an instalment that is not there"))?;
        dose.paid_cents += cents;
        if dose.paid_cents < 0 || dose.paid_cents > dose.cents {
            return Err(wrong(
                "an instalment would be paid less than nothing or more than its amount",
            ));
        }
        Ok(())
    }

    /// Adds every instalment whose paid amount changed to a commit.
    pub(crate) fn write_into(&self, commit: &mut Commit) {
        for (place, after) in &self.after {
            let Some(before) = self.before.get(place) else {
                continue;
            };
            if before.paid_cents != after.paid_cents {
                let after = InstalmentRecord {
                    version: before.version + 1,
                    ..after.clone()
                };
                commit.instalment(Some(before), &after);
            }
        }
    }
}
