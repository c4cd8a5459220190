//! Puts what a customer has paid and not used to exactly the instalments that a person chose.

use std::collections::{BTreeMap, BTreeSet};

use billing::allocation::{AllocationError, OpenInstalment, Share};
use billing::civil::nairobi_date;
use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::money::{Currency, Money};
use billing::role::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use store::client::Store;

use super::credit::with_remainder;
use super::{Debt, by_seniority};
use crate::actor::Actor;
use crate::allocate::addition;
use crate::balance::{at_one_moment, figures};
use crate::error::OperationError;
use crate::payments::account::AccountPayment;

/// Instalments that may be chosen at once.
pub const CHOSEN_MAX: usize = 200;

/// One chosen instalment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledLine {
    /// The instalment as it was before.
    pub debt: Debt,
    /// What is put to it.
    pub put: Money,
    /// What is still missing then.
    pub missing: Money,
}

/// An amount of one payment that is put to one instalment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The payment.
    pub payment: PaymentId,
    /// The number of its entry in the customer's account.
    pub number: u64,
    /// The obligation.
    pub obligation: ObligationId,
    /// Its instalment.
    pub instalment: u32,
    /// How much.
    pub amount: Money,
}

/// What was put where, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Every chosen instalment, in the order chosen; one with nothing left to pay gets nothing.
    pub lines: Vec<SettledLine>,
    /// Which money it is, oldest payment first.
    pub puts: Vec<Put>,
    /// What is put to use in all.
    pub put: Money,
    /// What is missing in all: to be paid today to settle what was chosen.
    pub missing: Money,
    /// The unallocated credit before.
    pub credit_before: Money,
    /// And after.
    pub credit_after: Money,
}

/// What [`settle`] would do now. Nothing is written.
///
/// # Errors
/// Those of [`settle`], without [`OperationError::NotAllowed`].
pub async fn preview(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
    chosen: &[(ObligationId, u32)],
    today: NaiveDate,
) -> Result<Settlement, OperationError> {
    let case = Case::load(store, customer, currency, chosen, today).await?;
    let mut puts = Vec::new();
    let mut open = case.open();
    for payment in &case.credit {
        let taken = payment.shown.state.allocations.len();
        let left = payment.shown.unallocated()?;
        let shares = addition::share_out(left, &open, chosen, taken)?;
        for share in &shares {
            let key = (&share.obligation, share.instalment);
            let dose = open
                .iter_mut()
                .find(|dose| (&dose.obligation, dose.number) == key);
            if let Some(dose) = dose {
                dose.outstanding = dose.outstanding.left_after(share.amount);
            }
        }
        puts.extend(shares.into_iter().map(|share| put_of(payment, share)));
    }
    case.settled(puts)
}

/// Puts a customer's unallocated credit to the chosen instalments in their order, oldest payment first. Every other
/// allocation is left alone. Each payment is put to use by itself: what was done before a failure stays done.
///
/// # Idempotency
/// What is settled already gets nothing, so a repetition changes nothing or goes on.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (chosen: too many),
/// [`OperationError::Allocation`] (one is chosen twice), [`OperationError::CustomerNotFound`],
/// [`OperationError::InstalmentNotFound`], also for somebody else's, [`OperationError::Store`].
pub async fn settle(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
    chosen: &[(ObligationId, u32)],
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Settlement, OperationError> {
    actor.may_for(Permission::AllocatePayment, customer)?;
    let case = Case::load(store, customer, currency, chosen, nairobi_date(now)).await?;
    let mut puts = Vec::new();
    for payment in &case.credit {
        let id = payment.shown.id();
        let shares = addition::put_to(store, id, customer, chosen, actor, now).await?;
        puts.extend(shares.into_iter().map(|share| put_of(payment, share)));
    }
    case.settled(puts)
}

fn put_of(payment: &AccountPayment, share: Share) -> Put {
    Put {
        payment: payment.shown.id().clone(),
        number: payment.number,
        obligation: share.obligation,
        instalment: share.instalment,
        amount: share.amount,
    }
}

/// What was chosen, and the money that there is for it.
struct Case {
    chosen: Vec<Debt>,
    credit: Vec<AccountPayment>,
    credit_before: Money,
}

impl Case {
    async fn load(
        store: &Store,
        customer: &CustomerId,
        currency: Currency,
        chosen: &[(ObligationId, u32)],
        today: NaiveDate,
    ) -> Result<Self, OperationError> {
        check(chosen)?;
        if store.customer(customer).await?.is_none() {
            return Err(OperationError::CustomerNotFound);
        }
        let (tip, owed) = at_one_moment(store, customer, currency).await?;
        let (open, settled) = by_seniority(&owed, currency, today)?;
        let mut debts: BTreeMap<(ObligationId, u32), Debt> = open
            .into_iter()
            .chain(settled)
            .map(|debt| (debt.place(), debt))
            .collect();
        let chosen = chosen.iter().map(|place| {
            let debt = debts.remove(place);
            debt.ok_or(OperationError::InstalmentNotFound)
        });
        let chosen: Vec<Debt> = chosen.collect::<Result<_, _>>()?;
        let credit_before = figures(&tip, &owed, currency, today)?.unallocated_credit;
        Ok(Self {
            chosen,
            credit: with_remainder(store, customer, credit_before).await?,
            credit_before,
        })
    }

    fn open(&self) -> Vec<OpenInstalment> {
        let open = self.chosen.iter().map(|debt| OpenInstalment {
            obligation: debt.obligation.clone(),
            number: debt.dose.number,
            due_on: debt.dose.due_on,
            created_at: DateTime::<Utc>::MIN_UTC,
            outstanding: debt.dose.outstanding(),
        });
        open.collect()
    }

    fn settled(self, puts: Vec<Put>) -> Result<Settlement, OperationError> {
        let currency = self.credit_before.currency();
        let mut lines = Vec::with_capacity(self.chosen.len());
        for debt in self.chosen {
            let (obligation, number) = debt.place();
            let on_it = puts
                .iter()
                .filter(|put| put.obligation == obligation && put.instalment == number);
            let put = Money::sum(currency, on_it.map(|put| put.amount))?;
            lines.push(SettledLine {
                missing: debt.dose.outstanding().left_after(put),
                put,
                debt,
            });
        }
        let put = Money::sum(currency, puts.iter().map(|put| put.amount))?;
        Ok(Settlement {
            missing: Money::sum(currency, lines.iter().map(|line| line.missing))?,
            credit_after: self.credit_before.left_after(put),
            credit_before: self.credit_before,
            lines,
            puts,
            put,
        })
    }
}

fn check(chosen: &[(ObligationId, u32)]) -> Result<(), OperationError> {
    if chosen.len() > CHOSEN_MAX {
        let detail = format!("choose at most {CHOSEN_MAX} instalments at once");
        return Err(OperationError::field("chosen", "too_many", detail));
    }
    let mut seen = BTreeSet::new();
    for place in chosen {
        if !seen.insert(place) {
            let (obligation, number) = place.clone();
            return Err(OperationError::Allocation(AllocationError::Duplicate {
                obligation,
                instalment: Some(number),
            }));
        }
    }
    Ok(())
}
