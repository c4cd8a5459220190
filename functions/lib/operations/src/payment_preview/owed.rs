//! What one customer owes, seen from one payment: what it is put to, what it could be put to.

use std::collections::BTreeMap;

use billing::allocation::{OpenInstalment, Share};
use billing::ids::{CustomerId, ObligationId};
use billing::money::{Currency, Money};
use store::client::Store;
use store::error::StoreError;
use store::obligations::{InstalmentRecord, ObligationFile};
use store::states::Allocation;

use super::DoseChange;
use super::put_to::Choice;
use crate::error::OperationError;

/// Obligations of one customer.
pub(super) struct Owed(Vec<ObligationFile>);

/// Cents for each instalment.
type Cents<'a> = BTreeMap<(&'a ObligationId, u32), i64>;

impl Owed {
    pub(super) async fn by(store: &Store, customer: &CustomerId) -> Result<Self, StoreError> {
        Ok(Self(store.obligations_of(customer).await?))
    }

    /// What would be open if these allocations were taken back.
    pub(super) fn open(
        &self,
        released: &[Allocation],
        currency: Currency,
    ) -> Result<Vec<OpenInstalment>, OperationError> {
        let released = cents_of(released);
        let mut open = Vec::new();
        for (_, dose) in self.doses(currency) {
            let cents = dose.outstanding_cents() + at(&released, dose);
            if cents > 0 {
                open.push(OpenInstalment {
                    obligation: dose.obligation.clone(),
                    number: dose.number,
                    due_on: dose.due_on,
                    created_at: dose.created_at,
                    outstanding: Money::from_cents(cents, currency)?,
                });
            }
        }
        Ok(open)
    }

    /// The instalments that change if these allocations were taken back and these shares made.
    pub(super) fn changes(
        &self,
        released: &[Allocation],
        shares: &[Share],
        currency: Currency,
    ) -> Result<Vec<DoseChange>, OperationError> {
        let released = cents_of(released);
        let mut put: Cents = BTreeMap::new();
        for share in shares {
            let key = (&share.obligation, share.instalment);
            *put.entry(key).or_default() += share.amount.cents();
        }
        let mut changes = Vec::new();
        for (file, dose) in self.doses(currency) {
            let (before, after) = (at(&released, dose), at(&put, dose));
            if before == after {
                continue;
            }
            let outstanding = dose.outstanding_cents();
            changes.push(DoseChange {
                obligation: dose.obligation.clone(),
                description: file.head.description.clone(),
                number: dose.number,
                of: file.instalments.len(),
                due_on: dose.due_on,
                put_before: Money::from_cents(before, currency)?,
                put_after: Money::from_cents(after, currency)?,
                outstanding_before: Money::from_cents(outstanding, currency)?,
                outstanding_after: Money::from_cents(outstanding + before - after, currency)?,
            });
        }
        changes.sort_by_cached_key(|one| (one.due_on, one.obligation.clone(), one.number));
        Ok(changes)
    }

    /// What a payment that is put to `standing` can be put to.
    pub(super) fn choices(
        &self,
        standing: &[Allocation],
        currency: Currency,
    ) -> Result<Vec<Choice>, OperationError> {
        let standing = cents_of(standing);
        let mut choices = Vec::new();
        for (file, dose) in self.doses(currency) {
            let put = at(&standing, dose);
            let most = dose.outstanding_cents() + put;
            if most > 0 {
                choices.push(Choice {
                    obligation: dose.obligation.clone(),
                    description: file.head.description.clone(),
                    number: dose.number,
                    of: file.instalments.len(),
                    due_on: dose.due_on,
                    most: Money::from_cents(most, currency)?,
                    put: Money::from_cents(put, currency)?,
                });
            }
        }
        choices.sort_by_cached_key(|one| (one.due_on, one.obligation.clone(), one.number));
        Ok(choices)
    }

    fn doses(
        &self,
        currency: Currency,
    ) -> impl Iterator<Item = (&ObligationFile, &InstalmentRecord)> {
        let all = self.0.iter().flat_map(|file| {
            let doses = file.instalments.iter();
            doses.map(move |dose| (file, dose))
        });
        all.filter(move |(_, dose)| dose.currency == currency)
    }
}

fn cents_of(allocations: &[Allocation]) -> Cents<'_> {
    let mut cents: Cents = BTreeMap::new();
    for one in allocations {
        *cents.entry((&one.obligation, one.instalment)).or_default() += one.cents;
    }
    cents
}

fn at(cents: &Cents<'_>, dose: &InstalmentRecord) -> i64 {
    let found = cents.get(&(&dose.obligation, dose.number));
    found.copied().unwrap_or_default()
}
